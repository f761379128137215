import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { isAnswered, isUnderWay, nextIncidentState, type IncidentState } from '../life.js';
import type { Routing } from '../routing.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { keepCoordination } from './coordination.js';
import { settleDeadlines, writeDeadlines } from './deadlines.js';
import { dropDuties, dutyTimes, followDuties, standingDuties, withdrawDuty, writeDuties } from './duties.js';
import { flagsOf } from './flags.js';
import { internalTimes } from './internal-times.js';
import { hasten } from './hasten.js';
import { keepAnswering, keepSetAside } from './keep-disposition.js';
import { handRulings } from './lapse.js';
import { dutiesOf, type WantedDuty } from './plan-duties.js';
import { asNewDeadline } from './plan-deadlines.js';
import type { Rules } from './ports.js';
import { officeFor } from './stand-in.js';

/** Whether units hold duties of it now. */
export const isRunning = (incident: { state: IncidentState }): boolean =>
  isUnderWay(incident.state) || isAnswered(incident.state);

/** Puts a routing in force on the row; nobody is told yet. */
export function takeRouting(act: Act, incident: IncidentRow, routing: Routing): void {
  incident.routing = routing;
  incident.routedAt = act.at;
  incident.restricted ||= routing.restricted;
  incident.recused = [...new Set([...incident.recused, ...routing.recused])];
  incident.flags = flagsOf(incident);
}

/**
 * Sends the duties of the routing in force and lets the incident run; duties, sign-off times, log and state are one
 * change. Whoever grades and assigns (DL-05) has done so herewith.
 */
export async function dispatch(
  act: Act,
  incident: IncidentRow,
  decided: Routing,
  mode: 'add' | 'replace',
  rules: Rules,
): Promise<void> {
  const first = !isRunning(incident);
  const routing = await keepCoordination(act, incident, decided, rules.directory);
  takeRouting(act, incident, routing);
  incident.state = nextIncidentState(incident.state, first ? 'dispatch' : 'duty_added');
  incident.dispatchedAt ??= act.at;
  if (first) await keepAnswering(act, incident);
  if (first)
    await note(act, incident, 'incident.dispatched', {
      respondents: routing.respondents,
      rules: routing.rules,
      directoryVersion: rules.directory.version,
    });
  await sendDuties(act, incident, dutiesOf(routing, rules.directory, act.at), mode, rules);
  await ensureOwner(act, incident, rules);
  await followDuties(act, incident);
  await settleDeadlines(act, incident, ['DL-05'], act.at);
  await hasten(act, incident, rules);
}

/** Duties with their times (DL-06, DL-07, DL-08 of the working level). */
async function sendDuties(
  act: Act,
  incident: IncidentRow,
  wanted: WantedDuty[],
  mode: 'add' | 'replace',
  rules: Rules,
): Promise<void> {
  const recused = new Set(incident.recused);
  const allowed = wanted.filter((duty) => !recused.has(duty.unit));
  const from = { judgedAt: act.at, dispatchedAt: act.at };
  await writeDuties(act, incident, allowed, mode, dutyTimes(internalTimes(incident, from, rules)));
}

/**
 * Holds an incident for a person: the office has DL-05 to decide, and what has no owner is the office's to sign
 * (RT-42), so nothing is ever without somebody.
 */
export async function awaitConfirmation(
  act: Act,
  incident: IncidentRow,
  routing: Routing,
  rules: Rules,
): Promise<void> {
  const judgedAt = incident.state === 'judged' ? (incident.judgedAt ?? incident.createdAt) : act.at;
  const told =
    incident.state === 'awaiting_confirmation' &&
    incident.routing?.questions.join() === routing.questions.join();
  takeRouting(act, incident, routing);
  incident.state = nextIncidentState(incident.state, 'needs_confirmation');
  if (!told) {
    await note(act, incident, 'incident.needs_confirmation', {
      rules: routing.rules,
      questions: routing.questions.length,
    });
    const { office, publicity } = rules.directory.profile.jurisdiction.roles;
    await announce(act, incident, {
      eventKey: `${incident.id}:confirm:${act.at.getTime()}`,
      // A report on public servants goes only to those who may see it (RT-05).
      unit: incident.restricted ? publicity : office,
      audience: 'liaison_and_handler',
      template: 'needs_confirmation',
    });
  }
  const stored = await act.manager.findBy(DeadlineRow, { incidentId: incident.id, round: incident.round });
  const grading = internalTimes(incident, { judgedAt }, rules).filter((due) => due.id === 'DL-05');
  await writeDeadlines(
    act,
    incident,
    stored,
    grading.map((due) => asNewDeadline(due, incident.round, 'internal')),
  );
  // The office does not see a restricted matter; it waits with those who do (RT-05).
  if (incident.restricted) return;
  const pool = dutiesOf(routing, rules.directory, act.at).filter((duty) => duty.roles.includes('pool_owner'));
  await sendDuties(act, incident, pool, 'add', rules);
  if (routing.rules.includes('RT-42')) await ensureOwner(act, incident, rules);
}

/**
 * A unit that is reported must see nothing of it (RT-05): what it held is taken back at once. If nobody is left to
 * answer, the office owns it until a person decides, since a dispatched matter is never without an owner.
 */
export async function recuse(act: Act, incident: IncidentRow, routing: Routing, rules: Rules): Promise<void> {
  incident.restricted ||= routing.restricted;
  incident.recused = [...new Set([...incident.recused, ...routing.recused])];
  const recused = new Set(incident.recused);
  const standing = await standingDuties(act, incident.id);
  const hit = standing.filter((duty) => recused.has(duty.unit));
  if (isRunning(incident) && incident.routing)
    await keepCoordination(act, incident, incident.routing, rules.directory);
  if (hit.length === 0) return;
  for (const duty of hit) await withdrawDuty(act, incident, duty, 'recused');
  await handRulings(act, incident, rules.directory);
  await ensureOwner(act, incident, rules);
  await followDuties(act, incident);
}

/** Where nobody answers, the city office owns the matter, or who stands in for it where it is recused (RT-42). */
async function ensureOwner(act: Act, incident: IncidentRow, rules: Rules): Promise<void> {
  const standing = await standingDuties(act, incident.id);
  if (standing.some((duty) => duty.roles.includes('respondent') || duty.roles.includes('pool_owner'))) return;
  const unit = officeFor(rules.directory, incident.recused);
  if (unit) await sendDuties(act, incident, [{ unit, roles: ['pool_owner'], mustSign: true }], 'add', rules);
}

/** Keeps what is no matter for the units of the city (outside, not government, drill), with its reason. */
export async function setAside(act: Act, incident: IncidentRow, routing: Routing): Promise<void> {
  const told = incident.state === 'set_aside';
  takeRouting(act, incident, routing);
  await keepSetAside(act, incident, routing);
  // The office held it while it waited (RT-42).
  await dropDuties(act, incident, incident.disposition);
  if (told) return;
  incident.state = nextIncidentState(incident.state, 'set_aside');
  await note(act, incident, 'incident.set_aside', {
    rules: routing.rules,
    disposition: routing.disposition,
  });
  await settleDeadlines(act, incident, ['DL-05'], act.at);
}
