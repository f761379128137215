import type { ListedItem } from '../../../../api/src/contract/index.js';
import type { ItemsAsked } from '../../api/items.js';

/** Which items, as people ask for them; the first is shown where the address says nothing. */
export const itemKinds: Record<ItemsAsked['kind'], string> = {
  unplaced: '未提到本市',
  elsewhere: '不属本市',
  idle: '本市闲谈动态',
  settled: '人工认定过的',
  all: '全部',
};

/** Why a list is empty, and what would appear in it. */
export const emptyWords: Record<ItemsAsked['kind'], string> = {
  unplaced: '全国性来源中没有点明本市地方和单位的信息列在这里。漏认的可以认定为本市。',
  elsewhere: '事发地在外地或同名地的信息列在这里，附有认定的依据。',
  idle: '属于本市、但没有诉求和事由的信息列在这里，不立案。',
  settled: '由人认定属于或不属于本市的信息列在这里。',
  all: '信源开始收集、或人工录入以后，信息列在这里。',
};

/** By the words of a text; a help for sorting, no verdict. */
export const moodWords: Record<NonNullable<ItemsAsked['mood']>, string> = {
  negative: '负面',
  anger: '愤怒',
  worry: '担忧',
  help: '求助',
};

/** 负面、愤怒, or what else the writer feels; nothing where nothing is felt. */
export function feelingOf({ verdict }: ListedItem): string {
  if (!verdict) return '';
  const tone = verdict.tone === 'neutral' ? [] : [verdict.tone === 'negative' ? '负面' : '正面'];
  return [...tone, ...verdict.moods.map((mood) => moodWords[mood])].join('、');
}

/** Filters of an address; what it does not know is passed over. */
export function askedOf(query: Record<string, unknown>): ItemsAsked {
  const one = (name: string) => {
    const given = query[name];
    const value: unknown = Array.isArray(given) ? given[0] : given;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const kind = one('kind');
  const q = one('q');
  const mood = one('mood');
  return {
    kind: kind && kind in itemKinds ? (kind as ItemsAsked['kind']) : 'unplaced',
    ...(mood && mood in moodWords && { mood: mood as NonNullable<ItemsAsked['mood']> }),
    ...(q !== undefined && { q }),
  };
}

/** Whose it is now, in a word. */
export function standingOf({ relevant, verdict, incidentId, said }: ListedItem): string {
  if (!verdict) return '正在研判';
  const by = said ? '（人工认定）' : '';
  if (incidentId) return `已立案${by}`;
  if (relevant) return `本市，不立案${by}`;
  return `${verdict.elsewhere ? '不属本市' : '未提到本市'}${by}`;
}

/** What saying it will do, told before. */
export const effectWords = (relevant: boolean): string =>
  relevant
    ? '认定后立即重新研判：与已有事件相同的归入该事件，否则立案并按规则交办。归入事件以后如有差错，请到事件页更正。'
    : '认定后不立案、不交办，以后再看到这条信息也照此认定。可以随时撤销。';
