import type { EntityManager } from 'typeorm';
import { isUnderWay } from '#incidents';
import {
  lockIncident,
  moveDuties,
  note,
  RefusedAction,
  StaleError,
  type Act,
  type IncidentRow,
} from '#incidents/service';
import { mustMayMove } from '../approval/gate.js';
import { ResponseRow } from '../entities/response.entity.js';
import { nextResponseState, type ResponseEvent, type ResponseState } from '../life.js';
import { afterMove } from './after-move.js';

/**
 * A text and its incident, locked in that order for every change: incident first.
 * @param version of the text as the caller saw it; null: whatever it is
 * @throws RefusedAction `not_found`; StaleError
 */
export async function lockResponse(
  manager: EntityManager,
  responseId: string,
  version: number | null,
): Promise<{ incident: IncidentRow; response: ResponseRow }> {
  const seen = await manager.findOneBy(ResponseRow, { id: responseId });
  const incident = seen && (await lockIncident(manager, seen.incidentId));
  const response = incident && (await manager.findOneBy(ResponseRow, { id: responseId }));
  if (!incident || !response) throw new RefusedAction('not_found');
  if (version !== null && response.version !== version) throw new StaleError(response.version);
  return { incident, response };
}

/** Saves a text under the incident's lock. */
export async function saveResponse(manager: EntityManager, response: ResponseRow): Promise<void> {
  response.version += 1;
  await manager.save(ResponseRow, response);
}

/** Whether the text is the answer its round waits for; later ones move no duty. */
export const isAnswerOf = (
  response: Pick<ResponseRow, 'round' | 'kind'>,
  incident: Pick<IncidentRow, 'round' | 'state'>,
): boolean =>
  response.round === incident.round && response.kind !== 'correction' && isUnderWay(incident.state);

/** A text handed in without others to agree with is agreed on by itself. */
const DUTY_STEPS: Partial<Record<ResponseEvent, ('draft' | 'align' | 'approve' | 'return')[]>> = {
  submit: ['draft', 'align'],
  submit_joint: ['draft'],
  agree: ['align'],
  approve: ['approve'],
  return: ['return'],
  withdraw: ['return'],
};

const MOMENT: Partial<Record<ResponseState, 'alignedAt' | 'approvedAt' | 'publishedAt'>> = {
  approved: 'approvedAt',
  published: 'publishedAt',
};

/**
 * Takes a text one step through its life (`RESPONSE_LIFE`), with the duties of its units where it is the answer of its
 * round, and writes `response.moved`. Publication itself is registered by `registerAnswer`. The caller holds the lock and
 * saves the incident.
 * @throws IllegalTransition, RefusedAction `sign_first`, `duty_refused`, `facts_differ`, `signatures_missing`
 */
export async function moveResponse(
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  event: ResponseEvent,
): Promise<void> {
  const from = response.state;
  const to = nextResponseState(from, event);
  await mustMayMove(act, incident, response, event);
  response.state = to;
  if (event === 'submit' || event === 'submit_joint')
    Object.assign(response, {
      submittedAt: act.at,
      submittedBy: act.actor,
      alignedAt: null,
      approvedAt: null,
    });
  if (event === 'submit' || event === 'agree') response.alignedAt = act.at;
  const moment = MOMENT[response.state];
  if (moment) response[moment] = act.at;
  await saveResponse(act.manager, response);
  // Given up while it was being written: no duty has moved yet.
  const written = from === 'drafting' && event === 'withdraw';
  if (isAnswerOf(response, incident) && !written)
    for (const step of DUTY_STEPS[event] ?? []) await moveDuties(act, incident, response.units, step);
  await note(act, incident, 'response.moved', {
    responseId: response.id,
    unit: response.unit,
    from,
    to: response.state,
  });
  await afterMove(act, incident, response);
}
