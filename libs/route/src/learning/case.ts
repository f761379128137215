import type { Judgement, Routing } from '#incidents';

/** A dispatch and what people made of it later; the material of the page 派单复盘. */
export interface DispatchCase {
  incidentId: string;
  /** The routing under which duties first went out. */
  first: Routing;
  /** What the rules alone had proposed; null where a person opened and assigned the matter. */
  proposed: Routing | null;
  /** The routing people settled on: the last correction or ruling; null when nobody touched it. */
  settled: Routing | null;
  judgement: Judgement | null;
}

/** Units that were wrongly addressed, and those that should have been. */
export interface Difference {
  wrong: string[];
  right: string[];
}

/**
 * What a correction changed about who answers, and about the townships that are first responsible beside them.
 * Assisting and informed units do not count.
 */
export function differencesOf(before: Routing, after: Routing): Difference[] {
  return [
    between(before.respondents, after.respondents),
    between(townshipsOf(before), townshipsOf(after)),
  ].filter(({ wrong, right }) => wrong.length + right.length > 0);
}

/** First responsible and respondents, each once. */
export const answerable = ({ respondents, firstResponsible }: Routing): string[] => [
  ...new Set([...respondents, ...firstResponsible]),
];

const townshipsOf = ({ respondents, firstResponsible }: Routing): string[] =>
  firstResponsible.filter((unit) => !respondents.includes(unit));

const between = (had: readonly string[], has: readonly string[]): Difference => ({
  wrong: had.filter((unit) => !has.includes(unit)),
  right: has.filter((unit) => !had.includes(unit)),
});
