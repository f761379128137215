import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import type { Directory } from '#jurisdiction';
import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import {
  SupervisionPartRow,
  SupervisionRow,
  type SupervisionUrgency,
} from '../entities/supervision.entity.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction, StaleError } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import { takeNumbers } from './numbers.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';
import { firstTelling } from './supervision-due.js';

/** What a supervision order says before it is issued. */
export interface SupervisionDraft {
  title: string;
  /** 督办事由, masked. */
  cause: string;
  urgency: SupervisionUrgency;
  parts: { assignmentId: string; requirement: string; dueAt: Date }[];
}

/**
 * 督办单: drafted by one person of the office, issued by another, answered by each unit, closed by the office. Each step is
 * one transaction on the locked incidents. Who may do it is checked by the caller, but that two persons do it is checked here.
 */
export class SupervisionActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * @param login of whoever drafts it
   * @throws RefusedAction `not_found`, `duty_withdrawn`, `duty_informed_only`, `incident_closed`, `supervised_already`,
   * `supervision_mixed`, `due_in_past`, `reason_missing`, `no_supervisor`
   */
  async draft(jurisdictionId: string, given: SupervisionDraft, login: string): Promise<SupervisionRow> {
    return this.source.transaction(async (manager) => {
      const matters = await lockMatters(manager, given.parts);
      const first = matters[0]?.incident;
      if (!first) throw new RefusedAction('not_found');
      if (matters.some(({ incident }) => incident.rehearsal !== first.rehearsal))
        throw new RefusedAction('supervision_mixed');
      const at = this.clock.now(timelineOf(first));
      checkParts(given, at);
      const directory = await this.directories(manager, jurisdictionId);
      const recused = matters.flatMap(({ incident, duty }) => [...incident.recused, duty.unit]);
      const issuer = officeFor(directory, recused);
      if (!issuer) throw new RefusedAction('no_supervisor');
      const row = manager.create(SupervisionRow, {
        id: randomUUID(),
        jurisdictionId,
        ...wordsOf(given),
        issuer,
        state: 'drafted',
        draftedBy: login,
        draftedAt: at,
        version: 1,
        rehearsal: first.rehearsal,
      });
      await manager.insert(SupervisionRow, row);
      await writeParts(manager, row, given, matters);
      return row;
    });
  }

  /** Changes a draft; whoever does becomes its drafter. @throws as `draft`; RefusedAction `supervision_settled`; StaleError */
  async amend(id: string, version: number, given: SupervisionDraft, login: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const row = await lockSheet(manager, id, 'drafted', version);
      await manager.delete(SupervisionPartRow, { supervisionId: id });
      const matters = await lockMatters(manager, given.parts);
      if (matters.some(({ incident }) => incident.rehearsal !== row.rehearsal))
        throw new RefusedAction('supervision_mixed');
      if (matters.some(({ duty }) => duty.unit === row.issuer)) throw new RefusedAction('no_supervisor');
      checkParts(given, this.clock.now(timelineOf(row)));
      Object.assign(row, wordsOf(given), { draftedBy: login });
      await writeParts(manager, row, given, matters);
      await saveSheet(manager, row);
    });
  }

  /**
   * Issues it with its number: from now on it runs, and each unit hears.
   * @param login of the second person
   * @throws RefusedAction `needs_second` for the drafter, `supervision_settled`, `due_in_past`; StaleError
   */
  async issue(id: string, version: number, login: string): Promise<void> {
    await this.change(id, 'drafted', version, login, async (act, row, parts) => {
      if (row.draftedBy === login) throw new RefusedAction('needs_second');
      if (parts.some(({ part }) => part.dueAt <= act.at)) throw new RefusedAction('due_in_past');
      const directory = await this.directories(act.manager, row.jurisdictionId);
      const number = await nextNumber(act, row, directory);
      Object.assign(row, { number, state: 'issued', issuedBy: login, issuedAt: act.at });
      for (const { part, incident } of parts) {
        part.nextTellAt = firstTelling(act.at, part.dueAt);
        await act.manager.save(SupervisionPartRow, part);
        await note(act, incident, 'supervision.issued', { ...aboutPart(row, part), dueAt: part.dueAt });
        await tellUnit(act, incident, row, part, 'supervised');
      }
    });
  }

  /**
   * Takes a draft or an order back; whoever had it hears.
   * @throws RefusedAction `supervision_settled`, `reason_missing`; StaleError
   */
  async withdraw(id: string, version: number, reason: string, login: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.change(id, 'open', version, login, async (act, row, parts) => {
      const issued = row.state !== 'drafted';
      Object.assign(row, {
        state: 'withdrawn',
        settledBy: login,
        settledAt: act.at,
        settledNote: reason.trim(),
      });
      for (const { part, incident } of parts) {
        const open = part.state === 'open' || part.state === 'answered';
        if (!open) continue;
        Object.assign(part, { state: 'withdrawn', nextTellAt: null });
        await act.manager.save(SupervisionPartRow, part);
        if (!issued) continue;
        await note(act, incident, 'supervision.withdrawn', {
          ...aboutPart(row, part),
          reason: reason.trim(),
        });
        await tellUnit(act, incident, row, part, 'supervision_withdrawn');
      }
    });
  }

  private async change(
    id: string,
    state: 'drafted' | 'open',
    version: number,
    login: string,
    work: (act: Act, row: SupervisionRow, parts: LockedPart[]) => Promise<void>,
  ): Promise<void> {
    const incidents = await this.source.transaction(async (manager) => {
      const row = await lockSheet(manager, id, state, version);
      const act = { manager, actor: `account:${login}`, at: this.clock.now(timelineOf(row)) };
      const parts = await lockParts(manager, id);
      await work(act, row, parts);
      await saveSheet(manager, row);
      for (const incident of new Set(parts.map((part) => part.incident)))
        await saveIncident(manager, incident, act.at);
      return [...new Set(parts.map(({ incident }) => incident.id))];
    });
    for (const incidentId of incidents) await this.wakeups.wake('escalate', { incidentId });
  }
}

