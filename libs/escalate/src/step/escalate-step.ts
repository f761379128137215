import type { DataSource } from 'typeorm';
import { timelineOf, type Timeline } from '#clock';
import { EscalationRow, lockIncident } from '#incidents/service';
import { climb } from './climb.js';
import type { Desk } from './desk.js';
import { tellOffice } from './office.js';
import { climbRefusals, refusalsDueOn } from './refusals.js';
import type { Scene } from './scene.js';
import { stampNewDuties } from './stamp.js';
import { urge, urgedOn } from './urge.js';

/** At once in one sweep; the next comes a second later. */
const DUE_AT_ONCE = 200;

/** 预警、催办: who must hear now of what is not signed. Works on the locked incident, one transaction a run. */
export class EscalateStep {
  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
  ) {}

  /**
   * Begins the escalation of new duties and takes every step that is due. Running it again changes nothing.
   * @returns how many notices were written
   */
  async run(incidentId: string): Promise<number> {
    const done = await this.database.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident || incident.historic) return null;
      if (incident.state === 'closed') return null;
      const scene: Scene = {
        manager,
        incident,
        directory: await this.desk.directory(manager, incident.jurisdictionId),
        at: this.desk.clock.now(timelineOf(incident)),
      };
      let written = await urge(scene, this.desk);
      const { jurisdictionId } = incident;
      // Set aside for the city's units, but a superior still waits to be told.
      if (incident.state === 'set_aside') return { written, jurisdictionId };
      written += await tellOffice(scene, this.desk);
      written += await stampNewDuties(scene, this.desk);
      written += await climb(scene, this.desk);
      written += await climbRefusals(scene, this.desk);
      return { written, jurisdictionId };
    });
    if (!done || done.written === 0) return 0;
    await this.desk.wakeups.wake('deliver', { jurisdictionId: done.jurisdictionId });
    return done.written;
  }

  /**
   * Takes the steps that are due, each on the timeline of its incident.
   * @returns ids of the incidents that had one
   */
  async due(): Promise<string[]> {
    const ids = [...(await this.dueOn('real')), ...(await this.dueOn('rehearsal'))];
    for (const id of ids) await this.run(id);
    return ids;
  }

  /**
   * Incidents of which somebody should have heard and nobody has: their wake-up was lost, or a time has just passed.
   * @returns ids for `run`
   */
  async overlooked(): Promise<string[]> {
    const rows: { id: string }[] = await this.database.query(OVERLOOKED, [DUE_AT_ONCE]);
    return rows.map((row) => row.id);
  }

  private async dueOn(timeline: Timeline): Promise<string[]> {
    const rows = await this.database.manager
      .createQueryBuilder(EscalationRow, 'escalation')
      .select('escalation.incidentId', 'id')
      .where('escalation.stoppedAt IS NULL AND escalation.nextDueAt <= :now', {
        now: this.desk.clock.now(timeline),
      })
      .andWhere('escalation.rehearsal = :rehearsal', { rehearsal: timeline === 'rehearsal' })
      .groupBy('escalation.incidentId')
      .orderBy('min(escalation.nextDueAt)')
      .limit(DUE_AT_ONCE)
      .getRawMany<{ id: string }>();
    const now = this.desk.clock.now(timeline);
    const { manager } = this.database;
    const urged = await urgedOn(manager, now, timeline, DUE_AT_ONCE);
    const refused = await refusalsDueOn(manager, now, timeline, DUE_AT_ONCE);
    return [...new Set([...rows.map((row) => row.id), ...urged, ...refused])];
  }
}

/** Mirrors what `run` would write: duties without escalation, news for the office without notice. */
const OVERLOOKED = `
  select incident.id from incident
  where not incident.historic
    and incident.state in ('awaiting_confirmation', 'dispatched', 'signed', 'answered')
    and (
      exists (
        select 1 from assignment duty
        where duty.incident_id = incident.id and duty.state = 'sent'
          and not exists (select 1 from escalation where escalation.assignment_id = duty.id)
      )
      or (
        incident.state = 'awaiting_confirmation'
        and not exists (select 1 from notice where notice.event_key like incident.id || ':confirm:%')
      )
      or (
        incident.state <> 'awaiting_confirmation' and incident.opinion_level in ('重大', '特别重大')
        and not exists (select 1 from notice where notice.event_key = incident.id || ':office')
      )
      or (
        incident.state = 'awaiting_confirmation'
        and exists (
          select 1 from deadline
          where deadline.incident_id = incident.id and deadline.rule = 'DL-05' and deadline.state = 'missed'
            and deadline.settled_at is null
            and not exists (select 1 from notice where notice.event_key = deadline.id || ':pool')
        )
      )
      or (
        incident.answered_at is null
        and exists (
          select 1 from deadline
          where deadline.incident_id = incident.id and deadline.kind = 'statutory' and deadline.state = 'missed'
            and deadline.settled_at is null
            and not exists (select 1 from notice where notice.event_key = deadline.id || ':missed')
        )
      )
    )
  limit $1`;
