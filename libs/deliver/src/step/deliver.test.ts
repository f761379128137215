import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '#clock';
import { AssignmentRow, IncidentLogRow, IncidentRow, NoticeRow } from '#incidents/service';
import { loadKeys, verifyLink } from '#secrets';
import { carriersOf, deskOf, person } from '../../../../test/support/delivery.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { MORNING, makeDuty, makeIncident, makeNotice } from '../../../../test/support/rows.js';
import { TestSmtp, refusal } from '../../../../test/support/smtp.js';
import { createSmtpCarrier } from '../channels/mail.js';
import { DeliverStep } from './deliver-step.js';
import type { Desk } from './desk.js';

const jurisdictionId = randomUUID();
const liaison = person('市住建局', 'liaison');
const handler = person('市住建局', 'handler');
const leader = person('市住建局', 'charge_leader');
const office = person('市政府办公室', 'liaison');
const people = [leader, liaison, handler, office];

let database: TestDatabase;
let smtp: TestSmtp;
let clock: TestClock;
let step: DeliverStep;
let desk: Desk;
const folder = mkdtempSync(join(tmpdir(), 'huiyin-deliver-'));
const keys = loadKeys(join(folder, 'keys'));

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  smtp = await TestSmtp.start();
  clock = new TestClock(MORNING);
  await database.source.query('truncate notice, incident, assignment, incident_log');
  desk = deskOf(
    { clock, keys, people },
    { bundle: { after: 100, window: 'PT10M', gather: 'PT1M', most: 500 } },
  );
  step = new DeliverStep(database.source, carriersOf(createSmtpCarrier(smtp.url, desk.publicUrl)), desk);
});
afterEach(async () => {
  await step.close();
  await smtp.down();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const rows = () => database.source.manager.find(NoticeRow, { order: { createdAt: 'ASC', attempts: 'DESC' } });

async function assigned(
  given: Partial<IncidentRow> = {},
  notice: Partial<NoticeRow> & { contactId?: string } = {},
) {
  const incident = await makeIncident(database.source.manager, { jurisdictionId, ...given });
  const duty = await makeDuty(database.source.manager, incident, { unit: '市住建局' });
  const row = await makeNotice(database.source.manager, incident, {
    contactId: liaison.id,
    assignmentId: duty.id,
    template: 'assigned',
    ...notice,
  });
  return { incident, duty, notice: row };
}

describe('a mail', () => {
  it('carries number, unit, level, due time and a link that signs, and not the matter', async () => {
    const { incident, duty } = await assigned();
    expect(await step.run()).toBe(1);
    const [mail] = smtp.received;
    expect(mail?.to).toBe('liaison.zj@example.org');
    expect(mail?.subject).toBe(`舆情交办 ${incident.number}（一般），请于11月23日 12:30前签收`);
    expect(mail?.text).toContain('承办单位：市住建局');
    expect(mail?.text).toContain('不得寻找发帖人');
    expect(mail?.text).not.toContain('停水');
    expect(mail?.html).not.toContain('停水');
    const token = /\/s\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(verifyLink(keys.links, token, 'sign', MORNING)).toEqual({
      ok: true,
      assignmentId: duty.id,
      contactId: liaison.id,
    });
    expect((await rows())[0]).toMatchObject({ state: 'accepted', attempts: 1 });
    const log = await database.source.manager.findBy(IncidentLogRow, { incidentId: incident.id });
    expect(log.map((row) => row.type)).toEqual(['notice.accepted']);
    expect(JSON.stringify(log)).not.toContain('@');
  });

  it('of a rehearsal says so first', async () => {
    await assigned({ rehearsal: true, number: '演2026-0001' });
    await step.run();
    expect(smtp.received[0]?.subject).toMatch(/^【演练】舆情交办 演2026-0001/);
    expect(smtp.received[0]?.text).toContain('这是一次演练');
  });

  it('never shows an unconfirmed 特别重大', async () => {
    await assigned({ opinionLevel: '特别重大' });
    await step.run();
    expect(smtp.received[0]?.subject).toContain('（重大）');
    expect(smtp.received[0]?.subject).not.toContain('特别');
  });

  it('to the office leads to the log-in, not to a signing page', async () => {
    const incident = await makeIncident(database.source.manager, { jurisdictionId, opinionLevel: '重大' });
    await makeNotice(database.source.manager, incident, { contactId: office.id });
    await step.run();
    expect(smtp.received[0]?.text).toContain(`https://huiyin.example/incidents/${incident.id}`);
    expect(smtp.received[0]?.text).not.toContain('/s/');
  });

  it('that has been overtaken does not go', async () => {
    const { duty } = await assigned();
    await database.source.manager.update(AssignmentRow, { id: duty.id }, { state: 'signed' });
    expect(await step.run()).toBe(0);
    expect(smtp.received).toHaveLength(0);
    expect((await rows())[0]?.state).toBe('cancelled');
  });

  it('of a graver matter waits for no other, though the relay is slow with all of them', async () => {
    for (let count = 0; count < 12; count += 1) await assigned();
    const grave = await assigned(
      { opinionLevel: '重大' },
      {
        priority: 1,
        contactId: office.id,
        recipientId: office.id,
        createdAt: new Date(MORNING.getTime() + 5),
      },
    );
    let release = (): void => undefined;
    const stuck = new Promise<void>((done) => (release = done));
    smtp.onRecipient = (address) => (address.includes('.fb@') ? undefined : stuck);
    const run = step.run();
    await eventually(() => smtp.received.length === 1, 'the grave one');
    expect(smtp.received[0]?.subject).toContain(grave.incident.number);
    expect(smtp.received[0]?.headers.get('priority')).toBe('high');
    release();
    await run;
    expect(smtp.received).toHaveLength(13);
  });

  it('written while another hangs does not wait for it', async () => {
    await assigned();
    let release = (): void => undefined;
    const stuck = new Promise<void>((done) => (release = done));
    smtp.onRecipient = (address) => (address.includes('.fb@') ? undefined : stuck);
    const run = step.run();
    await eventually(async () => (await rows())[0]?.state === 'sending', 'the first under way');
    await assigned({}, { contactId: office.id, recipientId: office.id });
    step.wake();
    await eventually(() => smtp.received.length === 1, 'the second');
    release();
    await run;
    expect(smtp.received).toHaveLength(2);
  });
});

describe('when the server', () => {
  it('is away for an hour, the mail goes once after it is back, with all that waited', async () => {
    await assigned();
    await assigned();
    await smtp.down();
    for (let minute = 0; minute < 60; minute += 1) {
      expect(await step.run()).toBe(0);
      clock.advance(60_000);
    }
    const waiting = await rows();
    expect(waiting.map((row) => row.state)).toEqual(['pending', 'pending']);
    expect(waiting[0]?.attempts).toBeGreaterThan(5);
    await smtp.up();
    clock.advance(30 * 60_000);
    await step.run();
    expect(smtp.received).toHaveLength(2);
    expect(smtp.distinct()).toHaveLength(2);
    clock.advance(3_600_000);
    expect(await step.run()).toBe(0);
  });

  it('is back, one success lets go what still would have waited', async () => {
    await assigned(
      {},
      {
        attempts: 9,
        nextAttemptAt: new Date(MORNING.getTime() + 1_500_000),
        lastError: 'relay: connect ECONNREFUSED',
      },
    );
    await assigned();
    expect(await step.run()).toBe(2);
  });

  it('refuses an address for good, the next person of the unit is told, the leader last, then the office', async () => {
    const { incident } = await assigned();
    smtp.onRecipient = (address) =>
      address.includes('.zj@') ? refusal(550, `<${address}> no such user`) : undefined;
    // On a busy machine a connection may be cut between two addresses: that one is tried again a minute later.
    for (let round = 0; round < 5 && smtp.received.length === 0; round += 1) {
      await step.run();
      clock.advance(60_000);
    }
    expect(smtp.received.map((mail) => mail.to)).toEqual(['liaison.fb@example.org']);
    expect(smtp.received[0]?.subject).toContain('未能送达');
    const all = await rows();
    const failed = all.filter((row) => row.state === 'failed').map((row) => row.contactId);
    expect(failed).toHaveLength(3);
    expect(new Set(failed)).toEqual(new Set([liaison.id, handler.id, leader.id]));
    expect(all[0]?.lastError).not.toContain('@');
    const log = await database.source.manager.findBy(IncidentLogRow, { incidentId: incident.id });
    expect(log.filter((row) => row.type === 'notice.failed')).toHaveLength(3);
  });

  it('asks to try later, it is tried later', async () => {
    await assigned();
    let refusals = 0;
    smtp.onMail = () => ((refusals += 1) <= 2 ? refusal(451, 'greylisted') : undefined);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await step.run();
      clock.advance(60_000);
    }
    expect(smtp.received).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({ state: 'accepted', attempts: 3 });
  });

  it('hangs up between the last dot and its answer, the mail goes again under the same Message-ID', async () => {
    await assigned();
    const ids: string[] = [];
    smtp.onMail = async (mail) => {
      ids.push(mail.messageId);
      if (ids.length > 1) return undefined;
      expect((await rows())[0]?.state).toBe('committing');
      return refusal(421, 'closing');
    };
    await step.run();
    clock.advance(60_000);
    await step.run();
    expect(new Set(ids).size).toBe(1);
    expect(smtp.distinct()).toHaveLength(1);
  });
});

describe('several workers', () => {
  it('send each mail once', async () => {
    for (let count = 0; count < 40; count += 1) await assigned();
    const other = new DeliverStep(
      database.source,
      carriersOf(createSmtpCarrier(smtp.url, desk.publicUrl)),
      desk,
    );
    const sent = await Promise.all([step.run(), other.run()]);
    await other.close();
    expect(sent[0] + sent[1]).toBe(40);
    expect(smtp.received).toHaveLength(40);
  });

  it('a notice that another took over gets no final dot from the first', async () => {
    const { notice } = await assigned();
    smtp.onRecipient = async () => {
      // The first was so slow that its lease ran out and another began.
      await database.source.manager.update(NoticeRow, { id: notice.id }, { attempts: 2, state: 'sending' });
    };
    await step.run();
    expect(smtp.received).toHaveLength(0);
    expect((await rows())[0]).toMatchObject({ state: 'sending', attempts: 2 });
  });

  it('what a dead worker left is taken up when its lease has run out', async () => {
    await assigned(
      {},
      { state: 'sending', attempts: 1, nextAttemptAt: new Date(MORNING.getTime() + 60_000) },
    );
    await assigned(
      {},
      { state: 'committing', attempts: 1, nextAttemptAt: new Date(MORNING.getTime() + 60_000) },
    );
    expect(await step.run()).toBe(0);
    clock.advance(60_000);
    expect(await step.run()).toBe(2);
  });
});
