import { emptyJudgement, type Item, type Judgement } from '#incidents';
import type { ItemRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { withSaid, type SaidOfItems } from '../corrections/item-relevance.js';
import { hear, heatOf, judge, mergeJudgements, newReach, type LearnedModels } from '../index.js';
import { hearingOf, itemOf } from './item-of.js';

/** An item of an incident as it stands in the database. */
export interface StandingItem {
  row: ItemRow;
  duplicateOf: string | null;
}

export interface RejudgeOptions {
  models?: LearnedModels | undefined;
  /** What people have said of single items, whether they are ours: wins as it does where items are judged first. */
  said?: SaidOfItems | undefined;
  /** Judge as if everything had been seen at this moment: for entries whose day of effect lies ahead. */
  asOf?: Date | undefined;
}

/**
 * What the items of an incident say together under some directory, made as `JudgeStep` makes it: one by one in the order
 * they joined. Nothing is stored; which items belong together is taken as it is.
 * @param items at least one, in order
 */
export function rejudge(
  items: readonly StandingItem[],
  directory: Directory,
  options: RejudgeOptions = {},
): Judgement {
  let merged: Judgement | null = null;
  const reach = newReach();
  for (const { row, duplicateOf } of items) {
    const judgement = judgedAgain(row, directory, options);
    hear(reach, hearingOf(row, duplicateOf));
    merged = merged
      ? mergeJudgements(merged, judgement, heatOf(reach, [merged, judgement], directory), directory)
      : judgement;
  }
  return merged ?? emptyJudgement();
}

function judgedAgain(row: ItemRow, directory: Directory, { models, said, asOf }: RejudgeOptions): Judgement {
  const item = itemOf(row);
  try {
    const found = judge(asOf ? moved(item, asOf) : item, directory, { models });
    const judgement = withSaid(found, said?.get(row.id), directory);
    if (row.channel === 'manual') judgement.isMatter = true;
    return judgement;
  } catch {
    return emptyJudgement();
  }
}

/** Seen on that day, and published as long before as it was. */
function moved(item: Item, asOf: Date): Item {
  const seen = Date.parse(item.discoveredAt ?? item.publishedAt ?? '');
  if (Number.isNaN(seen)) return item;
  const shift = asOf.getTime() - seen;
  const { publishedAt } = item;
  return {
    ...item,
    discoveredAt: asOf.toISOString(),
    ...(publishedAt && { publishedAt: new Date(Date.parse(publishedAt) + shift).toISOString() }),
  };
}
