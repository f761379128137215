import { FIGURE_KINDS, type Casualties, type Claim, type Figure, type Judgement } from '#incidents';
import type { FactSettlementRow } from '#incidents/service';
import type { FactSettled, FigureRow, FiguresView, FigureTold } from '../contract/index.js';
import type { Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';

/** One item as it was judged last. */
export interface JudgedItem {
  itemId: string;
  source: string;
  at: Date;
  figures: Figure[] | null;
  /** Repeats another item: only what it says otherwise counts. */
  copy: boolean;
  claim: Claim | null;
}

/** Figures that are of the whole matter, so that two different ones contradict each other. */
const OF_THE_MATTER: ReadonlySet<string> = new Set(['dead', 'injured', 'missing', 'trapped', 'atRisk']);

/** Numbers of one kind shown; older ones are in the items. */
const TOLD_SHOWN = 30;

/** @param items newest first */
export function figureRows(items: readonly JudgedItem[], judgement: Judgement | null): FigureRow[] {
  return FIGURE_KINDS.flatMap((kind) => {
    const told = toldOf(kind, items);
    const settled = judgement?.settled?.figures?.[kind as keyof Casualties] !== undefined;
    if (told.length === 0 && !settled) return [];
    const value = OF_THE_MATTER.has(kind) ? (judgement?.facts[kind as keyof Casualties] ?? null) : null;
    const contradictory = !settled && OF_THE_MATTER.has(kind) && contradicts(told);
    return [{ kind, value, settled, contradictory, told: told.slice(0, TOLD_SHOWN) }];
  });
}

function toldOf(kind: Figure['kind'], items: readonly JudgedItem[]): FigureTold[] {
  const spoken = new Set<string>();
  const originals = new Set(
    items.flatMap(({ copy, figures }) =>
      copy ? [] : (figures ?? []).filter((one) => one.kind === kind).map(said),
    ),
  );
  return items.flatMap(({ itemId, source, at, figures, copy }) => {
    const own = (figures ?? []).filter(
      (figure) => figure.kind === kind && !(copy && originals.has(said(figure))),
    );
    const told = own.map(({ value, bound, denied, by, words }) => ({
      value,
      bound,
      denied,
      by,
      words,
      itemId,
      source,
      at: iso(at),
      past: OF_THE_MATTER.has(kind) && spoken.has(`${by}`),
    }));
    for (const { by } of own) spoken.add(`${by}`);
    return told;
  });
}

const said = ({ value, by, denied }: Figure): string => `${value} ${by} ${denied}`;

/** What somebody says now is not what another says now; bounds leave room ("至少5人" and 7). */
function contradicts(told: readonly FigureTold[]): boolean {
  const now = told.filter(({ past }) => !past);
  const stated = now.filter(({ denied }) => !denied);
  const denied = now.some((one) => one.denied && stated.some(({ value }) => value === one.value));
  return denied || stated.some((a) => stated.some((b) => a.by !== b.by && apart(a, b)));
}

function apart(a: FigureTold, b: FigureTold): boolean {
  if (a.value === b.value) return false;
  const [less, more] = a.value < b.value ? [a, b] : [b, a];
  return less.bound !== 'atLeast' && more.bound !== 'atMost';
}

export const claimsOf = (items: readonly JudgedItem[]): FiguresView['claims'] =>
  items.flatMap(({ claim, itemId, source, at, copy }) =>
    !copy && claim && claim !== 'none' ? [{ claim, itemId, source, at: iso(at) }] : [],
  );

/** @param rows newest first */
export function historyOf(rows: readonly FactSettlementRow[], names: Names): FactSettled[] {
  const standing = new Set<string>();
  return rows.map((row) => {
    const stands = row.undoneAt === null && !standing.has(row.subject);
    if (stands) standing.add(row.subject);
    return {
      id: row.id,
      subject: row.subject,
      value: row.value,
      claim: row.claim,
      source: row.source,
      itemId: row.itemId,
      by: actorWords(row.by, names),
      at: iso(row.at),
      undoneBy: row.undoneBy && actorWords(row.undoneBy, names),
      undoneAt: isoOrNull(row.undoneAt),
      standing: stands,
    };
  });
}
