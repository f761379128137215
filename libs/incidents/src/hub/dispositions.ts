import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import {
  DISPOSITION_REASONS,
  dispositionRefusal,
  setsAside,
  type DisposedMatter,
  type DispositionReason,
} from '../disposition.js';
import { DispositionRow, type DispositionDetails } from '../entities/disposition.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { IncidentLogRow } from '../entities/log.entity.js';
import type { Disposition } from '../judgement.js';
import { workingOpinionLevel } from '../levels.js';
import { isUnderWay, nextIncidentState } from '../life.js';
import { maskForUnits } from '../privacy/for-units.js';
import { note, type Act } from './act.js';
import { isReport, refer } from './accusations.js';
import { settleDeadlines } from './deadlines.js';
import { awaitConfirmation, dispatch } from './dispatch.js';
import { beforeOf, takeBack } from './disposition-undo.js';
import { dropDuties } from './duties.js';
import { RefusedAction } from './errors.js';
import { keepDisposition } from './keep-disposition.js';
import { lockVersion, saveIncident } from './lock.js';
import { hasOpenOrder } from './orders.js';
import type { DeadlinePolicy, DirectoryReader, Rules } from './ports.js';
import { setStatutoryDeadlines } from './statutory-times.js';
import { askedOf, beginWatch, reachOf, watchHindrance } from './watching.js';

/** What a person decides about where judging ends. */
export interface DispositionAsked {
  version: number;
  kind: Disposition;
  reason: DispositionReason;
  note: string;
  /** `reply`: who answers the person; one of the respondents. Absent: the first of them. */
  unit?: string | null;
  /** `reply`: by when; not after the statutory time. */
  dueAt?: Date | null;
  /** `hotline`, `transfer`, `not_government`: to whom it went. */
  receiver?: string | null;
  /** The number it has there. */
  number?: string | null;
}

/** The service that takes what is for 12345 (国办发〔2020〕53号). */
const HOTLINE = '12345热线';
export const WHO_ANSWERS = '已定为公开回应，请确定回应主体后交办。';

/** 处置去向 (domain (f)7): the rules propose, a person decides. Permission is checked by the caller. */
export class DispositionActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /**
   * Ends judging as a person decides, and does what follows: duties go out, are taken back, or the matter is watched. Said
   * again with another receiver or number, it supplements the record.
   * @param actor `account:<login>`
   * @throws StaleError; RefusedAction `disposition_…`, `watched_already`, `watch_not_possible`, `disposition_reason`,
   * `receiver_missing`, `same_disposition`, `reply_unit`, `beyond_statutory`, `due_in_past`
   */
  decide(incidentId: string, asked: DispositionAsked, actor: string): Promise<IncidentRow> {
    return this.change(incidentId, asked.version, actor, async (act, incident, rules) => {
      if (!(DISPOSITION_REASONS[asked.kind] as readonly string[]).includes(asked.reason))
        throw new RefusedAction('disposition_reason');
      const matter = await disposedMatter(act.manager, incident, rules);
      const refusal = dispositionRefusal(asked.kind, matter);
      if (refusal) throw new RefusedAction(refusal);
      const details = await detailsOf(act, incident, asked);
      if (asked.kind === incident.disposition && !(await says(act, incident, details)))
        throw new RefusedAction('same_disposition');
      const { kind, reason } = asked;
      await takeDisposition(act, incident, { kind, reason, note: asked.note, details }, rules);
    });
  }

  /**
   * Takes the last decision back as long as nothing has followed from it: the matter stands where it stood.
   * @throws StaleError; RefusedAction `disposition_nothing_to_undo`, `disposition_followed`
   */
  undo(incidentId: string, version: number, actor: string): Promise<IncidentRow> {
    return this.change(incidentId, version, actor, (act, incident) => takeBack(act, incident));
  }

  private async change(
    incidentId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow, rules: Rules) => Promise<void>,
  ): Promise<IncidentRow> {
    const changed = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const directory = await this.directories(manager, incident.jurisdictionId);
      const rules = { directory, policy: this.policy };
      await work(act, incident, rules);
      if (incident.state !== 'set_aside') await setStatutoryDeadlines(act, incident, rules);
      await saveIncident(manager, incident, act.at);
      return incident;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return changed;
  }
}

