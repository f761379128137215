import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountRow } from '#access/service';
import { TestClock } from '#clock';
import { AssignmentRow, IncidentLogRow, NoticeRow, type IncidentRow } from '#incidents/service';
import { loadKeys, verifyLink } from '#secrets';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { carriersOf, deskOf, FakeCarrier, person } from '../../../../test/support/delivery.js';
import { makeDuty, makeIncident, makeNotice, MORNING } from '../../../../test/support/rows.js';
import { DeliveryError } from '../channels/carrier.js';
import { NoticeMuteRow } from '../entities/mute.entity.js';
import { DeliverStep } from './deliver-step.js';

const jurisdictionId = randomUUID();
const folder = mkdtempSync(join(tmpdir(), 'huiyin-bundle-'));
const keys = loadKeys(join(folder, 'keys'));
const liaison = person('市住建局', 'liaison', { phone: '13800000001' });
const MINUTE = 60_000;
const NIGHT = new Date('2026-11-23T23:00:00+08:00');

let database: TestDatabase;
let clock: TestClock;
let mail: FakeCarrier;
let sms: FakeCarrier;
let step: DeliverStep;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.source.query('truncate notice, incident, assignment, incident_log, notice_mute');
  clock = new TestClock(MORNING);
  [mail, sms] = [new FakeCarrier('mail'), new FakeCarrier('sms')];
  step = workerOf();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const workerOf = () =>
  new DeliverStep(database.source, carriersOf(mail, sms), deskOf({ clock, keys, people: [liaison] }));
