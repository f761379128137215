import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock, type Timeline } from '#clock';
import type { Directory } from '#jurisdiction';
import type { Wakeups } from '#queue';
import type { IncidentRow } from '../entities/incident.entity.js';
import { InstructionRow, InstructionTaskRow } from '../entities/instruction.entity.js';
import { isOver } from '../life.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction, StaleError } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';
import { firstTelling } from './supervision-due.js';

export const INSTRUCTION_LENGTH = 2_000;
const AT_ONCE = 100;

export interface NewInstruction {
  /** Name and post, sealed. */
  leaderSealed: Buffer;
  /** Verbatim; masked. */
  words: string;
  paper: string;
  givenAt: Date;
  tasks: { unit: string; requirement: string; dueAt: Date }[];
}

/** 领导批示 and 回告. Each is one transaction on the locked incident. Permission is checked by the caller. */
export class InstructionActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * The secretary enters what the leader wrote; the units hear what is asked of them.
   * @param login of the secretary
   * @throws RefusedAction `not_found`, `incident_closed`, `in_the_future`, `due_in_past`, `unknown_unit`, `recused_unit`,
   * `instruction_no_task`
   */
  async enter(incidentId: string, given: NewInstruction, login: string): Promise<InstructionRow> {
    const row = await this.within(incidentId, `account:${login}`, async (act, incident) => {
      if (isOver(incident.state) || incident.historic) throw new RefusedAction('incident_closed');
      if (given.givenAt > act.at) throw new RefusedAction('in_the_future');
      if (given.tasks.length === 0) throw new RefusedAction('instruction_no_task');
      const directory = await this.directories(act.manager, incident.jurisdictionId);
      const instruction = act.manager.create(InstructionRow, {
        id: randomUUID(),
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        leaderSealed: given.leaderSealed,
        words: given.words.trim(),
        paper: given.paper.trim(),
        givenAt: given.givenAt,
        enteredBy: login,
        enteredAt: act.at,
        state: 'open',
        rehearsal: incident.rehearsal,
      });
      const tasks = given.tasks.map((task) => taskOf(act, incident, instruction, task, directory));
      if (new Set(tasks.map(({ unit }) => unit)).size !== tasks.length) throw new RefusedAction('unit_twice');
      await act.manager.insert(InstructionRow, instruction);
      await act.manager.insert(InstructionTaskRow, tasks);
      for (const task of tasks)
        await tell(act, incident, task, 'instructed', ['liaison_and_handler', 'charge_leader']);
      await note(act, incident, 'instruction.entered', {
        instructionId: instruction.id,
        units: tasks.map(({ unit }) => unit),
      });
      return instruction;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return row;
  }

  /**
   * A unit reports back. When all have, the secretary hears that the leader can be told.
   * @param report masked
   * @throws RefusedAction `not_found`, `instruction_settled`, `report_empty`, `reported_already`
   */
  async report(taskId: string, report: string, actor: string): Promise<void> {
    if (!report.trim()) throw new RefusedAction('report_empty');
    const seen = await this.source.manager.findOneBy(InstructionTaskRow, { id: taskId });
    if (!seen) throw new RefusedAction('not_found');
    await this.within(seen.incidentId, actor, async (act, incident) => {
      const task = await act.manager.findOneByOrFail(InstructionTaskRow, { id: taskId });
      const row = await act.manager.findOneByOrFail(InstructionRow, { id: task.instructionId });
      if (row.state !== 'open') throw new RefusedAction('instruction_settled');
      if (task.reportedAt) throw new RefusedAction('reported_already');
      Object.assign(task, {
        report: report.trim(),
        reportedAt: act.at,
        reportedBy: actor,
        nextTellAt: null,
      });
      await act.manager.save(InstructionTaskRow, task);
      await note(act, incident, 'instruction.reported', { instructionId: row.id, unit: task.unit });
      const waiting = await act.manager
        .createQueryBuilder(InstructionTaskRow, 'task')
        .where('task.instructionId = :id AND task.reportedAt IS NULL', { id: row.id })
        .getCount();
      if (waiting > 0) return;
      await this.move(act, row, { state: 'reported' });
      const directory = await this.directories(act.manager, incident.jurisdictionId);
      const office = officeFor(directory, incident.recused);
      if (office)
        await announce(act, incident, {
          eventKey: `${row.id}:instruction_reported`,
          unit: office,
          audience: 'office',
          template: 'instruction_reported',
          subjectId: row.id,
        });
    });
    await this.wakeups.wake('escalate', { incidentId: seen.incidentId });
  }

  /**
   * 回告: the leader has been told, also before all units have reported.
   * @param how masked
   * @throws RefusedAction `not_found`, `instruction_settled`, `reason_missing`; StaleError
   */
  async passOn(id: string, given: { version: number; how: string }, login: string): Promise<void> {
    if (!given.how.trim()) throw new RefusedAction('reason_missing');
    await this.settle(id, given.version, login, 'passed_on', given.how);
  }

  /** Entered by mistake. @throws RefusedAction `not_found`, `instruction_settled`, `reason_missing`; StaleError */
  async withdraw(id: string, given: { version: number; reason: string }, login: string): Promise<void> {
    if (!given.reason.trim()) throw new RefusedAction('reason_missing');
    await this.settle(id, given.version, login, 'withdrawn', given.reason);
  }

  private async settle(
    id: string,
    version: number,
    login: string,
    state: 'passed_on' | 'withdrawn',
    words: string,
  ): Promise<void> {
    const seen = await this.source.manager.findOneBy(InstructionRow, { id });
    if (!seen) throw new RefusedAction('not_found');
    await this.within(seen.incidentId, `account:${login}`, async (act, incident) => {
      const row = await act.manager.findOneByOrFail(InstructionRow, { id });
      if (row.version !== version) throw new StaleError(row.version);
      if (row.state !== 'open' && row.state !== 'reported') throw new RefusedAction('instruction_settled');
      await this.move(act, row, { state, settledAt: act.at, settledBy: login, settledNote: words.trim() });
      await act.manager.update(InstructionTaskRow, { instructionId: id }, { nextTellAt: null });
      await note(act, incident, `instruction.${state}`, { instructionId: id });
    });
  }

  private async move(act: Act, row: InstructionRow, change: Partial<InstructionRow>): Promise<void> {
    Object.assign(row, change, { version: row.version + 1 });
    await act.manager.save(InstructionRow, row);
  }

  private async within<T>(
    incidentId: string,
    actor: string,
    work: (act: Act, incident: IncidentRow) => Promise<T>,
  ): Promise<T> {
    return this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const done = await work(act, incident);
      await saveIncident(manager, incident, act.at);
      return done;
    });
  }
}

