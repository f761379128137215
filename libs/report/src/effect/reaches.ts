import type { EntityManager } from 'typeorm';
import { note, RefusedAction, RoundRow, type Act, type IncidentRow } from '#incidents/service';
import { ReachRow } from './reach.entity.js';

/** Figures read off an outlet; at least one of the three. */
export interface ReachFigures {
  outlet: string;
  reads: number | null;
  comments: number | null;
  shares: number | null;
}

/**
 * Enters how widely the latest answer was read on an outlet; earlier figures of that outlet stay as history.
 * @throws RefusedAction `not_answered` before there is an answer
 */
export async function enterReach(act: Act, incident: IncidentRow, figures: ReachFigures): Promise<void> {
  const manager: EntityManager = act.manager;
  const rounds = await manager.find(RoundRow, {
    where: { incidentId: incident.id },
    order: { number: 'DESC' },
  });
  const last = rounds.find(({ answeredAt }) => answeredAt !== null);
  if (!last) throw new RefusedAction('not_answered');
  await manager.insert(ReachRow, {
    ...figures,
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    round: last.number,
    at: act.at,
    by: act.actor,
    rehearsal: incident.rehearsal,
  });
  await note(act, incident, 'reach.entered', { outlet: figures.outlet, round: last.number });
}
