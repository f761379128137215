import { DateTime } from 'luxon';
import type { PublicCommitment, PublicHead, PublicOutlet } from '#respond';

/** Everything the public page says of codes. */
export const occasionWords: Record<PublicHead['occasion'], string> = {
  statement: '情况通报',
  refutation: '辟谣',
  interpretation: '政策解读',
  advice: '温馨提示',
  progress: '进展通报',
  apology: '致歉',
};

export const kindWords: Record<PublicHead['kind'], string> = {
  first: '首次回应',
  progress: '进展通报',
  final: '最终通报',
  correction: '更正',
};

export const formWords: Record<PublicOutlet['form'], string> = {
  authoritative: '发布权威信息',
  press_conference: '新闻发布会',
  briefing: '吹风会',
  interview: '接受媒体采访',
  graphic: '图解',
};

export const promiseWords: Record<PublicCommitment['state'], string> = {
  open: '办理中',
  late: '已过承诺日期，尚未办结',
  kept: '已兑现',
  broken: '未能兑现',
};

/** `进展通报`, `首次回应（辟谣）`: what the text is, once where both say the same. */
export function sortOf({ kind, occasion }: Pick<PublicHead, 'kind' | 'occasion'>): string {
  const [one, other] = [kindWords[kind], occasionWords[occasion]];
  return one === other ? one : `${one}（${other}）`;
}

/** `2026年11月23日` of `2026-11-23`. */
export const dayWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** `2026年11月23日 08:30`, Asia/Shanghai. */
export const momentWords = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy年M月d日 HH:mm');

/** `2026-11-23T08:30:00+08:00`, for machines. */
export const machineTime = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toISO({ suppressMilliseconds: true }) ??
  at.toISOString();
