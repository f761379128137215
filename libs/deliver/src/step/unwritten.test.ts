import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { TestClock } from '#clock';
import { NoticeRow } from '#incidents/service';
import { loadKeys } from '#secrets';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { carriersOf, deskOf, FakeCarrier, person } from '../../../../test/support/delivery.js';
import { makeDuty, makeIncident, makeNotice, MORNING } from '../../../../test/support/rows.js';
import { DeliveryError } from '../channels/carrier.js';
import { DeliverStep } from './deliver-step.js';
import { Unwritten } from './unwritten.js';

/** The database goes away in the middle of an attempt and comes back: what the process knows is written at once. */
const jurisdictionId = randomUUID();
const folder = mkdtempSync(join(tmpdir(), 'huiyin-unwritten-'));
const keys = loadKeys(join(folder, 'keys'));
const liaison = person('市住建局', 'liaison');
const handler = person('市住建局', 'handler');
const office = person('市政府办公室', 'liaison');

let database: TestDatabase;
let clock: TestClock;
let mail: FakeCarrier;
let step: DeliverStep;
/** How the next statement that matches ends: not begun, or done although nobody hears of it. */
let fault: { matches: RegExp; done: boolean } | null;
const gone = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.source.query('truncate notice, incident, assignment, incident_log');
  clock = new TestClock(MORNING);
  mail = new FakeCarrier('mail');
  fault = null;
  step = process();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A process of its own, whose database breaks as the test says. */
function process(): DeliverStep {
  const desk = deskOf({ clock, keys, people: [liaison, handler, office] });
  const contactsById = desk.contacts.contactsById.bind(desk.contacts);
  desk.contacts.contactsById = (...asked) => {
    if (fault?.matches.test('reading')) {
      fault = null;
      return Promise.reject(gone());
    }
    return contactsById(...asked);
  };
  return new DeliverStep(breaking(database.source), carriersOf(mail), desk);
}

function breaking(source: DataSource): DataSource {
  const over = (name: string) => {
    const found = fault?.matches.test(name) ? fault : null;
    if (found) fault = null;
    return found;
  };
  const parts = {
    query: async (sql: string, values?: unknown[]) => {
      const found = over(sql);
      if (found && !found.done) throw gone();
      const result = await source.query(sql, values);
      if (found) throw gone();
      return result;
    },
    transaction: async (work: (manager: DataSource['manager']) => Promise<unknown>) => {
      const found = mail.sent.length > 0 || refused ? over('transaction') : null;
      if (found && !found.done) throw gone();
      const result = await source.transaction(work);
      if (found) throw gone();
      return result;
    },
  };
  return new Proxy(source, {
    get: (target, name) => Reflect.get(name in parts ? parts : target, name) as unknown,
  });
}
let refused = false;
beforeEach(() => (refused = false));

async function assigned(): Promise<NoticeRow> {
  const { manager } = database.source;
  const incident = await makeIncident(manager, { jurisdictionId });
  const duty = await makeDuty(manager, incident, { unit: '市住建局' });
  const about = { assignmentId: duty.id, template: 'assigned', eventKey: `${duty.id}:sent` };
  return makeNotice(manager, incident, { contactId: liaison.id, ...about });
}
const rowOf = ({ id }: NoticeRow) => database.source.manager.findOneByOrFail(NoticeRow, { id });
const COMMIT = /set state = 'committing'/;

it.each([
  ['never reached the database', false],
  ['was done, though nobody heard of it', true],
])('held back before its last byte, as the statement %s: it goes at once, and once', async (_how, done) => {
  const notice = await assigned();
  fault = { matches: COMMIT, done };
  await expect(step.run()).rejects.toThrow('terminated');
  expect((await rowOf(notice)).state).toBe(done ? 'committing' : 'sending');
  expect(mail.sent).toEqual([]);
  // The same moment: no lease has to run out.
  expect(await step.run()).toBe(1);
  expect(mail.sent).toHaveLength(1);
  // Nothing had gone before, so that this one is not doubtful but for its own last byte.
  expect(await rowOf(notice)).toMatchObject({ state: 'accepted', attempts: 2 });
});

