import { compareEventLevels, compareOpinionLevels, type Judgement, type Reason } from '#incidents';
import type { Directory } from '#jurisdiction';
import { mergeParts, type Heat } from './heat-parts.js';
import { highest, raisedOnce, spreadStep } from './opinion.js';
import type { SlowBurn } from './slow-burn.js';

export type OpinionFound = Pick<
  Judgement,
  'opinionLevel' | 'opinionConfirmed' | 'opinionBase' | 'opinionBeside' | 'opinionParts'
>;

/**
 * The opinion level of a matter that grows: the OP rules over all its items, as over one – the highest finding (what 24 hours
 * brought counted together, OP-4; OP-9), raised once by OP-6. Never below what stood. What people set, up or down, stands
 * until an item reaches above it or the rules over all give more than they gave before (OP-8).
 */
export function mergedLevels(
  current: Judgement,
  added: Judgement,
  { heat, slow }: { heat: Heat; slow: SlowBurn | null },
  directory: Directory,
): { found: OpinionFound; why: Reason[] } {
  const spread = spreadStep({ views: heat.views ?? 0, interactions: heat.interactions ?? 0 }, directory);
  const whole = [spread, slow].filter((step) => step !== null);
  const base = highest([
    ...whole.map(({ level }) => level),
    ...bases([current, added], (one) => one.opinionBase),
  ]);
  const beside = highest([
    ...whole.map(({ level }) => level),
    ...bases([current, added], (one) => one.opinionBeside ?? one.opinionBase),
  ]);
  const over = ruledBy(base, [current, added], directory);
  // What the rules gave before people set the level is no news: only what goes beyond it is.
  const ruled = isAbove(over, ruledBy(current.opinionBase, [current], directory)) ? over : added.opinionLevel;
  const risen = [added.opinionLevel, ruled].some((level) => isAbove(level, current.opinionLevel));
  const level = highest([current.opinionLevel, added.opinionLevel, ruled]);
  const confirmed =
    (!risen && current.opinionConfirmed) || (added.opinionConfirmed && added.opinionLevel === level);
  const why = whole.map(({ reason }) => reason);
  if (isAbove(ruled, highest([current.opinionLevel, added.opinionLevel])))
    why.push(together(level, directory));
  return {
    found: {
      opinionLevel: level,
      opinionConfirmed: confirmed,
      opinionBase: base,
      ...(beside !== base && { opinionBeside: beside }),
      opinionParts: mergeParts(current.opinionParts ?? [], added.opinionParts ?? [], heat, directory),
    },
    why,
  };
}

/**
 * What people found untrue does not come back by being repeated: a suspected level not above it counts for nothing until an
 * item goes beyond it or tells it as verified.
 */
export function withoutRuledOut(current: Judgement, added: Judgement): Judgement {
  const { ruledOut } = current;
  if (!ruledOut || added.claim === 'verified') return added;
  if (compareEventLevels(added.eventLevel, current.eventLevel) <= 0) return added;
  if (compareEventLevels(added.eventLevel, ruledOut) > 0) return added;
  const base = added.opinionBeside ?? added.opinionBase ?? current.opinionLevel;
  return {
    ...added,
    eventLevel: current.eventLevel,
    provisional: current.provisional,
    opinionLevel: highest([base, current.opinionLevel]) === base ? base : current.opinionLevel,
    opinionBase: base,
  };
}

/** The level by rule: the highest finding, raised once where a sensitive factor stands (OP-6). */
function ruledBy(
  base: Judgement['opinionBase'],
  judgements: readonly Judgement[],
  directory: Directory,
): Judgement['opinionLevel'] {
  const level = base ?? highest([]);
  const sensitive = judgements.some(({ why }) => why.some(({ rule }) => rule === 'OP-6'));
  return sensitive ? raisedOnce(level, directory) : level;
}

const isAbove = (a: Judgement['opinionLevel'], b: Judgement['opinionLevel']): boolean =>
  compareOpinionLevels(a, b) > 0;

const bases = (
  judgements: readonly Judgement[],
  of: (one: Judgement) => Judgement['opinionBase'],
): Judgement['opinionLevel'][] => judgements.map(of).filter((level) => level !== undefined);

const together = (level: Judgement['opinionLevel'], directory: Directory): Reason => ({
  rule: 'OP-6',
  version: directory.version,
  because: `多条信息合并研判，存在敏感因素，升为${level}。`,
});
