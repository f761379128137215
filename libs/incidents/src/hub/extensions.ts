import type { DataSource } from 'typeorm';
import { In, IsNull } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { AssignmentRow, DeadlineRow, EscalationRow } from '../entities/duty.entity.js';
import { EXTENDABLE, ExtensionRow, type ExtendableRule } from '../entities/refusal.entity.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction } from './errors.js';
import { delayEscalation } from './escalations.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { lockDuty } from './refusals.js';
import { officeFor } from './stand-in.js';

export interface ExtensionAsked {
  /** DL-06 or DL-07; any other is refused with its reason. */
  rule: string;
  until: Date;
  reason: string;
}

const isExtendable = (rule: string): rule is ExtendableRule =>
  (EXTENDABLE as readonly string[]).includes(rule);

/** When that clock of a duty runs out; null when it does not run. */
export const runningClock = (duty: AssignmentRow, rule: ExtendableRule): Date | null => {
  if (rule === 'DL-06') return duty.state === 'sent' ? duty.signDueAt : null;
  return duty.reportedAt ? null : duty.reportDueAt;
};

/** 延期: internal deadlines of a duty are moved on request; statutory and superiors' ones never. */
export class ExtensionActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * A unit asks for more time; until it is granted nothing moves.
   * @throws RefusedAction `deadline_fixed`, `no_such_clock`, `extension_too_late`, `extension_not_later`,
   * `beyond_statutory`, `extension_waiting`, `reason_missing` and those of `lockDuty`
   */
  async ask(assignmentId: string, asked: ExtensionAsked, actor: string): Promise<ExtensionRow> {
    const { rule } = asked;
    if (!isExtendable(rule)) throw new RefusedAction('deadline_fixed');
    if (!asked.reason.trim()) throw new RefusedAction('reason_missing');
    const extension = await this.source.transaction(async (manager) => {
      const { duty, incident } = await lockDuty(manager, assignmentId);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const previousDueAt = runningClock(duty, rule);
      if (!previousDueAt) throw new RefusedAction('no_such_clock');
      if (act.at > previousDueAt) throw new RefusedAction('extension_too_late');
      if (asked.until <= previousDueAt) throw new RefusedAction('extension_not_later');
      await this.beforeStatutory(act, incident.id, asked.until);
      if (await manager.existsBy(ExtensionRow, { assignmentId, rule, state: 'waiting' }))
        throw new RefusedAction('extension_waiting');
      const directory = await this.directories(manager, incident.jurisdictionId);
      const ruler = officeFor(directory, [...incident.recused, duty.unit]);
      if (!ruler) throw new RefusedAction('no_such_clock');
      const row = manager.create(ExtensionRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        assignmentId,
        unit: duty.unit,
        rule,
        reason: asked.reason.trim(),
        state: 'waiting',
        ruler,
        previousDueAt,
        askedUntil: asked.until,
        askedAt: act.at,
        askedBy: actor,
        rehearsal: incident.rehearsal,
      });
      await manager.save(ExtensionRow, row);
      await announce(act, incident, {
        ...aboutExtension(row, 'extension_asked'),
        unit: ruler,
        audience: 'liaison_and_handler',
      });
      await note(act, incident, 'extension.asked', {
        extensionId: row.id,
        unit: row.unit,
        rule,
        until: asked.until.toISOString(),
      });
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId: extension.incidentId });
    return extension;
  }

  /**
   * The office grants or not. Granted, the due time moves and with it the steps of the climb not yet taken.
   * @throws RefusedAction `not_found`, `extension_settled`, `no_such_clock`, `beyond_statutory`, `reason_missing`
   */
  async decide(id: string, decision: { grant: boolean; note: string }, actor: string): Promise<ExtensionRow> {
    if (!decision.grant && !decision.note.trim()) throw new RefusedAction('reason_missing');
    const decided = await this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(ExtensionRow, { id });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      const row = incident && (await manager.findOneBy(ExtensionRow, { id }));
      if (!incident || !row) throw new RefusedAction('not_found');
      if (row.state !== 'waiting') throw new RefusedAction('extension_settled');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      if (decision.grant) await this.grant(act, row);
      Object.assign(row, {
        state: decision.grant ? 'granted' : 'declined',
        decidedAt: act.at,
        decidedBy: actor,
        decisionNote: decision.note.trim() || null,
      });
      await manager.save(ExtensionRow, row);
      await announce(act, incident, {
        ...aboutExtension(row, decision.grant ? 'extension_granted' : 'extension_declined'),
        unit: row.unit,
        audience: 'liaison_and_handler',
        assignmentId: row.assignmentId,
        // What a unit is told of its own request is nobody else's business.
        ownOnly: true,
      });
      await note(act, incident, decision.grant ? 'extension.granted' : 'extension.declined', {
        extensionId: id,
        unit: row.unit,
        rule: row.rule,
        from: row.previousDueAt.toISOString(),
        until: row.askedUntil.toISOString(),
      });
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId: decided.incidentId });
    return decided;
  }

  private async grant(act: Act, row: ExtensionRow): Promise<void> {
    const duty = await act.manager.findOneByOrFail(AssignmentRow, { id: row.assignmentId });
    const due = runningClock(duty, row.rule);
    if (!due) throw new RefusedAction('no_such_clock');
    // An upgrade may have brought a nearer statutory time since it was asked.
    await this.beforeStatutory(act, row.incidentId, row.askedUntil);
    const [clock, column] =
      row.rule === 'DL-07' ? (['report', 'reportDueAt'] as const) : (['sign', 'signDueAt'] as const);
    await act.manager.update(AssignmentRow, { id: duty.id }, { [column]: row.askedUntil });
    await moveClimb(act, clock, duty.id, row.askedUntil.getTime() - due.getTime());
  }

  /** An internal time that outlasts a statutory one would only mislead. */
  private async beforeStatutory(act: Act, incidentId: string, until: Date): Promise<void> {
    const bound = await act.manager.findBy(DeadlineRow, {
      incidentId,
      kind: In(['statutory', 'superior']),
      state: 'open',
    });
    if (bound.some((row) => row.dueAt < until)) throw new RefusedAction('beyond_statutory');
  }
}

const aboutExtension = (row: ExtensionRow, template: string) => ({
  eventKey: `${row.id}:${template}`,
  subjectId: row.id,
  template,
});

async function moveClimb(
  act: Act,
  clock: 'sign' | 'report',
  assignmentId: string,
  by: number,
): Promise<void> {
  const climb = await act.manager.findOneBy(EscalationRow, {
    clock,
    subjectId: assignmentId,
    stoppedAt: IsNull(),
  });
  if (climb) await delayEscalation(act, climb, by);
}
