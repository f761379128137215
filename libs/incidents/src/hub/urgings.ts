import { randomUUID } from 'node:crypto';
import { In, type DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { AssignmentRow, DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { UrgingRow } from '../entities/supervision.entity.js';
import { lateOf, outstanding, type Outstanding } from '../outstanding.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { standingDuties } from './duties.js';
import { RefusedAction, type Refusal } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import { isOver } from '../life.js';

/** One duty is urged by hand at most once in so many milliseconds. */
export const URGE_PAUSE = 10 * 60_000;
export const URGE_LENGTH = 200;

export interface Urging {
  assignmentId: string;
  unit: string;
  round: number;
}
export interface NotUrged {
  assignmentId: string;
  unit: string;
  reason: Refusal;
}
export interface Urged {
  urged: Urging[];
  passed: NotUrged[];
}

/** What is urged: these duties, these units of one incident, or every unit of it that is late. */
export interface Urge {
  units?: string[];
  assignmentIds?: string[];
  /** Masked; may be empty. */
  words: string;
}

/** 催办 by hand. Permission is checked by the caller. */
export class UrgeActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * Reminds units of what they owe: liaison and handler hear at once, from the second time on the leader in charge too.
   * Units that cannot be urged now are passed over and named with the reason.
   * @throws RefusedAction when no unit at all could be urged: `not_found`, `incident_closed`, `nobody_late`,
   * `nothing_to_urge`, `urged_just_now`
   */
  async urge(incidentId: string, asked: Urge, actor: string): Promise<Urged> {
    const done = await this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      if (isOver(incident.state) || incident.historic) throw new RefusedAction('incident_closed');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const outcome = await urgeDuties(act, incident, asked);
      const first = outcome.passed[0];
      if (outcome.urged.length === 0) throw new RefusedAction(first?.reason ?? 'nobody_late');
      await saveIncident(manager, incident, act.at);
      return outcome;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return done;
  }
}

async function urgeDuties(act: Act, incident: IncidentRow, asked: Urge): Promise<Urged> {
  const duties = (await standingDuties(act, incident.id)).filter(
    (duty) =>
      (!asked.units || asked.units.includes(duty.unit)) &&
      (!asked.assignmentIds || asked.assignmentIds.includes(duty.id)),
  );
  const chosen = asked.units !== undefined || asked.assignmentIds !== undefined;
  if (chosen && duties.length === 0) throw new RefusedAction('not_found');
  const [statutory, before] = await Promise.all([
    statutoryDue(act, incident.id),
    act.manager.find(UrgingRow, {
      where: { assignmentId: In(duties.map(({ id }) => id)) },
      order: { round: 'DESC' },
    }),
  ]);
  const outcome: Urged = { urged: [], passed: [] };
  for (const duty of duties) {
    const owed = outstanding(duty, incident.state, statutory);
    const late = lateOf(owed, act.at);
    // A whole incident: only who is late; a unit that was named may be urged before.
    if (!chosen && !late) continue;
    const last = before.find((row) => row.assignmentId === duty.id);
    const reason = passedOver(owed, last, act.at);
    if (reason) outcome.passed.push({ assignmentId: duty.id, unit: duty.unit, reason });
    else outcome.urged.push(await urgeOne(act, incident, duty, late ?? owed[0], last, asked.words));
  }
  return outcome;
}

function passedOver(owed: Outstanding[], last: UrgingRow | undefined, at: Date): NotUrged['reason'] | null {
  if (owed.length === 0) return 'nothing_to_urge';
  return last && at.getTime() - last.at.getTime() < URGE_PAUSE ? 'urged_just_now' : null;
}

async function urgeOne(
  act: Act,
  incident: IncidentRow,
  duty: AssignmentRow,
  owed: Outstanding | undefined,
  last: UrgingRow | undefined,
  words: string,
): Promise<Urging> {
  const { id, unit } = duty;
  const row = act.manager.create(UrgingRow, {
    id: randomUUID(),
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    assignmentId: id,
    unit,
    round: (last?.round ?? 0) + 1,
    words: words.trim().slice(0, URGE_LENGTH),
    by: act.actor,
    at: act.at,
    rehearsal: incident.rehearsal,
  });
  await act.manager.insert(UrgingRow, row);
  const data = { assignmentId: id, unit, round: row.round, owes: owed?.kind ?? null };
  await note(act, incident, 'duty.urged', { ...data, reason: row.words });
  const told = { unit, assignmentId: id, data };
  await announce(act, incident, {
    ...told,
    eventKey: `${row.id}:urged`,
    audience: 'liaison_and_handler',
    template: 'urged',
  });
  if (row.round > 1)
    await announce(act, incident, {
      ...told,
      eventKey: `${row.id}:urged:leader`,
      audience: 'charge_leader',
      template: 'urged_leader',
    });
  return { assignmentId: id, unit, round: row.round };
}

/** The statutory time that binds first and is not settled. */
async function statutoryDue(act: Act, incidentId: string): Promise<Date | null> {
  const row = await act.manager.findOne(DeadlineRow, {
    where: { incidentId, kind: 'statutory', state: In(['open', 'missed']) },
    order: { dueAt: 'ASC' },
  });
  return row?.dueAt ?? null;
}
