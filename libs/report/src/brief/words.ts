import { DateTime } from 'luxon';

/** Said where the record holds nothing. */
export const NOTHING_KNOWN = '资料不足';

/** 11月23日8时30分, Asia/Shanghai; the year only where it is another than that of `beside`. */
export function when(iso: string, beside?: string): string {
  const at = DateTime.fromISO(iso, { zone: 'Asia/Shanghai' });
  const other = beside && DateTime.fromISO(beside, { zone: 'Asia/Shanghai' }).year !== at.year;
  return at.toFormat(`${other ? 'yyyy年' : ''}M月d日H时${at.minute ? 'm分' : ''}`);
}

/** 中央, 省级, 市级, 本地, 自媒体: where something was published. */
export const TIER_WORDS: Record<string, string> = {
  central: '中央媒体',
  provincial: '省级媒体',
  municipal: '地市媒体',
  local: '本地媒体和论坛',
  self: '网民发布',
};

/** How a sentence is told on, so that nobody takes it for a fact. */
export const TOLD_AS = { reported: '有群众反映', rumour: '网传（未经证实）', verified: '经核实' } as const;

/** Without its last full stop, so that it can stand within a sentence. */
export const inline = (sentence: string): string => sentence.replace(/[。；;，,\s]+$/u, '');
