import { In, IsNull } from 'typeorm';
import { addDuration } from '#clock';
import { workingOpinionLevel } from '#incidents';
import { announce, type Act, type IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { ApprovalRow, ResponseAgreementRow, ResponseAskRow } from '../entities/approval.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { tellNoMore } from '../publication/rows.js';
import { standingOf } from './standing.js';

/** Where one signs on the phone. */
export const APPROVALS_PAGE = '/approvals';

/**
 * When it is due by the profile (`clocks.response`); 一般 and 较大 rest at night like every internal time.
 * @returns the end, and half of it for the reminder
 */
async function timesOf(act: Act, incident: IncidentRow, what: ResponseAskRow['what']) {
  const { clocks } = (await readDirectory(act.manager, incident.jurisdictionId)).profile;
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const within = clocks.response[what === 'wording' ? 'agreeWithin' : 'signWithin'][level];
  const dueAt = addDuration(act.at, within, clocks.rest.levels.includes(level) ? clocks.rest : null);
  return { dueAt, nextDueAt: new Date((act.at.getTime() + dueAt.getTime()) / 2) };
}

/** Asks units for something, each once while it is open. @returns those asked now */
export async function askUnits(
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  what: ResponseAskRow['what'],
  units: readonly string[],
): Promise<ResponseAskRow[]> {
  const { manager } = act;
  const open = await manager.findBy(ResponseAskRow, { responseId: response.id, what, settledAt: IsNull() });
  const missing = units.filter((unit) => !open.some((ask) => ask.unit === unit));
  const times = await timesOf(act, incident, what);
  const rows = missing.map((unit) =>
    manager.create(ResponseAskRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      responseId: response.id,
      number: response.latest,
      what,
      unit,
      at: act.at,
      ...times,
      rehearsal: incident.rehearsal,
    }),
  );
  return rows.length > 0 ? manager.save(rows) : [];
}

/** They have answered, or need not any more. */
export async function settleAsks(
  act: Act,
  response: ResponseRow,
  what: ResponseAskRow['what'],
  units?: readonly string[],
): Promise<void> {
  const where = {
    responseId: response.id,
    what,
    settledAt: IsNull(),
    ...(units && { unit: In([...units]) }),
  };
  const asks = await act.manager.find(ResponseAskRow, { where, select: { id: true } });
  await act.manager.update(ResponseAskRow, where, { settledAt: act.at, nextDueAt: null });
  for (const { id } of asks) await tellNoMore(act, id);
}

/** Tells a unit that something is asked of it: a leader in charge for its signature, the office's people for the city's. */
export async function tellSigner(
  act: Act,
  incident: IncidentRow,
  { writer, ask }: { writer: string; ask: ResponseAskRow },
  template: string,
  event: string,
): Promise<void> {
  const { roles } = (await readDirectory(act.manager, incident.jurisdictionId)).profile.jurisdiction;
  await announce(act, incident, {
    eventKey: `${ask.id}:${event}`,
    unit: ask.unit,
    audience: ask.unit === roles.office && ask.unit !== writer ? 'office' : 'charge_leader',
    template,
    // What the link of a message to a person opens (`#deliver/service` APPROVE); the page is for those without one.
    subjectId: ask.id,
    data: { path: APPROVALS_PAGE },
  });
}

/** The text waits for signatures: whoever may give one that is missing is asked. */
export async function askSignatures(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  const { open, emergency } = await standingOf(act.manager, incident, response);
  const units = [...new Set(open.flatMap((seat) => seat.units))];
  const template = emergency ? 'emergency_to_sign' : 'response_to_sign';
  for (const ask of await askUnits(act, incident, response, 'signature', units))
    await tellSigner(act, incident, { writer: response.unit, ask }, template, 'asked');
}

/** The text is written anew or given up: signatures and agreements are of what it said before. */
export async function voidSignatures(act: Act, response: ResponseRow): Promise<void> {
  const standing = { responseId: response.id, voidedAt: IsNull() };
  await act.manager.update(ApprovalRow, standing, { voidedAt: act.at, nextDueAt: null });
  await act.manager.update(ResponseAgreementRow, standing, { voidedAt: act.at });
  await settleAsks(act, response, 'wording');
  await settleAsks(act, response, 'signature');
}
