import {
  CASUALTY_KINDS,
  type Casualties,
  type Figure,
  type FigureSpeaker,
  type Judgement,
  type Reason,
} from '#incidents';

const FIGURE_NAMES: Record<keyof Casualties, string> = {
  dead: '死亡人数',
  injured: '受伤人数',
  missing: '失踪失联人数',
  trapped: '被困人数',
  atRisk: '涉险人数',
};
/** Figures kept of one matter. */
const MOST_FIGURES = 40;

type Told = Pick<Judgement, 'facts' | 'figures'>;

/**
 * The figures of a matter that grows by an item. Dead and injured take the larger; those missing, trapped or at risk the
 * newest, since people are found and freed. An office overrules everybody else, downwards too, and itself where it
 * corrects; a rumour and the party concerned overrule nobody who is not one of them.
 */
export function mergedFacts(
  current: Told,
  added: Told,
  version: string,
): { facts: Casualties; figures: Figure[]; why: Reason[] } {
  const facts = { ...current.facts };
  const why: Reason[] = [];
  for (const key of CASUALTY_KINDS) {
    const [before, now] = [current.facts[key], added.facts[key]];
    if (now === null) continue;
    facts[key] =
      before === null ? now : newer(key, { value: before, from: current }, { value: now, from: added });
    if (before !== null && facts[key] !== before)
      why.push({
        rule: `fact:${key}`,
        version,
        because: `${FIGURE_NAMES[key]}由${before}人更新为${facts[key]}人。`,
      });
  }
  return { facts, figures: mergedFigures(current.figures, added.figures), why };
}

interface Side {
  value: number;
  from: Told;
}

function newer(key: keyof Casualties, before: Side, now: Side): number {
  const old = tellerOf(key, before);
  const young = tellerOf(key, now);
  if (young?.by === 'official') {
    if (old && old.by === 'official' && !young.corrects) return grown(key, before.value, now.value);
    return now.value;
  }
  const loose = young?.by === 'hearsay' || young?.by === 'party';
  if (loose && old?.by === 'official') return before.value;
  // A party that gives less denies the rest, which refutes nothing (domain (f)2).
  if (young?.by === 'party' && old?.by !== 'party') return Math.max(before.value, now.value);
  return grown(key, before.value, now.value);
}

const grown = (key: keyof Casualties, before: number, now: number): number =>
  key === 'dead' || key === 'injured' ? Math.max(before, now) : now;

/** Who gives that number. */
const tellerOf = (
  key: keyof Casualties,
  { value, from }: Side,
): { by: FigureSpeaker | null; corrects?: true } | undefined =>
  from.figures?.findLast((figure) => figure.kind === key && figure.value === value && !figure.denied);

const PEOPLE: ReadonlySet<string> = new Set([...CASUALTY_KINDS, 'affected', 'evacuated']);

/** Of one speaker the newest number of people counts; sums and areas are of many things and stand beside each other. */
function mergedFigures(current: readonly Figure[] = [], added: readonly Figure[] = []): Figure[] {
  const merged = new Map<string, Figure>();
  for (const figure of [...current, ...added]) {
    const { kind, by, denied, value } = figure;
    const key = `${kind} ${by} ${denied}${PEOPLE.has(kind) ? '' : ` ${value}`}`;
    merged.delete(key);
    merged.set(key, figure);
  }
  return [...merged.values()].slice(-MOST_FIGURES);
}
