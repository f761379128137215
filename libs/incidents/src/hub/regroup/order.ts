import type { IncidentRow } from '../../entities/incident.entity.js';
import { isAnswered, isUnderWay } from '../../life.js';

type Standing = Pick<IncidentRow, 'id' | 'state' | 'discoveredAt' | 'createdAt'>;

/** How far along it is: what the public or units know of keeps its number. */
const rank = ({ state }: Standing): number =>
  isAnswered(state) ? 3 : isUnderWay(state) ? 2 : state === 'set_aside' ? 0 : 1;

/** Which of two stays when they are merged, unless a person says otherwise: the one further along, else the older. */
export function staysOf<T extends Standing>(a: T, b: T): T {
  const by =
    rank(b) - rank(a) ||
    a.discoveredAt.getTime() - b.discoveredAt.getTime() ||
    a.createdAt.getTime() - b.createdAt.getTime() ||
    (a.id < b.id ? -1 : 1);
  return by <= 0 ? a : b;
}
