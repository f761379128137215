import { apparatusOf, type Apparatus } from '../apparatus.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { workingOpinionLevel } from '../levels.js';
import { nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { settleDeadlines } from './deadlines.js';
import { stopAllEscalations } from './escalations.js';
import { leaveWatch } from './keep-disposition.js';
import { lapse } from './lapse.js';
import { RefusedAction } from './errors.js';
import { hasOpenOrder } from './orders.js';
import { awaitsAnswer } from './rounds.js';

/** What this matter has to go through, by its working level and its respondents. */
export const apparatusFor = (incident: IncidentRow): Apparatus =>
  apparatusOf(
    {
      opinionLevel: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
      eventLevel: incident.eventLevel,
    },
    incident.routing?.respondents.length ?? 0,
  );

/** Whether closing is followed by an evaluation: what had an answer and is not light. */
export const needsEvaluation = (incident: IncidentRow): boolean =>
  incident.answeredAt !== null && incident.disposition !== 'reply' && apparatusFor(incident).evaluation;

/**
 * 办结. What must be answered is not closed without an answer (domain (f)7), and a superior is told first. Nobody is urged
 * any more. DL-12 is settled hereby where there is nothing to evaluate, else by the evaluation. The caller holds the lock
 * and saves.
 * @throws RefusedAction `must_respond`, `order_open`; IllegalTransition
 */
export async function closeNow(
  act: Act,
  incident: IncidentRow,
  reason: string,
  data: { quiet?: true } = {},
): Promise<void> {
  const owed = incident.mustRespond.length > 0 && (!incident.answeredAt || awaitsAnswer(incident));
  if (owed && incident.state !== 'set_aside' && !incident.historic) throw new RefusedAction('must_respond');
  // What a superior asked for ends with the report to it, whatever the public was told (DL-19).
  if (await hasOpenOrder(act.manager, incident.id)) throw new RefusedAction('order_open');
  incident.state = nextIncidentState(incident.state, 'close');
  incident.closedAt = act.at;
  incident.closeReason = reason;
  if (!needsEvaluation(incident)) await settleDeadlines(act, incident, ['DL-12'], act.at);
  incident.needsRouting = false;
  await leaveWatch(act, incident, 'person');
  await stopAllEscalations(act, incident.id);
  await lapse(act, incident, {}, 'closed');
  await note(act, incident, 'incident.closed', data);
}