export interface LockedPart {
  part: SupervisionPartRow;
  incident: IncidentRow;
}

/**
 * The sheet, locked; sheets are locked before incidents.
 * @param version the caller saw; null: whatever it is now
 */
export async function lockSheet(
  manager: EntityManager,
  id: string,
  state: 'drafted' | 'open',
  version: number | null,
): Promise<SupervisionRow> {
  const row = await manager.findOne(SupervisionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new RefusedAction('not_found');
  if (version !== null && row.version !== version) throw new StaleError(row.version);
  const open = row.state === 'drafted' || row.state === 'issued' || row.state === 'answered';
  if (state === 'drafted' ? row.state !== 'drafted' : !open) throw new RefusedAction('supervision_settled');
  return row;
}

export async function saveSheet(manager: EntityManager, row: SupervisionRow): Promise<void> {
  row.version += 1;
  await manager.save(SupervisionRow, row);
}

/** Parts with their incidents, locked in the order of their ids: two sheets on the same incidents do not wait for each other. */
export async function lockParts(manager: EntityManager, supervisionId: string): Promise<LockedPart[]> {
  const parts = await manager.find(SupervisionPartRow, {
    where: { supervisionId },
    order: { unit: 'ASC', id: 'ASC' },
  });
  const incidents = await lockAll(
    manager,
    parts.map((part) => part.incidentId),
  );
  return parts.flatMap((part) => {
    const incident = incidents.get(part.incidentId);
    return incident ? [{ part, incident }] : [];
  });
}

async function lockAll(manager: EntityManager, ids: string[]): Promise<Map<string, IncidentRow>> {
  const locked = new Map<string, IncidentRow>();
  for (const id of [...new Set(ids)].toSorted()) {
    const incident = await lockIncident(manager, id);
    if (incident) locked.set(id, incident);
  }
  return locked;
}

async function lockMatters(
  manager: EntityManager,
  parts: SupervisionDraft['parts'],
): Promise<{ duty: AssignmentRow; incident: IncidentRow }[]> {
  const ids = parts.map((part) => part.assignmentId);
  const seen = await manager.findBy(AssignmentRow, { id: In(ids) });
  const incidents = await lockAll(
    manager,
    seen.map((duty) => duty.incidentId),
  );
  const duties = await manager.findBy(AssignmentRow, { id: In(ids) });
  if (new Set(ids).size !== ids.length || duties.length !== ids.length) throw new RefusedAction('not_found');
  return ids.map((id) => {
    const duty = duties.find((one) => one.id === id);
    const incident = duty && incidents.get(duty.incidentId);
    if (!duty || !incident) throw new RefusedAction('not_found');
    if (duty.state === 'withdrawn') throw new RefusedAction('duty_withdrawn');
    if (!duty.mustSign) throw new RefusedAction('duty_informed_only');
    if (incident.state === 'closed' || incident.historic) throw new RefusedAction('incident_closed');
    return { duty, incident };
  });
}

function checkParts(given: SupervisionDraft, at: Date): void {
  if (!given.cause.trim() || given.parts.some(({ requirement }) => !requirement.trim()))
    throw new RefusedAction('reason_missing');
  if (given.parts.some(({ dueAt }) => dueAt <= at)) throw new RefusedAction('due_in_past');
}

const wordsOf = ({ title, cause, urgency }: SupervisionDraft) => ({
  title: title.trim(),
  cause: cause.trim(),
  urgency,
});

async function writeParts(
  manager: EntityManager,
  row: SupervisionRow,
  given: SupervisionDraft,
  matters: { duty: AssignmentRow }[],
): Promise<void> {
  const running = await manager.findBy(SupervisionPartRow, {
    assignmentId: In(given.parts.map((part) => part.assignmentId)),
    state: In(['open', 'answered']),
  });
  if (running[0]) throw new RefusedAction('supervised_already', `（${running[0].unit}）`);
  await manager.insert(
    SupervisionPartRow,
    given.parts.map(({ assignmentId, requirement, dueAt }, index) => {
      const duty = matters[index]?.duty as AssignmentRow;
      return {
        id: randomUUID(),
        jurisdictionId: row.jurisdictionId,
        supervisionId: row.id,
        incidentId: duty.incidentId,
        assignmentId,
        unit: duty.unit,
        requirement: requirement.trim(),
        dueAt,
        state: 'open' as const,
        nextTellAt: null,
        told: 0,
        rehearsal: row.rehearsal,
      };
    }),
  );
}

/** 孝舆督〔2026〕3号; a rehearsal counts apart. */
async function nextNumber(act: Act, row: SupervisionRow, directory: Directory): Promise<string> {
  const { year } = DateTime.fromJSDate(act.at, { zone: 'Asia/Shanghai' });
  const { name, shortNames } = directory.profile.jurisdiction;
  const drill = row.rehearsal ? '演' : '';
  const [taken] = await takeNumbers(act.manager, row.jurisdictionId, `${drill}督${year}`);
  return `${drill}${(shortNames[0] ?? name).slice(0, 1)}舆督〔${year}〕${Number(taken?.split('-').at(-1))}号`;
}

/** What the log and messages say of a part. */
export const aboutPart = (row: SupervisionRow, part: SupervisionPartRow) => ({
  supervisionId: row.id,
  partId: part.id,
  unit: part.unit,
  letter: row.number,
});

/** The unit's liaison and handler, and its leader in charge. */
export async function tellUnit(
  act: Act,
  incident: IncidentRow,
  row: SupervisionRow,
  part: SupervisionPartRow,
  template: 'supervised' | 'supervision_withdrawn' | 'supervision_returned',
): Promise<void> {
  for (const audience of ['liaison_and_handler', 'charge_leader'])
    await announce(act, incident, {
      eventKey: `${part.id}:${template}:${row.version}:${audience}`,
      unit: part.unit,
      audience,
      template,
      assignmentId: part.assignmentId,
      subjectId: part.id,
      data: aboutPart(row, part),
    });
}
