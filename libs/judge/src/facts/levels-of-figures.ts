import { OPINION_LEVELS, type EventLevel, type Judgement, type OpinionLevel } from '#incidents';
import type { Directory } from '#jurisdiction';
import { gradeOf } from '../levels/event.js';
import { NO_FIGURES } from './casualties.js';

/**
 * The event level that the figures of a matter give by the table of its emergency, and the opinion level that goes with it
 * (OP-1). Where it is no emergency of a table: none, and the lowest.
 */
export function levelsOfFigures(
  { facts, eventRule }: Pick<Judgement, 'facts' | 'eventRule'>,
  { profile }: Directory,
): { eventLevel: EventLevel; opinionLevel: OpinionLevel } {
  const rule = profile.levels.eventRules.find(({ id }) => id === eventRule);
  const level = rule ? gradeOf(rule, { ...NO_FIGURES, ...facts }) : null;
  if (!level) return { eventLevel: 'none', opinionLevel: OPINION_LEVELS[0] };
  const opinion = profile.levels.opinion.byEvent[level];
  const known = OPINION_LEVELS.find((one) => one === opinion) ?? OPINION_LEVELS[0];
  return { eventLevel: level, opinionLevel: known };
}