/** Puts a person's decision in force and does what follows from it; whether it is open to them has been checked. */
export async function takeDisposition(
  act: Act,
  incident: IncidentRow,
  decided: { kind: Disposition; reason: DispositionReason; note: string; details: DispositionDetails },
  rules: Rules,
): Promise<void> {
  const before = await beforeOf(act, incident);
  const reach = await reachOf(act.manager, incident);
  const { kind, reason } = decided;
  const kept = {
    kind,
    reason,
    note: maskForUnits(decided.note.trim()),
    details: { ...decided.details, reach },
  };
  // A report goes its own way (RT-05), and is taken up again there.
  await keepDisposition(act, incident, { ...kept, ...(kind === 'refer' ? {} : { before }) });
  await carryOut(act, incident, kind, rules);
}

/** What decides which ends are open to a matter, from its rows. */
export async function disposedMatter(
  manager: EntityManager,
  incident: IncidentRow,
  rules: Pick<Rules, 'directory'>,
): Promise<DisposedMatter> {
  const watched = await manager.existsBy(IncidentLogRow, { incidentId: incident.id, type: 'watch.ended' });
  const { state, mustRespond, eventLevel, restricted, historic } = incident;
  return {
    state,
    mustRespond,
    eventLevel,
    opinionLevel: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
    flags: incident.flags,
    openOrder: await hasOpenOrder(manager, incident.id),
    report: isReport(incident),
    restricted,
    historic,
    respondents: incident.routing?.respondents ?? [],
    watched,
    watchEnds: watchHindrance(await reachOf(manager, incident), rules),
  };
}

export async function detailsOf(
  act: Act,
  incident: IncidentRow,
  { kind, unit, dueAt, receiver, number }: DispositionAsked,
): Promise<DispositionDetails> {
  if (kind === 'reply') {
    const respondents = incident.routing?.respondents ?? [];
    const who = unit ?? respondents[0];
    if (!who || !respondents.includes(who)) throw new RefusedAction('reply_unit');
    if (dueAt && dueAt <= act.at) throw new RefusedAction('due_in_past');
    return { unit: who, ...(dueAt && { dueAt: dueAt.toISOString() }) };
  }
  const to = receiver?.trim() || (kind === 'hotline' ? HOTLINE : '');
  if (kind === 'transfer' && !to) throw new RefusedAction('receiver_missing');
  return { ...(to && { receiver: maskForUnits(to) }), ...(number?.trim() && { number: number.trim() }) };
}

/** Whether it says more than the decision in force. */
async function says(act: Act, incident: IncidentRow, details: DispositionDetails): Promise<boolean> {
  if (incident.disposition === 'watch') return false;
  const last = await lastDisposition(act.manager, incident.id);
  const said = ({ unit, dueAt, receiver, number }: DispositionDetails = {}) =>
    [unit, dueAt, receiver, number].join();
  return said(last?.details) !== said(details);
}

/** The decision in force. */
export const lastDisposition = (manager: EntityManager, incidentId: string): Promise<DispositionRow | null> =>
  manager.findOne(DispositionRow, { where: { incidentId }, order: { seq: 'DESC' } });

async function carryOut(act: Act, incident: IncidentRow, kind: Disposition, rules: Rules): Promise<void> {
  if (kind === 'watch') return beginWatch(act, incident, rules);
  if (kind === 'refer') return refer(act, incident);
  if (setsAside(kind)) return putAside(act, incident, kind);
  if (isUnderWay(incident.state)) return;
  return handOut(act, incident, rules);
}

async function putAside(act: Act, incident: IncidentRow, kind: Disposition): Promise<void> {
  await dropDuties(act, incident, kind);
  incident.needsRouting = false;
  await settleDeadlines(act, incident, ['DL-05'], act.at);
  if (incident.state === 'set_aside') return;
  incident.state = nextIncidentState(incident.state, 'set_aside');
  await note(act, incident, 'incident.set_aside', { disposition: kind });
}

/** It is to be answered: its duties go out, or a person says first who answers. */
async function handOut(act: Act, incident: IncidentRow, rules: Rules): Promise<void> {
  const { routing } = incident;
  if (!routing) throw new RefusedAction('nothing_to_confirm');
  if (routing.respondents.length > 0 && !routing.needsHuman)
    return dispatch(act, incident, routing, 'replace', rules);
  if (incident.state === 'awaiting_confirmation') return;
  await awaitConfirmation(act, incident, routing.needsHuman ? routing : askedOf(routing, WHO_ANSWERS), rules);
}
