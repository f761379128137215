import { compareOpinionLevels, type EventLevel, type OpinionLevel } from './levels.js';

/** What decides whether a matter goes before those that wait. */
export interface Turned {
  /** 0: an item of it looked urgent, or it was grave before; 1 or absent: not. */
  turn?: number;
  eventLevel: EventLevel;
  opinionLevel: OpinionLevel;
}

/**
 * The turn of a matter in routing and telling: 0 before a backlog, 1 in order. Once urgent stays urgent: a level that is
 * lowered hurries nobody, and holds nobody up.
 */
export const turnOf = ({ turn, eventLevel, opinionLevel }: Turned): 0 | 1 =>
  turn === 0 || eventLevel !== 'none' || compareOpinionLevels(opinionLevel, '重大') >= 0 ? 0 : 1;
