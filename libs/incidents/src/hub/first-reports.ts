import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { AssignmentRow } from '../entities/duty.entity.js';
import { FirstReportRow, type ReportAnswers, type ReportedTruth } from '../entities/refusal.entity.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { stopEscalations } from './escalations.js';
import { lapseExtension } from './lapse.js';
import { saveIncident } from './lock.js';
import { lockDuty } from './refusals.js';
import { verifyDuty } from './duty-stages.js';
import { followDuties } from './duties.js';

export const REPORT_LENGTH = 500;

/** One text, or answers to the fixed questions; masked. */
export type FirstReport = string | ReportAnswers;

export const truthWords: Record<ReportedTruth, string> = {
  true: '属实',
  partly: '部分属实',
  false: '不属实',
  checking: '正在核实',
};

/** The answers as one text, for whatever reads only that. */
export const reportText = ({ truth, found, measures, next }: ReportAnswers): string =>
  [
    `是否属实：${truthWords[truth]}${found ? `。${found}` : ''}`,
    `已采取的措施：${measures}`,
    `下一步安排及时间：${next}`,
  ].join('\n');

/** 核实初报. */
export class FirstReportActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * What a unit found first; settles DL-07 of its duty, also while its refusal waits for the ruling.
   * @throws RefusedAction `report_empty`, `sign_first`, `reported_already` and those of `lockDuty`
   */
  async report(assignmentId: string, given: FirstReport, actor: string): Promise<FirstReportRow> {
    const answers = typeof given === 'string' ? null : given;
    const text = answers ? reportText(answers) : (given as string).trim().slice(0, REPORT_LENGTH);
    if (!text || (answers && !(answers.measures.trim() && answers.next.trim())))
      throw new RefusedAction('report_empty');
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
        text,
        answers,
        at: act.at,
        by: actor,
        rehearsal: incident.rehearsal,
      });
      await manager.save(FirstReportRow, row);
      await manager.update(AssignmentRow, { id: duty.id }, { reportedAt: act.at });
      await verifyDuty(act, duty);
      await lapseExtension(act, duty.id, 'DL-07');
      await stopEscalations(act, [duty.id], 'reported');
      const late = duty.reportDueAt !== null && act.at > duty.reportDueAt;
      await note(act, incident, 'duty.reported', { reportId: row.id, unit: duty.unit, late });
      await followDuties(act, incident);
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }
}