function taskOf(
  act: Act,
  incident: IncidentRow,
  { id }: InstructionRow,
  given: NewInstruction['tasks'][number],
  directory: Directory,
): InstructionTaskRow {
  const unit = directory.dutyHolder(given.unit.trim(), act.at)?.unit;
  if (!unit || unit.external) throw new RefusedAction('unknown_unit', `（${given.unit}）`);
  if (incident.recused.includes(unit.name)) throw new RefusedAction('recused_unit');
  if (given.dueAt <= act.at) throw new RefusedAction('due_in_past');
  return act.manager.create(InstructionTaskRow, {
    id: randomUUID(),
    instructionId: id,
    incidentId: incident.id,
    unit: unit.name,
    requirement: given.requirement.trim(),
    dueAt: given.dueAt,
    nextTellAt: firstTelling(act.at, given.dueAt),
    rehearsal: incident.rehearsal,
  });
}

async function tell(
  act: Act,
  incident: IncidentRow,
  task: InstructionTaskRow,
  template: 'instructed' | 'instruction_near' | 'instruction_overdue',
  audiences: string[],
): Promise<void> {
  for (const audience of audiences)
    await announce(act, incident, {
      eventKey: `${task.id}:${template}:${audience}`,
      unit: task.unit,
      audience,
      template,
      subjectId: task.id,
      ownOnly: true,
    });
}

/**
 * Tasks of instructions that are about to run out or have: the unit hears shortly before, its leader in charge when the time
 * is up. Safe to run twice.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function instructionsDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
): Promise<string[]> {
  const due: { id: string; incidentId: string }[] = await manager.query(
    `select id, incident_id as "incidentId" from instruction_task
     where next_tell_at <= $1 and rehearsal = $2 order by incident_id, next_tell_at limit ${AT_ONCE}`,
    [now, timeline === 'rehearsal'],
  );
  const told = new Set<string>();
  for (const { id, incidentId } of due)
    await manager.transaction(async (inner) => {
      const incident = await lockIncident(inner, incidentId);
      const task = await inner.findOneBy(InstructionTaskRow, { id });
      if (!incident || !task?.nextTellAt || task.nextTellAt > now) return;
      const over = task.dueAt <= now;
      task.nextTellAt = over || isOver(incident.state) ? null : task.dueAt;
      await inner.save(InstructionTaskRow, task);
      if (isOver(incident.state)) return;
      const act: Act = { manager: inner, actor: 'system', at: now };
      const audiences = over ? ['liaison_and_handler', 'charge_leader'] : ['liaison_and_handler'];
      await tell(act, incident, task, over ? 'instruction_overdue' : 'instruction_near', audiences);
      told.add(incidentId);
    });
  return [...told];
}
