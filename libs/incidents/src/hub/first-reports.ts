import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { AssignmentRow } from '../entities/duty.entity.js';
import { FirstReportRow } from '../entities/refusal.entity.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { lapseExtension } from './lapse.js';
import { saveIncident } from './lock.js';
import { lockDuty } from './refusals.js';

export const REPORT_LENGTH = 500;

/** 核实初报. */
export class FirstReportActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * What a unit found first; settles DL-07 of its duty, also while its refusal waits for the ruling.
   * @param text masked
   * @throws RefusedAction `report_empty`, `sign_first`, `reported_already` and those of `lockDuty`
   */
  async report(assignmentId: string, text: string, actor: string): Promise<FirstReportRow> {
    if (!text.trim()) throw new RefusedAction('report_empty');
    return this.source.transaction(async (manager) => {
      const { duty, incident } = await lockDuty(manager, assignmentId);
      if (duty.state === 'sent') throw new RefusedAction('sign_first');
      if (duty.reportedAt) throw new RefusedAction('reported_already');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const row = manager.create(FirstReportRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        assignmentId,
        unit: duty.unit,
        text: text.trim().slice(0, REPORT_LENGTH),
        at: act.at,
        by: actor,
        rehearsal: incident.rehearsal,
      });
      await manager.save(FirstReportRow, row);
      await manager.update(AssignmentRow, { id: duty.id }, { reportedAt: act.at });
      await lapseExtension(act, duty.id, 'DL-07');
      const late = duty.reportDueAt !== null && act.at > duty.reportDueAt;
      await note(act, incident, 'duty.reported', { reportId: row.id, unit: duty.unit, late });
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }
}
