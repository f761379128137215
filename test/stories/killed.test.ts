import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  EscalationRow,
  AssignmentRow,
  IncidentLogRow,
  IncidentRow,
  ItemRow,
  NoticeRow,
} from '#incidents/service';
import { projectRoot } from '#config';
import { eventually } from '../support/eventually.js';
import { createInstallation, type Installation } from '../support/installation.js';

jest.setTimeout(300_000);

interface Death {
  /** Which write, counted from the start of the process. */
  at: number;
  side: 'before' | 'after';
}
/** How far the next process's clock runs ahead: past the leases of a source or notice that a dead worker held. */
const LEASE = 125_000;
const COMMIT_LEASE = 6 * 60_000;

describe('a worker killed with SIGKILL', () => {
  let city: Installation;
  let aheadMs: number;
  beforeEach(async () => {
    city = await createInstallation();
    aheadMs = 0;
    const now = new Date();
    await city.database.source.query('update source set next_due_at = $1', [now]);
    city.feed.publish('石桥镇停水三天', '石桥镇自来水停水三天了，老人孩子没法生活。', now);
  });
  afterEach(() => city.close());

  const manager = () => city.database.source.manager;

  /** Runs a process until it dies at that moment; null: it never came there and was ended when all was quiet. */
  async function live(death: Death | null): Promise<boolean> {
    const child = spawn(
      process.execPath,
      [join(projectRoot(), 'test/support/mortal-worker.mjs'), JSON.stringify({ ...death, aheadMs })],
      { env: { PATH: process.env['PATH'], ...city.environment }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    const settled = eventually(allTold, 'everything told', 150).then(() => 'settled' as const);
    const first = await Promise.race([ended, settled.catch((error: Error) => error)]);
    if (first === 'settled' || first instanceof Error) {
      child.kill('SIGTERM');
      const [, signal] = await ended;
      if (first instanceof Error)
        throw new Error(`${first.message}\n${said}\n${JSON.stringify(await untold())}`);
      // The last write of all can be seen before the process that died of it is gone.
      if (signal !== 'SIGKILL') return false;
    }
    settled.catch(() => undefined);
    expect([(await ended)[1], said]).toEqual(['SIGKILL', expect.anything()]);
    const ambiguous = await manager().countBy(NoticeRow, { state: 'committing' });
    aheadMs += ambiguous > 0 ? COMMIT_LEASE : LEASE;
    return true;
  }

  /** What is still on its way. */
  const untold = (): Promise<unknown[]> =>
    city.database.source.query(
      `select 'item' as what, null as state, discovered_at as at from item where judged_at is null
       union all select 'incident', state, updated_at from incident where needs_routing
       union all select 'notice', state || ' ' || coalesce(last_error, '') || ' ' || attempts, next_attempt_at from notice
         where state not in ('accepted', 'failed', 'cancelled')
       union all select 'duty', state, sent_at from assignment duty
         where not exists (select 1 from escalation where assignment_id = duty.id)`,
    );

  const allTold = async (): Promise<boolean> =>
    (await untold()).length === 0 && (await manager().count(NoticeRow)) > 0;

  async function onceOnly(): Promise<void> {
    expect(await manager().count(ItemRow)).toBe(1);
    expect(await manager().count(IncidentRow)).toBe(1);
    const duties = await manager().find(AssignmentRow);
    expect(new Set(duties.map((duty) => duty.unit)).size).toBe(duties.length);
    expect(await manager().countBy(EscalationRow, { clock: 'sign' })).toBe(duties.length);
    const notices = await manager().find(NoticeRow);
    expect(notices.every((notice) => notice.state === 'accepted')).toBe(true);
    const mails = city.smtp.distinct();
    expect(mails.map((mail) => mail.messageId).sort()).toEqual(
      notices.map((notice) => `<${notice.id}@huiyin>`).sort(),
    );
    expect(new Set(mails.map((mail) => `${mail.to} ${mail.subject}`)).size).toBe(mails.length);
    const log = await manager().find(IncidentLogRow);
    for (const type of ['incident.opened', 'incident.dispatched'])
      expect(log.filter((row) => row.type === type)).toHaveLength(1);
    expect(log.filter((row) => row.type === 'notice.accepted')).toHaveLength(notices.length);
  }

  it('right after every single write of the way: the alert goes out once', async () => {
    // Until there are notices each process dies of its first write; then one dies of its first, the next of its
    // second, and so on: to be taken again is a write too, and none would ever come further.
    let deaths = 0;
    let at = 1;
    while (at <= 7 && (await live({ at, side: 'after' }))) {
      deaths += 1;
      expect(deaths).toBeLessThan(20);
      if ((await manager().count(NoticeRow)) > 0) at += 1;
    }
    // Collected, judged, routed, urged, taken for sending, before the dot, accepted: each was a death.
    expect(deaths).toBeGreaterThanOrEqual(7);
    await live(null);
    await onceOnly();
  });

  it('right before a write, the first, one in the middle, a late one: the alert goes out once', async () => {
    for (const at of [1, 4, 7]) if (!(await live({ at, side: 'before' }))) break;
    await live(null);
    await onceOnly();
  });

  it('while the mail server thinks about its answer: mail systems see one mail', async () => {
    const ids: string[] = [];
    let kill: (() => void) | null = null;
    city.smtp.onMail = (mail) => {
      ids.push(mail.messageId);
      kill?.();
      return undefined;
    };
    const child = spawn(
      process.execPath,
      [join(projectRoot(), 'test/support/mortal-worker.mjs'), JSON.stringify({ aheadMs })],
      { env: { PATH: process.env['PATH'], ...city.environment }, stdio: 'ignore' },
    );
    kill = () => child.kill('SIGKILL');
    await once(child, 'exit');
    kill = null;
    aheadMs += COMMIT_LEASE;
    await live(null);
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    await onceOnly();
  });
});
