import { OPINION_LEVELS } from '#incidents';
import type { IncidentRow } from '#incidents/service';
import { LEVEL_SPAN } from '#judge';

/** Heat as people read it: the floor of the level that stands, and the parts. */
export const heatTotal = ({ opinionLevel, heat }: Pick<IncidentRow, 'opinionLevel' | 'heat'>): number =>
  OPINION_LEVELS.indexOf(opinionLevel) * LEVEL_SPAN + heat;
