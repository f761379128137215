import { randomUUID } from 'node:crypto';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { AccountRow, audit } from '#access/service';
import { Clock, timelineOf, type Timeline } from '#clock';
import { Wakeups } from '#queue';
import { ContactRow } from '#jurisdiction/service';
import { NoticeRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { LogType } from '../entities/log.entity.js';
import { NightApprovalRow, type RecordedMatter } from '../entities/night.entity.js';
import { countersignTimes, type NightHours } from '../night.js';
import { note } from './act.js';
import { RefusedAction } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import { undoLowering } from './lowering.js';
import { undoUntrue } from './untrue.js';

/** What was done alone, and who was asked by telephone. */
export interface NightAsked {
  jurisdictionId: string;
  what: RecordedMatter;
  subjectId: string;
  /** 名录修改第12号 */
  label: string;
  secondId: string;
  askedSealed: Buffer;
  note: string;
  rehearsal: boolean;
}

/** Where it happens: with the locked incident it is about, or none. */
interface Ground {
  manager: EntityManager;
  incident: IncidentRow | null;
  at: Date;
  actor: string;
  /** Real time, by which messages go. */
  now: Date;
}

/**
 * Takes back what the second person did not agree to, where that is possible, in a transaction of the denial.
 * @param by with the locked incident it is about, which is saved afterwards; null for a change of the directory
 * @returns whether it was taken back
 */
export type UndoChange = (
  manager: EntityManager,
  row: NightApprovalRow,
  by: { actor: string; at: Date; note: string; incident: IncidentRow | null },
) => Promise<boolean>;

/** Where the second person signs. */
type Told = 'countersign_due' | 'countersign_unsigned' | 'countersign_denied';

/** Priority of what may not wait in a digest. */
const URGENT = 1;

/**
 * Puts on record that something was done alone at night after asking by telephone, and tells the second person at once; in
 * the transaction of what was done.
 * @throws RefusedAction `night_asked_already`
 */
export async function openNightApproval(
  ground: Ground,
  asked: NightAsked,
  hours: NightHours,
): Promise<NightApprovalRow> {
  const { manager, incident, at, actor } = ground;
  const { what, subjectId } = asked;
  if (await manager.existsBy(NightApprovalRow, { what, subjectId }))
    throw new RefusedAction('night_asked_already');
  const { dueAt, remindAt } = countersignTimes(at, hours);
  const row = manager.create(NightApprovalRow, {
    id: randomUUID(),
    ...asked,
    note: asked.note.trim(),
    incidentId: incident?.id ?? null,
    by: actor,
    at,
    dueAt,
    nextDueAt: remindAt ?? dueAt,
    state: 'waiting',
  });
  await manager.save(row);
  await keepLog(ground, row, 'night.approved', { dueAt: dueAt.toISOString() });
  await tell(ground, row, [row.secondId], 'countersign_due', 'asked');
  return row;
}

/** 补签: what was done alone at night is signed by the person asked, or denied and taken back; nobody forgets it. */
export class NightApprovals {
  /** @param undoChange for what this library does not know: changes of the directory, approvals of texts */
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly undoChange: UndoChange,
  ) {}

  /**
   * The person asked signs, or denies with a reason; also after the hour.
   * @throws RefusedAction `not_found`, `not_second`, `night_settled`, `reason_missing`
   */
  async decide(
    id: string,
    decision: { agree: boolean; note: string },
    second: { accountId: string | null; actor: string },
  ): Promise<NightApprovalRow> {
    const said = decision.note.trim();
    const settled = await this.source.transaction(async (manager) => {
      const { row, ground } = await this.lock(manager, id, second.actor);
      if (row.secondId !== second.accountId) throw new RefusedAction('not_second');
      if (row.state !== 'waiting' && row.state !== 'unsigned') throw new RefusedAction('night_settled');
      if (!decision.agree && !said) throw new RefusedAction('reason_missing');
      const undone = decision.agree ? null : await this.undo(ground, row, said);
      Object.assign(row, {
        state: decision.agree ? 'signed' : 'denied',
        decidedAt: ground.at,
        decisionNote: said || null,
        nextDueAt: null,
        undone,
      });
      await manager.save(row);
      await keepLog(ground, row, decision.agree ? 'night.signed' : 'night.denied', { undone });
      if (!decision.agree) await this.tellProposer(ground, row);
      if (ground.incident) await saveIncident(manager, ground.incident, ground.at);
      return row;
    });
    if (settled.incidentId) await this.wakeups.wake('route', { incidentId: settled.incidentId });
    await this.wakeups.wake('deliver', { jurisdictionId: settled.jurisdictionId });
    return settled;
  }

  /** Reminds the second person an hour before, and when the hour has passed says so to the office's leader too. */
  async due(): Promise<number> {
    let done = 0;
    for (const timeline of ['real', 'rehearsal'] satisfies Timeline[]) {
      const rows: { id: string }[] = await this.source.query(
        `select id from night_approval where rehearsal = $1 and next_due_at <= $2 order by next_due_at limit 50`,
        [timeline === 'rehearsal', this.clock.now(timeline)],
      );
      for (const { id } of rows) done += (await this.remind(id)) ? 1 : 0;
    }
    return done;
  }

  private remind(id: string): Promise<boolean> {
    return this.source.transaction(async (manager) => {
      const { row, ground } = await this.lock(manager, id, 'system');
      const { at } = ground;
      if (!row.nextDueAt || row.nextDueAt > at) return false;
      if (at < row.dueAt) {
        await manager.update(NightApprovalRow, { id }, { nextDueAt: row.dueAt });
        await tell(ground, row, [row.secondId], 'countersign_due', 'reminder');
        return true;
      }
      Object.assign(row, { state: 'unsigned', nextDueAt: null });
      await manager.save(row);
      await keepLog(ground, row, 'night.unsigned', {});
      const leaders = await leadersOfOffice(manager, row.jurisdictionId);
      const told = [...new Set([row.secondId, ...leaders])];
      await tell(ground, row, told, 'countersign_unsigned', 'unsigned');
      if (ground.incident) await saveIncident(manager, ground.incident, at);
      return true;
    });
  }

  private async undo(ground: Ground, row: NightApprovalRow, said: string): Promise<boolean> {
    const { manager, incident, at, actor } = ground;
    if (row.what === 'level_lowering' && incident)
      return undoLowering({ manager, at, actor }, incident, row.subjectId);
    if (row.what === 'level_settlement' && incident)
      return undoUntrue({ manager, at, actor }, incident, row.subjectId);
    // A ruling and a supervision order have gone out to units: shown red, and whoever leads decides what to correct.
    if (row.what !== 'directory_change' && row.what !== 'response_approval') return false;
    return this.undoChange(manager, row, { actor, at, note: said, incident });
  }

  private async tellProposer(ground: Ground, row: NightApprovalRow): Promise<void> {
    const { manager } = ground;
    const login = row.by.replace(/^account:/, '');
    const proposer = await manager.findOneBy(AccountRow, { login });
    const leaders = await leadersOfOffice(manager, row.jurisdictionId);
    const told = new Set([...(proposer ? [proposer.id] : []), ...leaders]);
    told.delete(row.secondId);
    await tell(ground, row, [...told], 'countersign_denied', 'denied');
  }

  private async lock(manager: EntityManager, id: string, actor: string) {
    const seen = await manager.findOneBy(NightApprovalRow, { id });
    if (!seen) throw new RefusedAction('not_found');
    // The incident first, like everybody; then the row, so that two processes do not tell twice.
    const incident = seen.incidentId ? await lockIncident(manager, seen.incidentId) : null;
    const row = await manager.findOneOrFail(NightApprovalRow, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    const at = this.clock.now(timelineOf(row));
    const ground: Ground = { manager, incident, actor, at, now: this.clock.now('real') };
    return { row, ground };
  }
}

/** Accounts of those who lead the city office. */
async function leadersOfOffice(manager: EntityManager, jurisdictionId: string): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select account.id from account where account.jurisdiction_id = $1 and not account.disabled
       and account.role = 'leader' and account.unit = any(unit_names($1, array[(
         select city.body #>> '{roles,office}' from directory_entry city where city.jurisdiction_id = $1
           and city.kind = 'jurisdiction' and city.replaced_at is null)]::text[]))`,
    [jurisdictionId],
  );
  return rows.map((row) => row.id);
}

/** Into the log of the incident; without one, into the audit log. */
async function keepLog(
  { manager, incident, at, actor }: Ground,
  row: NightApprovalRow,
  type: Extract<LogType, `night.${string}`>,
  more: Record<string, unknown>,
): Promise<void> {
  const data = { nightId: row.id, what: row.what, label: row.label, ...more };
  if (incident) return note({ manager, at, actor }, incident, type, data);
  await audit(manager, { at, actor, action: type, subject: row.subjectId, data });
}

/** Tells accounts: in the inbox, and where the account is linked with the roster, by mail. Each once an event. */
async function tell(
  { manager, now }: Ground,
  row: NightApprovalRow,
  accountIds: string[],
  template: Told,
  event: string,
): Promise<void> {
  if (accountIds.length === 0) return;
  const accounts = await manager.findBy(AccountRow, { id: In(accountIds), disabled: false });
  const linked = accounts.flatMap(({ contactId }) => contactId ?? []);
  const contacts = linked.length > 0 ? await manager.findBy(ContactRow, { id: In(linked) }) : [];
  const byMail = contacts.filter(({ emailSealed, endedAt }) => emailSealed && !endedAt);
  const same = {
    jurisdictionId: row.jurisdictionId,
    incidentId: row.incidentId,
    eventKey: `${row.id}:${event}`,
    template,
    priority: URGENT,
    nextAttemptAt: now,
    createdAt: now,
    rehearsal: row.rehearsal,
    data: {
      nightId: row.id,
      label: row.label,
      dueAt: row.dueAt.toISOString(),
      path: '/countersign',
    } as never,
  };
  const inbox = accounts.map(({ id }) => ({
    ...same,
    channel: 'app' as const,
    recipientId: id,
    accountId: id,
    state: 'accepted' as const,
    acceptedAt: now,
  }));
  const mails = byMail.map(({ id }) => ({
    ...same,
    channel: 'mail' as const,
    recipientId: id,
    contactId: id,
    state: 'pending' as const,
  }));
  for (const values of [inbox, mails])
    if (values.length > 0)
      await manager.createQueryBuilder().insert().into(NoticeRow).values(values).orIgnore().execute();
}
