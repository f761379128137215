import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountRow } from '#access/service';
import { projectRoot } from '#config';
import { AssignmentRow, IncidentRow, PolicyTrialStepRow } from '#incidents/service';
import { ContactRow } from '#jurisdiction/service';
import type {
  Page,
  StartTrial,
  TrialPlan,
  TrialSummary,
  TrialView,
} from '../../../apps/api/src/contract/index.js';
import { createWorker, type Worker } from '../../../apps/worker/src/worker.js';
import { makeMatter, OTHER_UNIT, UNIT } from '../../api/world.js';
import { createTestApi, type Client, type TestApi } from '../../support/api.js';
import { eventually } from '../../support/eventually.js';
import { runningConfig } from '../../support/installation.js';
import { makeDuty, MORNING } from '../../support/rows.js';
import { refusal, TestSmtp } from '../../support/smtp.js';

const SECOND = 1_000;
const DRILL = 'drill@duty-room.example';
const wish: StartTrial = {
  speed: 3600,
  level: null,
  startsAt: null,
  signAfter: null,
  reportAfter: null,
  answerAfter: null,
  sendTo: 'none',
  address: null,
  repeated: null,
};
const toDrill = { sendTo: 'address', address: DRILL, repeated: DRILL } as const;

let folder: string;
let api: TestApi;
let smtp: TestSmtp;
let office: Client;
const workers: Worker[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-trial-'));
  smtp = await TestSmtp.start();
  api = await createTestApi({ environment: { HUIYIN_DATA: folder, SMTP_URL: smtp.url } });
  office = await api.as('office', '市政府办公室');
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await api.close();
  await smtp.down();
  rmSync(folder, { recursive: true, force: true });
});

async function work(roles = 'notify,clock'): Promise<Worker> {
  const config = runningConfig({
    DATABASE_URL: api.database.url,
    SMTP_URL: smtp.url,
    PUBLIC_URL: 'https://huiyin.example',
    HUIYIN_DATA: folder,
    HUIYIN_PROFILE: join(projectRoot(), 'test/profiles/tiny'),
    HUIYIN_ROLES: roles,
  });
  const worker = await createWorker({ config, clock: api.clock });
  workers.push(worker);
  return worker;
}

/** A matter of two units whose real alerts have all gone; then nothing of it is due for a quarter of an hour. */
async function alerted(given: Partial<IncidentRow> = {}): Promise<IncidentRow> {
  const { incident } = await makeMatter(api, '甲', UNIT, { opinionLevel: '重大', ...given });
  await makeDuty(api.database.source.manager, incident, { unit: OTHER_UNIT });
  await work();
  await eventually(async () => {
    const [row] = await api.database.source.query(
      `select (select count(*)::int from escalation) as clocks,
         (select count(*)::int from notice where state in ('pending','sending','committing')) as waiting`,
    );
    return row.clocks >= 2 && row.waiting === 0 && smtp.received.length > 0;
  }, 'the real alerts');
  return incident;
}

const TOUCHED = ['notice', 'incident_log', 'assignment', 'deadline', 'incident', 'announcement'];
/** Everything a matter consists of, as text. */
const all = async (): Promise<string> =>
  JSON.stringify(
    await Promise.all(
      TOUCHED.map((table) => api.database.source.query(`select t::text from ${table} t order by 1`)),
    ),
  );
const start = async (incident: IncidentRow, given: Partial<StartTrial> = {}, who = office) =>
  who.post(`/api/v1/incidents/${incident.id}/trials`, { ...wish, ...given });
const look = async (id: string) => (await office.get(`/api/v1/trials/${id}`)).json<TrialView>();

/** Lets the time of the desk pass second by second until the trial is over. */
async function toItsEnd(id: string): Promise<TrialView> {
  return eventually(async () => {
    api.clock.advance(SECOND);
    const view = await look(id);
    return (
      view.state !== 'running' &&
      view.steps.every(({ mail }) => mail !== 'pending' && mail !== 'sending') &&
      view
    );
  }, 'the end of the trial');
}