it('taken and not even read when the database went: it goes at once', async () => {
  const notice = await assigned();
  fault = { matches: /reading/, done: false };
  await expect(step.run()).rejects.toThrow('terminated');
  expect((await rowOf(notice)).state).toBe('sending');
  expect(await step.run()).toBe(1);
  expect(await rowOf(notice)).toMatchObject({ state: 'accepted', attempts: 2 });
});

it.each([
  ['never reached the database', false],
  ['was done, though nobody heard of it', true],
])('taken by the provider, and that %s: it is written down, and never sent again', async (_how, done) => {
  const notice = await assigned();
  fault = { matches: /transaction/, done };
  await expect(step.run()).rejects.toThrow('terminated');
  expect(mail.sent).toHaveLength(1);
  expect((await rowOf(notice)).state).toBe(done ? 'accepted' : 'committing');
  await step.run();
  expect(await rowOf(notice)).toMatchObject({
    state: 'accepted',
    providerAnswer: '250 accepted',
    attempts: 1,
  });
  clock.advance(10 * 60_000);
  await step.run();
  expect(mail.sent).toHaveLength(1);
  const log = await database.source.query(`select 1 from incident_log where type = 'notice.accepted'`);
  expect(log).toHaveLength(1);
});

it('refused by the provider: the next way is taken as soon as that can be written down', async () => {
  const notice = await assigned();
  mail.answer = ({ to }) => {
    refused = true;
    return 'email' in to && to.email === liaison.email ? new DeliveryError('recipient', '550') : null;
  };
  fault = { matches: /transaction/, done: false };
  await expect(step.run()).rejects.toThrow('terminated');
  expect((await rowOf(notice)).state).toBe('sending');
  await step.run();
  expect((await rowOf(notice)).state).toBe('failed');
  expect(mail.to()).toEqual([handler.email]);
});

it('lost after its last byte: nobody knows, so it waits, and goes again only as itself', async () => {
  const notice = await assigned();
  mail.answer = () => ({ after: new DeliveryError('relay', 'connection lost') });
  fault = { matches: /doubtful = mine\.doubtful/, done: false };
  await expect(step.run()).rejects.toThrow('terminated');
  expect((await rowOf(notice)).state).toBe('committing');
  mail.answer = () => null;
  expect(await step.run()).toBe(0);
  expect(mail.sent).toEqual([]);
  expect(await rowOf(notice)).toMatchObject({ state: 'pending', doubtful: true, attempts: 1 });
  clock.advance(60_000);
  expect(await step.run()).toBe(1);
  expect(mail.sent[0]?.messageId).toBe(`<${notice.id}@huiyin>`);
});

it('another process knows nothing of it and waits for the lease; what it has taken since is left alone', async () => {
  const notice = await assigned();
  fault = { matches: COMMIT, done: true };
  await expect(step.run()).rejects.toThrow('terminated');
  expect(await process().run()).toBe(0);
  expect(mail.sent).toEqual([]);
  clock.advance(5 * 60_000 + 1);
  expect(await process().run()).toBe(1);
  await step.run();
  expect(mail.sent).toHaveLength(1);
  expect((await rowOf(notice)).state).toBe('accepted');
});

describe('what could not be written', () => {
  it('is tried again in its order, and nothing is forgotten while the database is away', async () => {
    const unwritten = new Unwritten();
    const written: string[] = [];
    let away = true;
    for (const id of ['a', 'b', 'c'])
      unwritten.keep(id, async () => {
        if (away && id !== 'a') throw gone();
        written.push(id);
      });
    await unwritten.settle();
    expect(written).toEqual(['a']);
    away = false;
    await unwritten.settle();
    await unwritten.settle();
    expect(written.sort()).toEqual(['a', 'b', 'c']);
  });

  it('holds up nothing else when it can never be written, and is given up', async () => {
    const unwritten = new Unwritten();
    let [tries, written] = [0, 0];
    const keep = () => {
      unwritten.keep('mistake', () => Promise.reject(new TypeError('ours')));
      unwritten.keep('refused', async () => {
        tries += 1;
        throw gone();
      });
      unwritten.keep('sound', async () => void (written += 1));
    };
    keep();
    for (let round = 0; round < 300; round += 1) await unwritten.settle();
    expect([tries, written]).toEqual([100, 1]);
  });
});
