import type { EntityManager } from 'typeorm';
import { AccountRow } from '#access/service';
import { NoticeRow } from '#incidents/service';
import type { Standing } from './findings.js';
import type { RepairDesk } from './repair.js';

/** A kind that was told of within so long (s) is not told of again: an alarm that never rests is switched off. */
const COOL_DOWN = 3_600;

/** Tells the administrators once of each kind that withholds the heartbeat: in the inbox, and by mail where one is known. */
export async function alarm(
  withheld: readonly Standing[],
  { database, clock, wakeups, jurisdictionId }: RepairDesk,
): Promise<void> {
  const kinds = [...new Set(withheld.map(({ kind }) => kind))];
  if (kinds.length === 0) return;
  const mails = await database.transaction(async (manager) => {
    let written = 0;
    for (const kind of await fresh(manager, kinds))
      written += await tell(manager, { kind, findings: withheld, jurisdictionId, now: clock.now('real') });
    return written;
  });
  if (mails > 0) await wakeups.wake('deliver', { jurisdictionId });
}

async function fresh(manager: EntityManager, kinds: string[]): Promise<string[]> {
  const told: { kind: string }[] = await manager.query(
    `select distinct kind from watch_finding
     where kind = any($1) and alarmed_at > clock_timestamp() - make_interval(secs => $2)`,
    [kinds, COOL_DOWN],
  );
  return kinds.filter((kind) => !told.some((row) => row.kind === kind));
}

interface Alarm {
  kind: string;
  findings: readonly Standing[];
  jurisdictionId: string;
  now: Date;
}

/** @returns how many mails were written */
async function tell(manager: EntityManager, { kind, findings, jurisdictionId, now }: Alarm): Promise<number> {
  const ids = findings.filter((finding) => finding.kind === kind).map(({ id }) => id);
  await manager.query(`update watch_finding set alarmed_at = clock_timestamp() where id = any($1)`, [ids]);
  const people = await manager.findBy(AccountRow, { jurisdictionId, role: 'administrator', disabled: false });
  const same = {
    jurisdictionId,
    incidentId: null,
    eventKey: `watch:${ids[0]}`,
    template: 'watch_alarm',
    nextAttemptAt: now,
    createdAt: now,
    priority: 1,
    data: { kind, count: ids.length } as never,
  };
  const inbox = people.map(({ id }) => ({
    ...same,
    channel: 'app' as const,
    recipientId: id,
    accountId: id,
    state: 'accepted' as const,
    acceptedAt: now,
  }));
  const mail = people.flatMap(({ contactId }) =>
    contactId ? [{ ...same, channel: 'mail' as const, recipientId: contactId, contactId }] : [],
  );
  if (inbox.length + mail.length > 0)
    await manager
      .createQueryBuilder()
      .insert()
      .into(NoticeRow)
      .values([...inbox, ...mail])
      .orIgnore()
      .execute();
  return mail.length;
}
