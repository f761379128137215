import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  addVisibility,
  Conditions,
  IncidentRow,
  InstructionFileRow,
  InstructionProgressRow,
  InstructionRow,
  InstructionTaskRow,
} from '#incidents/service';

import type { Keys } from '#secrets';
import type { InstructionFile, InstructionTask, InstructionView } from '../contract/index.js';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { notFound } from '../http/problem.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { openText } from '../orders/sealed-person.js';
import { actorWords } from '../incidents/words.js';

const MOST = 200;

interface About {
  row: InstructionRow;
  incident: IncidentRow;
  names: Names;
  progress: InstructionProgressRow[];
}

/** Reads instructions for somebody: a unit's people see those that ask something of their unit, and of these their own task. */
@Injectable()
export class InstructionReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Open ones first, then by when they were given; at most 200. */
  async list(caller: Principal, filter: { incidentId?: string; open?: boolean }): Promise<InstructionView[]> {
    const conditions = addVisibility(new Conditions(), caller);
    if (filter.incidentId)
      conditions.add(`instruction.incident_id = ${conditions.value(filter.incidentId)}::uuid`);
    if (filter.open) conditions.add("instruction.state in ('open', 'reported')");
    if (!mayDo(caller, 'incidents.all'))
      conditions.add(`exists (select 1 from instruction_task task
        where task.instruction_id = instruction.id and task.unit = any(${conditions.value([...caller.units])}::text[]))`);
    const found: { id: string }[] = await this.database.query(
      `select instruction.id from instruction join incident on incident.id = instruction.incident_id
       where ${conditions.sql}
       order by (instruction.state in ('passed_on', 'withdrawn')), instruction.given_at desc, instruction.id limit ${MOST}`,
      conditions.values,
    );
    return this.present(
      caller,
      found.map(({ id }) => id),
    );
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async one(caller: Principal, id: string): Promise<InstructionView> {
    const row = await this.database.manager.findOneBy(InstructionRow, {
      id,
      jurisdictionId: caller.jurisdictionId,
    });
    const [view] = row
      ? (await this.list(caller, { incidentId: row.incidentId })).filter((one) => one.id === id)
      : [];
    if (!view) throw notFound();
    return view;
  }

  async task(caller: Principal, taskId: string): Promise<InstructionTask> {
    const row = await this.database.manager.findOneBy(InstructionTaskRow, { id: taskId });
    const view = row && (await this.one(caller, row.instructionId));
    const task = view?.tasks.find(({ id }) => id === taskId);
    if (!task) throw notFound();
    return task;
  }

  async file(caller: Principal, id: string, fileId: string): Promise<InstructionFileRow> {
    await this.one(caller, id);
    const file = await this.database.manager.findOne(InstructionFileRow, {
      where: { id: fileId, instructionId: id },
      select: { id: true, name: true, type: true, size: true, content: true },
    });
    // Whose hand it is stands on the paper: only for who sees all of it.
    if (!file || !mayDo(caller, 'incidents.all')) throw notFound();
    return file;
  }

  private async present(caller: Principal, ids: string[]): Promise<InstructionView[]> {
    if (ids.length === 0) return [];
    const { manager } = this.database;
    const rows = await manager.findBy(InstructionRow, { id: In(ids) });
    const [tasks, files, incidents] = await Promise.all([
      manager.find(InstructionTaskRow, { where: { instructionId: In(ids) }, order: { unit: 'ASC' } }),
      manager.find(InstructionFileRow, { where: { instructionId: In(ids) }, order: { addedAt: 'ASC' } }),
      manager.find(IncidentRow, {
        where: { id: In(rows.map(({ incidentId }) => incidentId)) },
        select: { id: true, number: true, title: true },
      }),
    ]);
    const progress = await manager.find(InstructionProgressRow, {
      where: { taskId: In(tasks.map((task) => task.id)) },
      order: { at: 'ASC' },
    });
    const names = await displayNames(manager, [
      ...progress.map(({ by }) => by),
      ...rows.flatMap((row) => [row.enteredBy, row.settledBy]),
      ...tasks.map((task) => task.reportedBy),
    ]);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      const incident = incidents.find((one) => one.id === row?.incidentId);
      if (!row || !incident) return [];
      const own = tasks.filter(({ instructionId }) => instructionId === id);
      return [
        this.view(
          caller,
          { row, incident, names, progress },
          own,
          files.filter((file) => file.instructionId === id),
        ),
      ];
    });
  }

  private view(
    caller: Principal,
    { row, incident, names, progress }: About,
    tasks: InstructionTaskRow[],
    files: InstructionFileRow[],
  ): InstructionView {
    const all = mayDo(caller, 'incidents.all');
    const now = this.clock.now(timelineOf(row));
    const open = row.state === 'open' || row.state === 'reported';
    const keeps = open && mayDo(caller, 'instructions.record');
    return {
      id: row.id,
      incidentId: row.incidentId,
      incidentNumber: incident.number,
      incidentTitle: incident.title,
      leader: all ? openText(this.keys.contacts, row.leaderSealed) : null,
      words: row.words,
      paper: row.paper,
      givenAt: iso(row.givenAt),
      enteredBy: names.get(row.enteredBy) ?? row.enteredBy,
      enteredAt: iso(row.enteredAt),
      state: row.state,
      settledAt: isoOrNull(row.settledAt),
      settledBy: row.settledBy && (names.get(row.settledBy) ?? row.settledBy),
      settledNote: all ? row.settledNote : null,
      tasks: tasks
        .filter(({ unit }) => all || actsFor(caller, unit))
        .map((task) => presentTask(task, row, { caller, now, names, progress })),
      files: all ? files.map(presentFile) : [],
      actions: keeps ? ['pass_on', 'withdraw', 'add_file'] : [],
      rehearsal: row.rehearsal,
      version: row.version,
    };
  }
}

const presentTask = (
  task: InstructionTaskRow,
  row: InstructionRow,
  { caller, now, names, progress }: Pick<About, 'names' | 'progress'> & { caller: Principal; now: Date },
): InstructionTask => ({
  id: task.id,
  unit: task.unit,
  requirement: task.requirement,
  dueAt: iso(task.dueAt),
  late: row.state === 'open' && task.reportedAt === null && task.dueAt <= now,
  report: task.report,
  reportedAt: isoOrNull(task.reportedAt),
  reportedBy: task.reportedBy && actorWords(task.reportedBy, names),
  progress: progress
    .filter(({ taskId }) => taskId === task.id)
    .map(({ text, at, by }) => ({ text, at: iso(at), by: actorWords(by, names) })),
  mine:
    row.state === 'open' &&
    task.reportedAt === null &&
    mayDo(caller, 'duties.sign') &&
    actsFor(caller, task.unit),
});

export const presentFile = ({ id, name, type, size }: InstructionFileRow): InstructionFile => ({
  id,
  name,
  type,
  size,
});
