import { In, IsNull } from 'typeorm';
import type { Act, IncidentRow } from '#incidents/service';
import { ResponseAgreementRow } from '../entities/approval.entity.js';
import { ResponseRow } from '../entities/response.entity.js';
import { moveResponse } from '../step/response-steps.js';
import { openDifferences, respondentsOf } from './table.js';

/** Departments of a text that still answer and have not agreed on the version in force. */
export async function notAgreed(act: Pick<Act, 'manager'>, response: ResponseRow): Promise<string[]> {
  const { id: responseId, latest: number } = response;
  const said = await act.manager.findBy(ResponseAgreementRow, {
    responseId,
    number,
    agrees: true,
    voidedAt: IsNull(),
  });
  const answering = await respondentsOf(act.manager, response.incidentId);
  return response.units.filter(
    (unit) => answering.includes(unit) && !said.some((agreement) => agreement.unit === unit),
  );
}

/** Goes on to the signatures once all have agreed and no fact is told differently. The caller saves the incident. */
export async function settleAlignment(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  if (response.state !== 'aligning' || (await notAgreed(act, response)).length > 0) return;
  if ((await openDifferences(act.manager, incident.id, response.round)).length > 0) return;
  await moveResponse(act, incident, response, 'agree');
}

/** Texts of a turn that are on their way out. */
export const textsUnderWay = (act: Act, incidentId: string, round: number): Promise<ResponseRow[]> =>
  act.manager.find(ResponseRow, {
    where: { incidentId, round, state: In(['aligning', 'in_approval', 'approved']) },
    order: { createdAt: 'ASC' },
  });
