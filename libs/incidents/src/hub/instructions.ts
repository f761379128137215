import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import type { Directory } from '#jurisdiction';
import type { Wakeups } from '#queue';
import type { IncidentRow } from '../entities/incident.entity.js';
import {
  InstructionProgressRow,
  InstructionRow,
  InstructionTaskRow,
} from '../entities/instruction.entity.js';
import { isOver } from '../life.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction, StaleError } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';
import { tellUnit } from './instructions-due.js';
import { firstTelling } from './supervision-due.js';
import { tellNoMore } from './tell-no-more.js';

export const INSTRUCTION_LENGTH = 2_000;

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
        await tellUnit(act, incident, task, 'instructed', ['liaison_and_handler', 'charge_leader']);
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
   * @param actor `account:<login>` or `link:<unit>`
   * @throws RefusedAction `not_found`, `instruction_settled`, `report_empty`, `instruction_reported`
   */
  async report(taskId: string, report: string, actor: string): Promise<void> {
    const incidentId = await this.onTask(taskId, report, actor, async (act, incident, { task, row }) => {
      Object.assign(task, {
        report: report.trim(),
        reportedAt: act.at,
        reportedBy: actor,
        nextTellAt: null,
      });
      await act.manager.save(InstructionTaskRow, task);
      await tellNoMore(act, task.id);
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
    await this.wakeups.wake('escalate', { incidentId });
  }

  /**
   * 办理进展: a unit says how far it is, as often as it likes; what it owes, and by when, stays.
   * @param text masked
   * @param actor `account:<login>` or `link:<unit>`
   * @throws RefusedAction as `report`
   */
  async progress(taskId: string, text: string, actor: string): Promise<void> {
    await this.onTask(taskId, text, actor, async (act, incident, { task, row }) => {
      await act.manager.insert(InstructionProgressRow, { taskId, text: text.trim(), at: act.at, by: actor });
      await note(act, incident, 'instruction.progress', { instructionId: row.id, unit: task.unit });
    });
  }

  /** What a unit says of a task that is open. */
  private async onTask(
    taskId: string,
    said: string,
    actor: string,
    work: (
      act: Act,
      incident: IncidentRow,
      about: { task: InstructionTaskRow; row: InstructionRow },
    ) => Promise<void>,
  ): Promise<string> {
    if (!said.trim()) throw new RefusedAction('report_empty');
    const seen = await this.source.manager.findOneBy(InstructionTaskRow, { id: taskId });
    if (!seen) throw new RefusedAction('not_found');
    await this.within(seen.incidentId, actor, async (act, incident) => {
      const task = await act.manager.findOneByOrFail(InstructionTaskRow, { id: taskId });
      const row = await act.manager.findOneByOrFail(InstructionRow, { id: task.instructionId });
      if (row.state !== 'open') throw new RefusedAction('instruction_settled');
      if (task.reportedAt) throw new RefusedAction('instruction_reported');
      await work(act, incident, { task, row });
    });
    return seen.incidentId;
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
