import type { Casualties } from './judgement.js';
import { compareEventLevels, type EventLevel } from './levels.js';

/** What a decision about a suggested 特别重大 was made on. */
export interface SuperFacts {
  casualties: Casualties;
  eventLevel: EventLevel;
  /** Items of the incident. */
  items: number;
  /** On a national hot list. */
  hot: boolean;
}

const FIGURES: [keyof Casualties, string][] = [
  ['dead', '死亡'],
  ['injured', '受伤'],
  ['missing', '失联'],
  ['trapped', '被困'],
  ['atRisk', '涉险'],
];
/** Twice as many items, and ten more at least, are another matter than before. */
const GROWTH = { times: 2, atLeast: 10 };

/**
 * Why a decision not to confirm is to be asked again: figures of people have risen, the event level is graver, the items
 * have doubled, a national hot list has it. Empty: nothing has changed that counts. What falls asks nobody again.
 */
export function changedSince(before: SuperFacts, now: SuperFacts): string[] {
  const risen = FIGURES.flatMap(([key, word]) => {
    const [was, is] = [before.casualties[key] ?? 0, now.casualties[key] ?? 0];
    return is > was ? [`${word}由${was}人升至${is}人`] : [];
  });
  const graver = compareEventLevels(now.eventLevel, before.eventLevel) > 0;
  const grown = now.items >= before.items * GROWTH.times && now.items - before.items >= GROWTH.atLeast;
  return [
    ...risen,
    ...(graver ? ['突发事件等级上升'] : []),
    ...(grown ? [`相关信息由${before.items}条增至${now.items}条`] : []),
    ...(now.hot && !before.hot ? ['进入全国热搜'] : []),
  ];
}
