import { DeliverStep } from '#deliver/service';
import { EscalateStep } from '#escalate/service';
import { TestClock } from '#clock';
import { AssignmentRow, DispositionActions, IncidentRow, NoticeRow } from '#incidents/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { inboxesOf } from '../../../apps/worker/src/core/inbox.js';
import { addAccount } from '../../support/accounts.js';
import { loadCity, testKeys } from '../../support/city.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { carriersOf, deskOf, FakeCarrier } from '../../support/delivery.js';
import { makeDuty, makeIncident, MORNING } from '../../support/rows.js';
import { policy, Woken } from './hub.js';

/** A unit whose duty a disposition takes hears that nothing is left to do, and hears again when the decision is taken back. */
const UNIT = '市综合服务局';
const OTHER = '东湖街道';
const OFFICE = 'account:zhang';
const keys = testKeys();
const contacts = new ContactBook(keys.contacts);
let database: TestDatabase;
let jurisdictionId: string;
let clock: TestClock;
let dispositions: DispositionActions;
let escalate: EscalateStep;
let deliver: DeliverStep;
let post: FakeCarrier;

beforeAll(async () => {
  database = await createTestDatabase();
  jurisdictionId = await loadCity(database.source.manager, keys);
  const liaison = {
    login: 'wang',
    displayName: '王',
    role: 'liaison',
    unit: UNIT,
    password: 'p',
    mustChange: false,
  } as const;
  await addAccount(manager(), { jurisdictionId, ...liaison }, MORNING);
});
beforeEach(async () => {
  await database.source.query('truncate notice, incident, assignment, escalation, deadline, announcement');
  clock = new TestClock(MORNING);
  const woken = new Woken();
  dispositions = new DispositionActions(database.source, clock, woken, readDirectory, policy);
  escalate = new EscalateStep(database.source, {
    clock,
    wakeups: woken,
    contacts,
    directory: readDirectory,
    accounts: inboxesOf,
  });
  post = new FakeCarrier('mail');
  deliver = new DeliverStep(database.source, carriersOf(post), {
    ...deskOf({ clock, keys, people: [] }),
    contacts,
    directory: readDirectory,
  });
});
afterEach(() => deliver.close());
afterAll(() => database.drop());

const manager = () => database.source.manager;

async function running(given: Partial<IncidentRow> = {}): Promise<IncidentRow> {
  const incident = await makeIncident(manager(), {
    jurisdictionId,
    disposition: 'respond',
    publishedAt: MORNING,
    ...given,
  });
  await makeDuty(manager(), incident, { unit: UNIT, state: 'signed', signedAt: MORNING, signedBy: 'link:x' });
  await makeDuty(manager(), incident, { unit: OTHER });
  return incident;
}

type Decided = Pick<Parameters<DispositionActions['decide']>[1], 'kind' | 'reason' | 'receiver'>;
async function decide({ id }: IncidentRow, asked: Decided): Promise<void> {
  const { version } = await manager().findOneByOrFail(IncidentRow, { id });
  await dispositions.decide(id, { version, note: '', ...asked }, OFFICE);
}
async function undo({ id }: IncidentRow): Promise<void> {
  const { version } = await manager().findOneByOrFail(IncidentRow, { id });
  await dispositions.undo(id, version, OFFICE);
}
/** What has gone out since: `subject → unit`. */
async function told({ id }: IncidentRow): Promise<string[]> {
  post.sent.length = 0;
  await escalate.run(id);
  await deliver.run();
  return [
    ...new Set(
      post.sent.map(({ subject, text }) => `${subject} → ${/^(?<unit>[^：]+)：/m.exec(text)?.[1] ?? ''}`),
    ),
  ];
}

it.each<[Decided, string]>([
  [{ kind: 'hotline', reason: 'personal_request' }, '已转12345办理，无需再办'],
  [{ kind: 'watch', reason: 'no_spread' }, '转为先行观察，暂无需办理'],
  [{ kind: 'transfer', reason: 'outside', receiver: '邻县' }, '已转出，无需再办'],
  [{ kind: 'not_government', reason: 'unrelated' }, '不属政务舆情，无需再办'],
])('says what became of it: %j', async (asked, words) => {
  const incident = await running();
  await told(incident);
  await decide(incident, asked);
  const { number } = incident;
  expect((await told(incident)).sort()).toEqual(
    [OTHER, UNIT].map((unit) => `${words}：${number}（一般） → ${unit}`),
  );
  // The message says where it is, and nothing of the matter nor of who has it now.
  expect(post.sent[0]?.text).not.toMatch(/停水|邻县/);
  expect(post.sent[0]?.text).toContain('https://huiyin.example/duties');
  expect(await told(incident)).toEqual([]);
  // In the inbox too, though the matter itself is no longer the unit's to see.
  const inbox = await manager().findBy(NoticeRow, { incidentId: incident.id, channel: 'app' });
  expect(inbox.filter(({ template }) => template === 'disposed')).toHaveLength(1);
});

it('who has been told hears again when it is taken back; a message that has not gone yet does not go', async () => {
  const incident = await running();
  await told(incident);
  await decide(incident, { kind: 'hotline', reason: 'personal_request' });
  expect(await told(incident)).toHaveLength(2);
  clock.advance(60_000);
  await undo(incident);
  const { number } = incident;
  expect((await told(incident)).sort()).toEqual(
    [OTHER, UNIT].map((unit) => `请继续办理：${number}（一般） → ${unit}`),
  );
  clock.advance(60_000);
  await decide(incident, { kind: 'hotline', reason: 'personal_request' });
  await escalate.run(incident.id);
  clock.advance(60_000);
  await undo(incident);
  expect((await told(incident)).filter((line) => line.startsWith('已转12345'))).toEqual([]);
});

it('a report hands its duties back without a word of why; who it is about hears nothing', async () => {
  const incident = await running({
    restricted: true,
    flags: ['misconduct_report'],
    recused: [OTHER],
    state: 'dispatched',
  });
  await decide(incident, { kind: 'refer', reason: 'misconduct' });
  expect(await manager().countBy(AssignmentRow, { incidentId: incident.id, state: 'withdrawn' })).toBe(2);
  expect(await told(incident)).toEqual([`已按其他程序办理，无需再办：${incident.number}（一般） → ${UNIT}`]);
  expect(post.sent[0]?.text).not.toMatch(/举报|移送|纪检/);
});