const notices = () => database.source.manager.find(NoticeRow, { order: { createdAt: 'ASC' } });
const states = async () => {
  const counts: Record<string, number> = {};
  for (const { state } of await notices()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

async function alert(given: Partial<IncidentRow> = {}, notice: Partial<NoticeRow> = {}): Promise<NoticeRow> {
  const { manager } = database.source;
  const incident = await makeIncident(manager, { jurisdictionId, ...given });
  const duty = await makeDuty(manager, incident, { unit: '市住建局' });
  const now = clock.now();
  return makeNotice(manager, incident, {
    contactId: liaison.id,
    assignmentId: duty.id,
    template: 'assigned',
    createdAt: now,
    nextAttemptAt: now,
    ...notice,
  } as never);
}

async function storm(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await alert();
}

/** Goes round every few seconds, as the sweep does. */
async function pass(minutes: number, workers: DeliverStep[] = [step]): Promise<void> {
  for (let at = 0; at < minutes * 6; at += 1) {
    clock.advance(10_000);
    await Promise.all(workers.map((worker) => worker.run()));
  }
}

describe('a storm', () => {
  it('of 40 matters is five messages and one digest, whoever of two workers sends it', async () => {
    await storm(40);
    const workers = [step, workerOf()];
    await Promise.all(workers.map((worker) => worker.run()));
    expect(mail.sent).toHaveLength(5);
    await pass(2, workers);
    expect(mail.sent).toHaveLength(6);
    const digest = mail.sent.at(-1);
    expect(digest?.subject).toBe('舆情待办汇总 35件（最高一般），最早时限11月23日 12:30');
    const tokens = [...(digest?.text ?? '').matchAll(/\/s\/([\w-]+)/g)].map(([, token]) => token ?? '');
    const duties = tokens.map((token) => verifyLink(keys.links, token, 'sign', clock.now()));
    expect(new Set(duties.map((link) => link.ok && link.assignmentId)).size).toBe(35);
    expect(digest?.text).not.toContain('停水');
    expect(await states()).toEqual({ accepted: 41 });
    const log = await database.source.manager.findBy(IncidentLogRow, { type: 'notice.accepted' });
    expect(log).toHaveLength(40);
    expect(log.filter(({ data }) => data['digest'])).toHaveLength(35);
  });

  it('that goes on is one digest a window', async () => {
    for (let minute = 0; minute < 30; minute += 1) {
      await storm(4);
      await pass(1);
    }
    const digests = mail.sent.filter(({ subject }) => subject.includes('汇总'));
    expect(digests.length).toBeGreaterThanOrEqual(2);
    expect(digests.length).toBeLessThanOrEqual(3);
    await pass(11);
    expect((await states())['pending']).toBeUndefined();
  });

  it('does not hold the first alert of a 重大, and leaves out what has been signed meanwhile', async () => {
    await storm(20);
    await step.run();
    const grave = await alert({ opinionLevel: '重大' }, { priority: 1 });
    await step.run();
    expect(mail.sent.map(({ id }) => id)).toContain(grave.id);
    const waiting = (await notices()).filter(({ state }) => state === 'pending');
    const [signed] = waiting;
    await database.source.manager.update(
      AssignmentRow,
      { id: signed?.assignmentId ?? '' },
      { state: 'signed' },
    );
    await pass(2);
    expect(mail.sent.at(-1)?.subject).toContain('14件');
    expect((await notices()).find(({ id }) => id === signed?.id)?.state).toBe('cancelled');
  });

  it('whose digest is refused goes one by one, and is not gathered again', async () => {
    await storm(8);
    mail.answer = ({ subject }) =>
      subject.includes('汇总') ? new DeliveryError('recipient', '552 too big') : null;
    await step.run();
    await pass(2);
    expect(mail.sent).toHaveLength(8);
    expect(await states()).toEqual({ accepted: 8, failed: 1 });
  });

  it('after a relay that was away goes as one too, but not what it may have taken', async () => {
    await storm(8);
    mail.answer = () => new DeliveryError('relay', 'ECONNREFUSED');
    await step.run();
    await database.source.query(`update notice set next_attempt_at = $1, held = null`, [clock.now()]);
    const [first] = await notices();
    await database.source.manager.update(NoticeRow, { id: first?.id ?? '' }, { doubtful: true });
    mail.answer = () => null;
    await step.run();
    await pass(2);
    expect(mail.sent.find(({ id }) => id === first?.id)).toBeDefined();
    expect(mail.sent.filter(({ subject }) => subject.includes('汇总'))).toHaveLength(1);
  });
});

describe('at night', () => {
  beforeEach(() => clock.set(NIGHT));

  it('short messages about 一般 wait till morning and come as one; mail goes', async () => {
    await alert({}, { channel: 'sms' });
    await alert({}, { channel: 'sms' });
    await alert();
    await step.run();
    expect([sms.sent.length, mail.sent.length]).toEqual([0, 1]);
    const held = (await notices()).filter(({ channel }) => channel === 'sms');
    expect(held.map(({ held: why, nextAttemptAt }) => `${why} ${nextAttemptAt.toISOString()}`)).toEqual([
      'quiet 2026-11-23T23:00:00.000Z',
      'quiet 2026-11-23T23:00:00.000Z',
    ]);
    clock.set(new Date('2026-11-24T07:00:00+08:00'));
    await step.run();
    expect(sms.sent.map(({ brief }) => brief.number)).toEqual(['2件']);
  });

  it('重大 does not wait', async () => {
    await alert({ opinionLevel: '重大' }, { channel: 'sms', priority: 1 });
    await step.run();
    expect(sms.sent).toHaveLength(1);
  });
});

describe('somebody who has muted messages', () => {
  beforeEach(async () => {
    const { manager } = database.source;
    await manager.delete(AccountRow, { contactId: liaison.id });
    const account = await manager.save(
      manager.create(AccountRow, {
        jurisdictionId,
        login: `mute-${randomUUID()}`,
        displayName: '联络员',
        role: 'liaison',
        contactId: liaison.id,
        passwordHash: '',
        createdAt: MORNING,
      } as never),
    );
    const until = new Date(MORNING.getTime() + 60 * MINUTE);
    await manager.insert(NoticeMuteRow, {
      accountId: (account as unknown as { id: string }).id,
      until,
      setAt: MORNING,
    });
  });

  it('hears of it by mail at once and by short message when the time is over', async () => {
    const first = await alert();
    const incident = { id: first.incidentId, jurisdictionId, rehearsal: false } as IncidentRow;
    const about = { assignmentId: first.assignmentId, template: 'assigned', eventKey: first.eventKey };
    await makeNotice(database.source.manager, incident, { contactId: liaison.id, channel: 'sms', ...about });
    await step.run();
    expect([mail.sent.length, sms.sent.length]).toEqual([1, 0]);
    clock.advance(60 * MINUTE);
    await step.run();
    expect(sms.sent).toHaveLength(1);
  });

  it('is told at once what comes by short message alone, or is 重大', async () => {
    await alert({}, { channel: 'sms' });
    await alert({ opinionLevel: '重大' }, { channel: 'sms', priority: 1 });
    await step.run();
    expect(sms.sent).toHaveLength(2);
  });
});