it('runs every clock of a matter on a fast clock, says who would have heard, and touches nothing of it', async () => {
  const incident = await alerted();
  const [before, mails] = [await all(), smtp.received.length];
  const plan = (await office.post(`/api/v1/incidents/${incident.id}/trials/plan`, wish)).json<TrialPlan>();
  expect(plan).toMatchObject({ mails: 0, spared: 0 });

  const started = await start(incident);
  expect(started.status).toBe(201);
  const { id } = started.json<TrialView>();
  const done = await toItsEnd(id);
  expect(done).toMatchObject({ state: 'done', taken: plan.steps, of: plan.steps, sendTo: null, nobody: 0 });
  expect(done.steps.every(({ state, mail }) => state === 'taken' && mail === 'none')).toBe(true);

  const signing = done.steps.filter(({ clock, unit }) => clock === 'sign' && unit === UNIT);
  expect(signing.map(({ to, plannedAt }) => [to, new Date(plannedAt).getTime() - MORNING.getTime()])).toEqual(
    [
      ['联络人和承办人', 0],
      ['联络人和承办人', 15],
      ['分管负责人', 30],
      ['市政府办公室', 45],
      ['市领导', 60],
    ].map(([to, minutes]) => [to, (minutes as number) * 60 * SECOND]),
  );
  expect(signing[0]?.readers).toEqual([
    { unit: UNIT, role: '联络人', name: '王演示', channels: ['邮件'], count: 1 },
    { unit: UNIT, role: '承办人', name: '李样本', channels: ['邮件'], count: 1 },
  ]);
  expect(signing[3]?.readers[0]).toMatchObject({ unit: '市政府办公室', role: '联络人' });
  expect(new Set(done.steps.map(({ clock }) => clock))).toEqual(
    new Set(['incident', 'sign', 'report', 'statutory']),
  );

  expect(await all()).toBe(before);
  expect(smtp.received).toHaveLength(mails);
});

it('a test address gets each step once and nobody else gets anything; what is signed is spared', async () => {
  const incident = await alerted();
  const before = await all();
  smtp.received.length = 0;
  const answer = await start(incident, {
    ...toDrill,
    signAfter: 'PT20M',
    reportAfter: 'PT1H',
    answerAfter: 'PT2H',
  });
  const { id } = answer.json<TrialView>();
  const done = await toItsEnd(id);
  expect(done.sendTo).toBe('d***@duty-room.example');
  const spared = done.steps.filter(({ state }) => state === 'spared');
  expect(spared.filter(({ clock }) => clock === 'sign').map(({ sparedBy }) => sparedBy)).toEqual(
    Array(6).fill('已签收'),
  );
  const taken = done.steps.filter(({ state }) => state === 'taken');
  expect(taken.every(({ mail, mailAnswer }) => mail === 'accepted' && mailAnswer?.startsWith('250'))).toBe(
    true,
  );
  expect(new Set(smtp.received.map(({ to }) => to))).toEqual(new Set([DRILL]));
  expect(smtp.received).toHaveLength(taken.length);
  expect(smtp.distinct()).toHaveLength(taken.length);
  for (const mail of smtp.received) {
    expect(mail.subject).toMatch(/^【推演】/);
    expect(mail.text).toContain('不是正式通知');
    expect(mail.text).not.toContain('甲小区');
    expect(mail.text).not.toContain('王演示');
    expect(mail.text).toContain(`https://huiyin.example/incidents/${incident.id}/trials?trial=${id}`);
  }
  expect(await all()).toBe(before);
});

it('goes on where it stood after the worker is gone, and mails nothing twice', async () => {
  const incident = await alerted();
  smtp.received.length = 0;
  const { id } = (await start(incident, toDrill)).json<TrialView>();
  await eventually(async () => {
    api.clock.advance(SECOND);
    return (await look(id)).taken > 4;
  }, 'some steps');
  await workers.pop()?.close();
  const stood = (await look(id)).taken;
  api.clock.advance(3 * SECOND);
  expect((await look(id)).taken).toBe(stood);
  await Promise.all([work('clock'), work('notify'), work('notify,clock')]);
  const done = await toItsEnd(id);
  expect(done).toMatchObject({ state: 'done', taken: done.of });
  expect(smtp.received).toHaveLength(done.of);
  expect(smtp.distinct()).toHaveLength(done.of);
});

