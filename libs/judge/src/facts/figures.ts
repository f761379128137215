import { FIGURE_KINDS, type Figure, type FigureKind } from '#incidents';
import type { Mention } from './mentions.js';
import type { CountKind } from './verbs.js';
import { inTolls, settle, type Count } from './settle.js';

const SHOWN: ReadonlySet<string> = new Set(FIGURE_KINDS);
/** Those made ill are affected; how badly somebody is injured is a part of the injured. */
const shownAs = (kind: CountKind): FigureKind | null =>
  kind === 'poisoned' ? 'affected' : SHOWN.has(kind) ? (kind as FigureKind) : null;

/**
 * The counts of people as figures: what the text comes to, what anybody else in it says instead, and what is told as not
 * so; each number of a speaker once.
 */
export function countFigures(
  counts: Partial<Record<CountKind, Count>>,
  mentions: readonly Mention[],
): Figure[] {
  const found = new Map<string, Figure>();
  const add = (counted: CountKind, { value, bound, by, corrects, words }: Count, denied: boolean) => {
    const kind = shownAs(counted);
    const key = `${kind} ${value} ${by} ${denied}`;
    if (!kind || found.has(key)) return;
    found.set(key, { kind, value, bound, denied, by, ...(corrects && { corrects }), words });
  };
  for (const [kind, count] of Object.entries(counts) as [CountKind, Count][]) add(kind, count, false);
  for (const { kind, by, value, bound, corrects, word, denied, partyDenies } of mentions)
    if (denied || partyDenies)
      add(kind, { value, bound, by: partyDenies ? 'party' : by, corrects, words: [word] }, true);
  for (const others of othersSay(counts, mentions)) add(others.kind, others.count, false);
  return [...found.values()].toSorted((a, b) => order(a) - order(b));
}

const order = ({ kind, denied }: Figure): number => FIGURE_KINDS.indexOf(kind) + (denied ? 0.5 : 0);

/** What speakers other than the one who counts say. */
function othersSay(
  counts: Partial<Record<CountKind, Count>>,
  mentions: readonly Mention[],
): { kind: CountKind; count: Count }[] {
  const told = inTolls(mentions.filter(({ denied }) => !denied));
  return (['dead', 'injured', 'missing', 'trapped', 'atRisk'] as const).flatMap((kind) => {
    const ofKind = told.filter((mention) => mention.kind === kind);
    const speakers = new Set(ofKind.map(({ by }) => by));
    return [...speakers].flatMap((by) => {
      const count = settle(ofKind.filter((mention) => mention.by === by));
      const same = !count || (counts[kind]?.by ?? null) === by || counts[kind]?.value === count.value;
      return same ? [] : [{ kind, count }];
    });
  });
}
