import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Timeline } from '#clock';
import { AnnouncementRow, EscalationRow } from '#incidents/service';
import type { Desk } from './desk.js';
import { Outgoing } from './outgoing.js';
import { People } from './people.js';
import { scenesOf } from './scene.js';
import { stampMissing } from './stamp.js';
import { subjectsOf } from './subjects.js';
import { takeSteps, tellAnnounced } from './take.js';
import { isOver } from '#incidents';

/** Escalations of one transaction. */
const BATCH = 200;
/** Batches of one round; the next comes a second later. */
const ROUNDS = 10;

interface Batch {
  incidents: string[];
  written: number;
  jurisdictions: string[];
  /** A full batch: more may be due. */
  full: boolean;
}

/**
 * 预警、催办: who must hear now of what is not done. Each escalation is locked while its steps are taken, and others pass
 * it over; whoever signs, answers or takes back ends it under the same lock.
 */
export class EscalateStep {
  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
  ) {}

  /**
   * Begins the clocks of one incident that do not run yet, lets a graver level hurry those that do, takes every step that
   * is due and makes known what was announced. Running it again changes nothing.
   * @returns how many notices were written
   */
  async run(incidentId: string): Promise<number> {
    const done = await this.database.transaction(async (manager) => {
      const people = this.people(manager);
      await stampMissing(manager, people, (row) => this.desk.clock.now(timelineOf(row)), incidentId);
      const rows = await this.escalations(manager)
        .andWhere('escalation.incidentId = :incidentId', { incidentId })
        .getMany();
      const announced = await this.announcements(manager)
        .andWhere('announcement.incidentId = :incidentId', { incidentId })
        .getMany();
      return this.take(manager, people, rows, announced);
    });
    await this.deliver(done);
    return done.written;
  }

  /**
   * Takes the steps that are due and tells what is announced, each on the timeline of its incident.
   * @returns ids of the incidents that had one
   */
  async due(): Promise<string[]> {
    const ids = new Set<string>();
    for (const timeline of ['real', 'rehearsal'] as const)
      for (let round = 0; round < ROUNDS; round += 1) {
        const batch = await this.dueBatch(timeline);
        for (const id of batch.incidents) ids.add(id);
        await this.deliver(batch);
        if (!batch.full) break;
      }
    return [...ids];
  }

  /**
   * Incidents with clocks that do not run yet though they should, or run on at a level that has risen since: their wake-up
   * was lost.
   * @returns ids for `run`
   */
  async overlooked(): Promise<string[]> {
    const stamped = await this.database.transaction((manager) =>
      stampMissing(manager, this.people(manager), (row) => this.desk.clock.now(timelineOf(row)), null),
    );
    const risen: { id: string }[] = await this.database.query(RISEN, [BATCH]);
    return [...new Set([...stamped, ...risen.map((row) => row.id)])];
  }

  private dueBatch(timeline: Timeline): Promise<Batch> {
    return this.database.transaction(async (manager) => {
      const on = { now: this.desk.clock.now(timeline), rehearsal: timeline === 'rehearsal' };
      const rows = await this.escalations(manager)
        .andWhere('escalation.rehearsal = :rehearsal AND escalation.nextDueAt <= :now', on)
        .orderBy('escalation.nextDueAt')
        .limit(BATCH)
        .getMany();
      const announced = await this.announcements(manager)
        .andWhere('announcement.rehearsal = :rehearsal', on)
        .orderBy('announcement.createdAt')
        .limit(BATCH)
        .getMany();
      const batch = await this.take(manager, this.people(manager), rows, announced);
      return { ...batch, full: rows.length === BATCH || announced.length === BATCH };
    });
  }

  private async take(
    manager: EntityManager,
    people: People,
    rows: EscalationRow[],
    announced: AnnouncementRow[],
  ): Promise<Batch> {
    const incidents = [...new Set([...rows, ...announced].map((row) => row.incidentId))];
    if (incidents.length === 0) return { incidents, written: 0, jurisdictions: [], full: false };
    const scenes = await scenesOf(manager, incidents, people, this.desk);
    const outgoing = new Outgoing(this.desk);
    for (const row of announced) {
      const scene = scenes.get(row.incidentId);
      if (scene && !isOver(scene.incident.state)) await tellAnnounced(row, scene, outgoing);
    }
    const subjects = await subjectsOf(manager, rows);
    const forgotten: string[] = [];
    for (const row of rows) {
      const scene = scenes.get(row.incidentId);
      if (!scene || !(await takeSteps(row, subjects, scene, outgoing))) forgotten.push(row.id);
    }
    await keep(manager, rows, announced, forgotten);
    return { incidents, ...(await outgoing.write(manager)), full: false };
  }

  private escalations(manager: EntityManager) {
    return manager
      .createQueryBuilder(EscalationRow, 'escalation')
      .where('escalation.stoppedAt IS NULL')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked');
  }

  private announcements(manager: EntityManager) {
    return manager
      .createQueryBuilder(AnnouncementRow, 'announcement')
      .where('announcement.toldAt IS NULL')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked');
  }

  private people(manager: EntityManager): People {
    return new People(manager, this.desk, this.desk.clock.now('real'));
  }

  private async deliver({ written, jurisdictions }: Batch): Promise<void> {
    if (written === 0) return;
    for (const jurisdictionId of jurisdictions) await this.desk.wakeups.wake('deliver', { jurisdictionId });
  }
}

/** Stores what became of a batch, in one statement for each table. */
async function keep(
  manager: EntityManager,
  rows: readonly EscalationRow[],
  announced: readonly AnnouncementRow[],
  forgotten: readonly string[],
): Promise<void> {
  if (rows.length > 0)
    await manager.query(
      `update escalation set eras = row.eras, taken = row.taken, next_due_at = row.next_due_at,
         stopped_at = row.stopped_at, stop_reason = row.stop_reason
       from jsonb_to_recordset($1::jsonb) as row(id uuid, eras jsonb, taken integer[], next_due_at timestamptz,
         stopped_at timestamptz, stop_reason text)
       where escalation.id = row.id`,
      [
        JSON.stringify(
          rows.map(({ id, eras, taken, nextDueAt, stoppedAt, stopReason }) => ({
            id,
            eras,
            taken,
            next_due_at: nextDueAt,
            stopped_at: stoppedAt,
            stop_reason: stopReason,
          })),
        ),
      ],
    );
  if (forgotten.length > 0) await manager.query(`delete from escalation where id = any($1)`, [forgotten]);
  if (announced.length > 0)
    await manager.query(`update announcement set told_at = clock_timestamp() where id = any($1)`, [
      announced.map((row) => row.id),
    ]);
}

/** Escalations that run on at a lighter level than their matter has by now. */
const RISEN = `
  with rank(level, at) as (values ('一般', 0), ('较大', 1), ('重大', 2), ('特别重大', 3))
  select distinct escalation.incident_id as id
  from escalation
  join incident on incident.id = escalation.incident_id
  join rank now on now.level = case
    when incident.opinion_level = '特别重大' and not incident.opinion_confirmed then '重大' else incident.opinion_level end
  join rank ran on ran.level = escalation.eras->-1->>'level'
  where escalation.stopped_at is null and now.at > ran.at
  limit $1`;
