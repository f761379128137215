import { DateTime } from 'luxon';
import type { DocumentKind } from './document.entity.js';

/** In place of what nobody has stored; a person fills it in or leaves it. */
export const UNKNOWN = '资料不足';

export const documentNames: Record<DocumentKind, string> = {
  bulletin: '舆情快报',
  special: '舆情专报',
  dispatch: '交办单',
  uplift: '提级办理请示',
  accountability: '问责线索移送函',
};

/** 孝舆快〔2026〕3号 */
export const documentSeries: Record<DocumentKind, string> = {
  bulletin: '快',
  special: '专',
  dispatch: '交',
  uplift: '请',
  accountability: '移',
};

const zone = { zone: 'Asia/Shanghai' };
export const minuteWords = (iso: string): string => DateTime.fromISO(iso, zone).toFormat('M月d日H时mm分');
/** 基本情况 of a 快报 is exact to the second (domain 2.4). */
export const secondWords = (iso: string): string =>
  DateTime.fromISO(iso, zone).toFormat('yyyy年M月d日 HH:mm:ss');
export const dayWords = (at: Date): string => DateTime.fromJSDate(at, zone).toFormat('yyyy年M月d日');

/** A title within a sentence: its own full stop would end it. */
export const plain = (text: string): string => text.replace(/[。，、；！？.,;!?\s]+$/u, '');
export const list = (names: readonly string[]): string => (names.length > 0 ? names.join('、') : UNKNOWN);
