import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { SupervisionPartRow, type SupervisionRow } from '../entities/supervision.entity.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction } from './errors.js';
import { saveIncident } from './lock.js';
import { firstTelling } from './supervision-due.js';
import { aboutPart, lockWhole, saveSheet, tellUnit, type LockedPart } from './supervision-sheet.js';

export const SUPERVISION_ANSWER_LENGTH = 2000;

/** What becomes of an issued supervision order: units answer, the office closes or sends back. */
export class SupervisionAnswers {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * 办理情况 of one unit; may be replaced until the office has looked at it. What another unit of the sheet did meanwhile
   * does not matter to it, so there is no version to be stale.
   * @param text masked
   * @throws RefusedAction `not_found`, `report_empty`, `supervision_settled`, `supervision_not_issued`
   */
  async answer(id: string, partId: string, text: string, actor: string): Promise<void> {
    if (!text.trim()) throw new RefusedAction('report_empty');
    await this.change(id, null, actor, async (act, row, parts) => {
      const { part, incident } = own(parts, partId);
      if (part.state !== 'open' && part.state !== 'answered') throw new RefusedAction('supervision_settled');
      Object.assign(part, {
        state: 'answered',
        answer: text.trim().slice(0, SUPERVISION_ANSWER_LENGTH),
        answeredBy: actor,
        answeredAt: act.at,
        nextTellAt: null,
      });
      await act.manager.save(SupervisionPartRow, part);
      const late = act.at > part.dueAt;
      await note(act, incident, 'supervision.answered', { ...aboutPart(row, part), late });
      await announce(act, incident, {
        eventKey: `${part.id}:supervision_answered:${row.version}`,
        unit: row.issuer,
        audience: 'office',
        template: 'supervision_answered',
        subjectId: part.id,
        data: aboutPart(row, part),
      });
    });
  }

  /**
   * The answer is not enough: the unit goes on, by a new time.
   * @throws RefusedAction `not_found`, `reason_missing`, `due_in_past`, `supervision_not_answered`; StaleError
   */
  async sendBack(
    id: string,
    partId: string,
    given: { version: number; note: string; dueAt: Date },
    actor: string,
  ): Promise<void> {
    if (!given.note.trim()) throw new RefusedAction('reason_missing');
    await this.change(id, given.version, actor, async (act, row, parts) => {
      const { part, incident } = own(parts, partId);
      if (part.state !== 'answered') throw new RefusedAction('supervision_not_answered');
      if (given.dueAt <= act.at) throw new RefusedAction('due_in_past');
      Object.assign(part, {
        state: 'open',
        returnedNote: given.note.trim(),
        dueAt: given.dueAt,
        nextTellAt: firstTelling(act.at, given.dueAt),
        told: 0,
      });
      await act.manager.save(SupervisionPartRow, part);
      await note(act, incident, 'supervision.returned', {
        ...aboutPart(row, part),
        reason: given.note.trim(),
      });
      await tellUnit(act, incident, row, part, 'supervision_returned');
    });
  }

  /**
   * 销号: the office is content with one unit's answer, or with all there are; with the last part the order is closed.
   * @param partId null: every part that has been answered
   * @throws RefusedAction `not_found`, `supervision_not_answered`; StaleError
   */
  async close(
    id: string,
    partId: string | null,
    given: { version: number; note: string },
    actor: string,
  ): Promise<void> {
    await this.change(id, given.version, actor, async (act, row, parts) => {
      const chosen = partId ? [own(parts, partId)] : parts.filter(({ part }) => part.state === 'answered');
      if (chosen.length === 0 || chosen.some(({ part }) => part.state !== 'answered'))
        throw new RefusedAction('supervision_not_answered');
      for (const { part, incident } of chosen) {
        Object.assign(part, { state: 'closed', nextTellAt: null });
        await act.manager.save(SupervisionPartRow, part);
        await note(act, incident, 'supervision.closed', aboutPart(row, part));
      }
      if (parts.every(({ part }) => part.state === 'closed' || part.state === 'withdrawn'))
        Object.assign(row, {
          state: 'closed',
          settledBy: actor.replace(/^account:/, ''),
          settledAt: act.at,
          settledNote: given.note.trim() || null,
        });
    });
  }

  private async change(
    id: string,
    version: number | null,
    actor: string,
    work: (act: Act, row: SupervisionRow, parts: LockedPart[]) => Promise<void>,
  ): Promise<void> {
    const incidents = await this.source.transaction(async (manager) => {
      const { row, parts } = await lockWhole(manager, id, 'open', version);
      if (row.state === 'drafted') throw new RefusedAction('supervision_not_issued');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(row)) };
      await work(act, row, parts);
      if (row.state !== 'closed') row.state = followParts(parts);
      await saveSheet(manager, row);
      for (const incident of new Set(parts.map((part) => part.incident)))
        await saveIncident(manager, incident, act.at);
      return [...new Set(parts.map(({ incident }) => incident.id))];
    });
    for (const incidentId of incidents) await this.wakeups.wake('escalate', { incidentId });
  }
}

/** Answered once no unit is waited for any more. */
const followParts = (parts: LockedPart[]): SupervisionRow['state'] =>
  parts.some(({ part }) => part.state === 'open') ? 'issued' : 'answered';

function own(parts: LockedPart[], partId: string): LockedPart {
  const found = parts.find(({ part }) => part.id === partId);
  if (!found) throw new RefusedAction('not_found');
  return found;
}
