import type { CasualtyKind, FactSettled, FigureRow, FigureTold } from '../../../../api/src/contract/index.js';

export const kindWords: Record<FigureRow['kind'], string> = {
  dead: '死亡',
  injured: '受伤',
  missing: '失踪失联',
  trapped: '被困',
  atRisk: '涉险',
  affected: '受影响、身体不适',
  evacuated: '疏散转移',
  households: '涉及户数',
  money: '涉及金额',
  area: '涉及面积',
};
export const casualties: readonly CasualtyKind[] = ['dead', 'injured', 'missing', 'trapped', 'atRisk'];
export const truthWords = {
  true: '属实',
  partly: '部分属实',
  false: '不属实',
  checking: '正在核实',
} as const;

const bounds: Record<FigureTold['bound'], readonly [before: string, after: string]> = {
  exact: ['', ''],
  about: ['约 ', ''],
  atLeast: ['至少 ', ''],
  atMost: ['不超过 ', ''],
};
const speakers: Record<NonNullable<FigureTold['by']>, string> = {
  official: '官方',
  media: '媒体',
  hearsay: '传闻',
  party: '当事方',
};
/** Who says so; whoever wrote the post speaks for himself. */
export const speakerWord = (by: FigureTold['by']): string => (by ? speakers[by] : '发布者');

const YI = 100_000_000;
const WAN = 10_000;
const MU = WAN / 15;
const plain = (value: number): string => value.toLocaleString('zh-CN', { maximumFractionDigits: 2 });

/** 至少 12 人, 约 1.2 亿元, 300 亩. */
export function amountWords(
  kind: FigureRow['kind'],
  value: number,
  bound: FigureTold['bound'] = 'exact',
): string {
  return `${bounds[bound][0]}${inUnits(kind, value)}${bounds[bound][1]}`;
}

function inUnits(kind: FigureRow['kind'], value: number): string {
  if (kind === 'households') return `${plain(value)} 户`;
  if (kind === 'area') return value >= MU ? `${plain(value / MU)} 亩` : `${plain(value)} 平方米`;
  if (kind !== 'money') return `${plain(value)} 人`;
  if (value >= YI) return `${plain(value / YI)} 亿元`;
  return value >= WAN ? `${plain(value / WAN)} 万元` : `${plain(value)} 元`;
}

/** "2019" → 2019年, "2026-11-20T09:00+08:00" → 2026年11月20日 09:00: as exact as the text is. */
export function happenedWords(at: string): string {
  const [, year, month, day, time] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?/u.exec(at) ?? [];
  if (!year) return at;
  const date = [`${year}年`, month && `${Number(month)}月`, day && `${Number(day)}日`]
    .filter(Boolean)
    .join('');
  return time ? `${date} ${time}` : date;
}

/** 死亡 2 人, 说法不属实. */
export const settledWords = ({ subject, value, claim }: FactSettled): string =>
  subject === 'claim'
    ? `说法${claim === 'refuted' ? '不属实' : '属实'}`
    : `${kindWords[subject]} ${amountWords(subject, value ?? 0)}`;

/** One line for the folded panel: what holds, and that somebody must look. */
export function figuresLine(rows: readonly FigureRow[]): string {
  const known = rows.flatMap(({ kind, value }) =>
    value === null || value === 0 ? [] : [`${kindWords[kind]} ${amountWords(kind, value)}`],
  );
  const open = rows.some(({ contradictory }) => contradictory) ? '，说法不一' : '';
  return known.length > 0 ? `${known.join('，')}${open}` : open.slice(1);
}
