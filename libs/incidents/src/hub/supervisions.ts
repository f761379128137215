import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import type { Directory } from '#jurisdiction';
import { SupervisionPartRow, SupervisionRow } from '../entities/supervision.entity.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { saveIncident } from './lock.js';
import { paperNumber } from './numbers.js';
import type { DirectoryReader } from './ports.js';
import type { Alongside } from './lowering.js';
import { officeFor } from './stand-in.js';
import { firstTelling } from './supervision-due.js';
import { checkParts, lockMatters, writeParts, type SupervisionDraft } from './supervision-parts.js';
import {
  aboutPart,
  lockSheet,
  lockWhole,
  saveSheet,
  tellUnit,
  type LockedPart,
} from './supervision-sheet.js';

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
      const matters = await lockMatters(manager, given.parts);
      const row = await lockSheet(manager, id, 'drafted', version);
      await manager.delete(SupervisionPartRow, { supervisionId: id });
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
      await this.putOut(act, row, parts, login);
    });
  }

  /**
   * At night the drafter issues it alone, having asked the second person by telephone.
   * @param alongside the record of that call, kept with the first matter of the sheet
   * @throws RefusedAction `not_drafter`, and as `issue`
   */
  async issueAlone(id: string, version: number, login: string, alongside: Alongside): Promise<void> {
    await this.change(id, 'drafted', version, login, async (act, row, parts) => {
      const [first] = parts;
      if (row.draftedBy !== login || !first) throw new RefusedAction('not_drafter');
      await this.putOut(act, row, parts, login);
      await alongside(act, first.incident);
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

  private async putOut(act: Act, row: SupervisionRow, parts: LockedPart[], login: string): Promise<void> {
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
  }

  private async change(
    id: string,
    state: 'drafted' | 'open',
    version: number,
    login: string,
    work: (act: Act, row: SupervisionRow, parts: LockedPart[]) => Promise<void>,
  ): Promise<void> {
    const incidents = await this.source.transaction(async (manager) => {
      const { row, parts } = await lockWhole(manager, id, state, version);
      const act = { manager, actor: `account:${login}`, at: this.clock.now(timelineOf(row)) };
      await work(act, row, parts);
      await saveSheet(manager, row);
      for (const incident of new Set(parts.map((part) => part.incident)))
        await saveIncident(manager, incident, act.at);
      return [...new Set(parts.map(({ incident }) => incident.id))];
    });
    for (const incidentId of incidents) await this.wakeups.wake('escalate', { incidentId });
  }
}

const wordsOf = ({ title, cause, urgency }: SupervisionDraft) => ({
  title: title.trim(),
  cause: cause.trim(),
  urgency,
});

const nextNumber = (act: Act, row: SupervisionRow, directory: Directory): Promise<string> =>
  paperNumber(
    act.manager,
    { jurisdictionId: row.jurisdictionId, rehearsal: row.rehearsal, at: act.at, sign: '督' },
    directory,
  );