it('stopped, it drops what has not been taken; the list says who began and who stopped it', async () => {
  const incident = await alerted();
  const monitor = await api.as('monitor', '市委宣传部');
  const { id } = (await start(incident, { speed: 60 })).json<TrialView>();
  await eventually(async () => (await look(id)).taken > 0, 'the first steps');
  const stopped = (await monitor.post(`/api/v1/trials/${id}/stop`)).json<TrialView>();
  expect(stopped.state).toBe('stopped');
  api.clock.advance(100 * SECOND);
  const later = await look(id);
  expect(later.taken).toBe(stopped.taken);
  expect(later.steps.filter(({ state }) => state === 'planned')).toEqual([]);
  const list = (await monitor.get(`/api/v1/trials?incidentId=${incident.id}`)).json<Page<TrialSummary>>();
  expect(list.items).toEqual([
    expect.objectContaining({ id, number: incident.number, state: 'stopped', taken: stopped.taken }),
  ]);
  expect(list.items[0]?.startedBy).not.toBe(list.items[0]?.stoppedBy);
});

it('says which mail the server refused, and runs on', async () => {
  const incident = await alerted();
  smtp.onRecipient = () => refusal(550, `no such box ${DRILL}`);
  const { id } = (
    await start(incident, { ...toDrill, signAfter: 'PT1M', reportAfter: 'PT1M', answerAfter: 'PT1M' })
  ).json<TrialView>();
  const done = await toItsEnd(id);
  const failed = done.steps.filter(({ mail }) => mail === 'failed');
  expect(failed).toHaveLength(done.of);
  expect(done.mailsFailed).toBe(done.of);
  expect(failed[0]?.mailAnswer).toContain('550');
  expect(failed[0]?.mailAnswer).not.toContain(DRILL);
});

describe('whom a trial may write to', () => {
  it('nobody of the roster but oneself, and an address only when it was typed twice alike', async () => {
    const { incident } = await makeMatter(api, '乙', UNIT);
    const somebody = {
      sendTo: 'address',
      address: 'p4@qinglan.example',
      repeated: 'p4@qinglan.example',
    } as const;
    expect((await start(incident, somebody)).json()).toMatchObject({ code: 'somebody_elses_address' });
    const differing = await start(incident, { ...toDrill, repeated: 'dril@duty-room.example' });
    expect([differing.status, differing.json()['detail']]).toEqual([400, '两次填写的邮箱不一致，请核对。']);
    expect((await start(incident, { ...toDrill, address: '值班室', repeated: '值班室' })).status).toBe(400);
    expect((await start(incident, { sendTo: 'me' })).json()).toMatchObject({ code: 'no_own_address' });
    expect(await api.database.source.manager.count(PolicyTrialStepRow)).toBe(0);
  });

  it('one’s own address is the one the roster has', async () => {
    const { manager } = api.database.source;
    const { incident } = await makeMatter(api, '丙', UNIT);
    const contact = await manager.findOneByOrFail(ContactRow, { unit: '市政府办公室', role: 'liaison' });
    await manager.update(AccountRow, { role: 'office' }, { contactId: contact.id });
    expect((await start(incident, { sendTo: 'me' })).json()).toMatchObject({
      sendTo: 'p***@qinglan.example',
    });
  });
});

it('of a matter one may not see there is no trial, and recused units would hear nothing in one', async () => {
  const { manager } = api.database.source;
  const { incident } = await makeMatter(api, '丁', UNIT, { restricted: true, recused: [UNIT] });
  expect((await start(incident)).status).toBe(404);
  const monitor = await api.as('monitor', '市委宣传部');
  const { id } = (await start(incident, {}, monitor)).json<TrialView>();
  expect((await office.get(`/api/v1/trials/${id}`)).status).toBe(404);
  expect((await office.get('/api/v1/trials')).json<Page<TrialSummary>>().items).toEqual([]);
  await manager.update(AssignmentRow, { incidentId: incident.id }, { state: 'withdrawn' });
  await work();
  const done = await eventually(async () => {
    api.clock.advance(SECOND);
    const view = (await monitor.get(`/api/v1/trials/${id}`)).json<TrialView>();
    return view.state === 'done' && view;
  }, 'the end of the trial');
  const units = new Set(done.steps.flatMap(({ readers }) => readers.map(({ unit }) => unit)));
  expect([...units]).toEqual(['市委宣传部']);
});

it('a matter without units is rehearsed by the clock of assigning; history by the times it would have had', async () => {
  const { manager } = api.database.source;
  const { incident } = await makeMatter(api, '戊', UNIT, { historic: true, routing: null, state: 'closed' });
  await manager.update(AssignmentRow, { incidentId: incident.id }, { state: 'withdrawn' });
  const view = (await start(incident)).json<TrialView>();
  expect(new Set(view.steps.map(({ clock }) => clock))).toEqual(new Set(['statutory', 'pool']));
});
