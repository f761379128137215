import type { PolicyPreview, TrialReaderView } from '../../../../api/src/contract/index.js';

interface Placed {
  left: string;
}

/** Where things stand on the bar, in percent from its start. */
export interface Bar {
  rests: (Placed & { from: string; width: string })[];
  marks: (Placed & { share: number })[];
  dots: (Placed & { index: number; label: string })[];
}

type Drawn = Pick<PolicyPreview, 'startsAt' | 'endsAt' | 'rests' | 'marks'> & {
  steps: readonly { index: number; at: string }[];
};

/** A bar from the start to the end; steps of one moment share a dot: 2、3. */
export function barOf({ startsAt, endsAt, rests, marks, steps }: Drawn): Bar {
  const from = Date.parse(startsAt);
  const span = Math.max(1, Date.parse(endsAt) - from);
  const share = (at: string) => Math.min(100, Math.max(0, ((Date.parse(at) - from) / span) * 100));
  const percent = (value: number) => `${Math.round(value * 100) / 100}%`;
  const moments = new Map<string, number[]>();
  for (const { index, at } of steps) moments.set(at, [...(moments.get(at) ?? []), index + 1]);
  return {
    rests: rests.map((night) => ({
      from: night.from,
      left: percent(share(night.from)),
      width: percent(share(night.to) - share(night.from)),
    })),
    marks: marks.map((mark) => ({ share: mark.share, left: percent(share(mark.at)) })),
    dots: [...moments].map(([at, numbers]) => ({
      index: numbers[0] ?? 0,
      label: numbers.length > 1 ? `${numbers[0]}+` : `${numbers[0]}`,
      left: percent(share(at)),
    })),
  };
}

/** 现在能收到：市教科局联络人王某（邮件、短信）；账号3个（站内消息） */
export function readerWords(readers: readonly TrialReaderView[]): string {
  if (!readers.length) return '现在没有人能收到';
  const each = readers.map(
    ({ unit, role, name, channels, count }) =>
      `${unit ?? ''}${role}${name ?? ''}${unit === null && count > 0 ? `${count}个` : ''}（${channels.join('、')}）`,
  );
  return `现在能收到：${each.join('；')}`;
}
