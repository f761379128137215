import { maskForUnits } from '#incidents';
import { questionsOf } from '../questions/questions.js';
import { claimsIn } from './claims.js';
import { happenedIn } from './happened.js';
import type { BriefInput, BriefItem } from './input.js';
import { likeCasesOf } from './like-cases.js';
import { spreadOf } from './spread.js';
import { sinceOf, summaryOf } from './summary.js';
import { toldIn } from './told.js';
import type { Brief } from './types.js';

/** Newest items a brief reads; a matter with more is told from these, and says so. */
export const MOST_ITEMS = 3000;
const ITEMS_OF_A_PLACE = 5;

/**
 * The brief of a matter (舆情要点): extractive, every sentence with the items it is taken from, names of private persons
 * masked. Pure: the same input makes the same brief, whatever the order of its items.
 */
export function makeBrief(input: BriefInput): Brief {
  const inOrder = input.items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  const items = inOrder.slice(-MOST_ITEMS);
  const told = toldIn(items);
  const claims = claimsIn(told, { ...input, items });
  const parts = {
    happened: happenedIn(told, { ...input, items }, claims),
    where: whereOf(input, items),
    spread: spreadOf(items),
    questions: questionsOf(items.filter(({ own }) => !own)),
    claims,
    findings: input.findings.map((finding) => ({ ...finding, text: maskForUnits(finding.text) })),
  };
  return {
    summary: summaryOf(parts),
    since: sinceOf(parts.spread),
    ...parts,
    likeCases: likeCasesOf(input),
    opinionLevel: input.incident.opinionLevel,
    madeOf: { items: items.length, cut: inOrder.length > items.length },
  };
}

/** Places of the matter with the items that name them. */
function whereOf({ incident }: BriefInput, items: readonly BriefItem[]): Brief['where'] {
  return incident.places.map(({ name, words }) => ({
    name,
    itemIds: items
      .filter(({ title, text }) =>
        [name, ...words].some((word) => title.includes(word) || text.includes(word)),
      )
      .slice(0, ITEMS_OF_A_PLACE)
      .map(({ id }) => id),
  }));
}
