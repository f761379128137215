import type { EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import { announce, note, saveIncident, type Act, type IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { ApprovalRow, ResponseAskRow } from '../entities/approval.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { notAgreed, settleAlignment } from '../facts/alignment.js';
import { responsePage, tellDepartment } from '../facts/ask.js';
import { lockResponse } from '../step/response-steps.js';
import { APPROVALS_PAGE, tellSigner } from './ask.js';
import { standingOf } from './standing.js';

const AT_ONCE = 100;

interface Due {
  id: string;
  responseId: string;
  table: 'ask' | 'approval';
}

/**
 * Who was asked for a word or a signature and has not given it: reminded at half of the time, at its end the next above
 * hears. Emergencies whose signatures are still missing when they are due are logged and told to the office's leader.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function responsesDue(manager: EntityManager, now: Date, timeline: Timeline): Promise<string[]> {
  const due: Due[] = await manager.query(
    `select id, response_id as "responseId", 'ask' as "table" from response_ask
       where rehearsal = $2 and next_due_at <= $1
     union all
     select id, response_id, 'approval' from approval where rehearsal = $2 and next_due_at <= $1
     limit ${AT_ONCE}`,
    [now, timeline === 'rehearsal'],
  );
  const told = new Set<string>();
  for (const one of due)
    told.add(
      await manager.transaction(async (inner) => {
        const { incident, response } = await lockResponse(inner, one.responseId, null);
        const act: Act = { manager: inner, actor: 'system', at: now };
        if (one.table === 'ask') await remind(act, incident, response, one.id);
        else await emergencyLate(act, incident, response, one.id);
        await saveIncident(inner, incident, now);
        return incident.id;
      }),
    );
  return [...told];
}

async function remind(act: Act, incident: IncidentRow, response: ResponseRow, id: string): Promise<void> {
  const ask = await act.manager.findOneByOrFail(ResponseAskRow, { id });
  if (!ask.nextDueAt || ask.nextDueAt > act.at) return;
  if (!(await stillAsked(act, incident, response, ask))) {
    await act.manager.update(ResponseAskRow, { id }, { settledAt: act.at, nextDueAt: null });
    // Who was relieved of the matter need not agree any more: perhaps nobody else is missing.
    return settleAlignment(act, incident, response);
  }
  const over = ask.dueAt <= act.at;
  await act.manager.update(ResponseAskRow, { id }, { nextDueAt: over ? null : ask.dueAt });
  const event = over ? 'overdue' : 'reminder';
  if (ask.what === 'wording') await tellDepartment(act, incident, ask, 'response_agree_reminder', event);
  else await tellSigner(act, incident, { writer: response.unit, ask }, 'response_sign_reminder', event);
  if (over) await tellOffice(act, incident, ask);
}

async function stillAsked(
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  ask: ResponseAskRow,
): Promise<boolean> {
  if (ask.what === 'wording')
    return response.state === 'aligning' && (await notAgreed(act, response)).includes(ask.unit);
  const { open } = await standingOf(act.manager, incident, response);
  return open.some(({ units }) => units.includes(ask.unit));
}

async function tellOffice(act: Act, incident: IncidentRow, ask: ResponseAskRow): Promise<void> {
  const { roles } = (await readDirectory(act.manager, incident.jurisdictionId)).profile.jurisdiction;
  const wording = ask.what === 'wording';
  await announce(act, incident, {
    eventKey: `${ask.id}:office`,
    unit: wording ? ask.unit : roles.office,
    audience: wording ? 'coordinator' : 'office',
    template: wording ? 'response_agree_overdue' : 'response_sign_overdue',
    data: { path: wording ? responsePage(ask.responseId) : APPROVALS_PAGE },
  });
}

async function emergencyLate(
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  id: string,
): Promise<void> {
  const row = await act.manager.findOneByOrFail(ApprovalRow, { id });
  if (!row.nextDueAt || row.nextDueAt > act.at) return;
  await act.manager.update(ApprovalRow, { id }, { nextDueAt: null });
  const { open, roles } = await standingOf(act.manager, incident, response);
  await note(act, incident, 'approval.unsigned', {
    responseId: response.id,
    number: row.number,
    seats: open.map(({ seat }) => seat),
  });
  await announce(act, incident, {
    eventKey: `${id}:unsigned`,
    unit: roles.office,
    audience: 'office_leader',
    template: 'emergency_unsigned',
    data: { path: APPROVALS_PAGE },
  });
}
