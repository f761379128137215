import { EscalationRow } from '#incidents/service';
import type {
  ChangeDetail,
  EntryDetail,
  PolicyOptions,
  PolicyPreview,
  PreviewPolicy,
} from '../../../apps/api/src/contract/index.js';
import { EscalateStep } from '#escalate/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { makeMatter, UNIT } from '../../api/world.js';
import { createTestApi, type Client, type TestApi } from '../../support/api.js';
import { Woken } from '../incidents/hub.js';

let api: TestApi;
let office: Client;
let monitor: Client;
beforeAll(async () => {
  api = await createTestApi();
  office = await api.as('office', '市政府办公室');
  monitor = await api.as('monitor', '市委宣传部');
});
afterAll(() => api.close());

const entry = async () => (await office.get('/api/v1/directory/entries/policies/sign')).json<EntryDetail>();
const preview = async (given: Partial<PreviewPolicy>, who = office) =>
  (
    await who.post('/api/v1/policies/preview', {
      policy: (await entry()).body,
      level: '一般',
      startsAt: '2026-11-18T20:00:00+08:00',
      unit: null,
      dueAt: null,
      ...given,
    })
  ).json<PolicyPreview>();

/** The engine, run for a matter as a worker would. */
async function escalate(incidentId: string): Promise<EscalationRow> {
  const { source } = api.database;
  const step = new EscalateStep(source, {
    clock: api.clock,
    wakeups: new Woken(),
    contacts: new ContactBook(api.keys.contacts),
    directory: readDirectory,
  });
  await step.run(incidentId);
  return source.manager.findOneByOrFail(EscalationRow, { incidentId, clock: 'sign' });
}

describe('a policy as a timeline before it holds', () => {
  it('gives absolute times with the night between them and who would have each step today', async () => {
    const view = await preview({ unit: UNIT });
    expect(view).toMatchObject({ ok: true, problems: [], passedOver: [4] });
    expect(view.warnings).toEqual(['短信、企业微信、钉钉尚未接通，届时走其余渠道。']);
    expect(view.steps.map(({ at, to }) => [at.slice(0, 16), to])).toEqual([
      ['2026-11-18T20:00', '联络人和承办人'],
      ['2026-11-18T22:00', '联络人和承办人'],
      ['2026-11-19T09:00', '分管负责人'],
      ['2026-11-19T11:00', '市政府办公室'],
    ]);
    expect(view.rests).toEqual([
      { from: '2026-11-18T22:00:00.000+08:00', to: '2026-11-19T07:00:00.000+08:00' },
    ]);
    expect(view.marks.map(({ share }) => share)).toEqual([0.5, 0.8, 1]);
    expect(view.steps[0]?.readers.map(({ unit, role, name }) => [unit, role, name])).toEqual([
      [UNIT, '联络人', '王演示'],
      [UNIT, '承办人', '李样本'],
    ]);
  });

  it('at a graver level it does not rest and takes in the city leaders', async () => {
    const view = await preview({ level: '重大', startsAt: '2026-11-18T23:00:00+08:00' });
    expect(view.rests).toEqual([]);
    expect(view.steps.at(-1)).toMatchObject({
      to: '市领导',
      at: '2026-11-19T00:00:00.000+08:00',
      readers: [],
    });
  });

  it('says who would have it where nobody of the wished kind is there, and what is not connected', async () => {
    const policy = {
      key: 'sign-2',
      name: '街道签收',
      clock: 'sign',
      units: ['东湖街道'],
      steps: [
        { after: 0, to: 'liaison', template: 'assigned', channels: ['sms'] },
        { after: 0.5, to: 'duty', template: 'reminder', channels: ['mail'] },
        { after: 0.5, to: 'duty', template: 'overdue_leader', channels: ['mail'] },
      ],
    };
    const { warnings, steps } = await preview({ policy, unit: '东湖街道' });
    expect(steps[0]?.readers).toEqual([
      { unit: '东湖街道', role: '承办人', name: '李样本', channels: ['邮件'], count: 1 },
    ]);
    expect(warnings).toEqual([
      '第2步应通知值班人员，现在联系不上，届时由市政府办公室接收。',
      '第3步应通知值班人员，现在联系不上，届时由市政府办公室接收。',
      '第2步和第3步同一时刻通知同样的人，可以合并。',
      '到期以后没有任何一步，逾期无人知晓。',
      '短信尚未接通，第1步届时改发邮件。',
    ]);
  });

  it('says what is wrong with a policy that cannot hold, and where', async () => {
    const body = (await entry()).body as { steps: object[] };
    const steps = [...body.steps.slice(0, 1), { ...body.steps[1], to: 'nobody' }];
    expect(await preview({ policy: { ...body, steps } })).toMatchObject({
      ok: false,
      steps: [],
      problems: [expect.objectContaining({ path: 'steps[1].to' })],
    });
    const late = [body.steps[0], body.steps[2], body.steps[1]];
    expect((await preview({ policy: { ...body, steps: late } })).problems).toEqual([
      expect.objectContaining({ path: 'steps[2].after', message: '各步的时间应逐步增大' }),
    ]);
  });

  it('a statutory clock counts to its own due time; names are for those who read the roster', async () => {
    const { body } = (await office.get('/api/v1/directory/entries/policies/statutory')).json<EntryDetail>();
    const view = await preview({ policy: body as object as Record<string, unknown>, level: '一般' });
    expect(view.dueAt).toBe('2026-11-20T20:00:00.000+08:00');
    expect(view.steps[0]?.at).toBe('2026-11-19T20:00:00.000+08:00');
    expect((await (await api.as('liaison', UNIT)).post('/api/v1/policies/preview', {})).status).toBe(403);
  });

  it('offers audiences, messages and channels in words, and the spans by level', async () => {
    const options = (await office.get('/api/v1/policies/options')).json<PolicyOptions>();
    expect(options.clocks.find(({ clock }) => clock === 'sign')?.spans).toContainEqual({
      level: '一般',
      words: '4小时',
    });
    expect(options.channels.filter(({ exists }) => exists).map(({ channel }) => channel)).toEqual([
      'mail',
      'app',
      'phone',
    ]);
    const words = [...options.audiences, ...options.templates].map(({ name }) => name);
    expect(words.filter((word) => /[a-z]/.test(word))).toEqual([]);
  });
});

it('a changed policy holds once a second person approves; what runs keeps the one it was stamped with', async () => {
  const before = await makeMatter(api, '先', UNIT);
  const old = await escalate(before.incident.id);
  const { body, revision } = await entry();
  const spec = body as { steps: { after: number }[] };
  const quicker = { ...spec, steps: spec.steps.map((step) => ({ ...step, after: step.after / 2 })) };
  expect((await preview({ policy: quicker })).steps[2]?.at).toBe('2026-11-18T22:00:00.000+08:00');

  const form = {
    title: '加快签收催办',
    reason: '常务会议定事项',
    edits: [{ kind: 'policies', key: 'sign', body: quicker, expectedRevision: revision }],
    dryRunId: null,
    submit: true,
  };
  const proposed = (await office.post('/api/v1/directory/changes', form)).json<ChangeDetail>();
  expect(proposed).toMatchObject({ state: 'proposed', needsApproval: true });
  const alone = await office.post(`/api/v1/directory/changes/${proposed.id}/approve`, {
    version: proposed.version,
    note: '',
  });
  expect(alone.status).not.toBe(200);
  const between = await escalate((await makeMatter(api, '间', UNIT)).incident.id);
  expect(between.policy.version).toBe(old.policy.version);

  const approved = await monitor.post(`/api/v1/directory/changes/${proposed.id}/approve`, {
    version: proposed.version,
    note: '',
  });
  expect(approved.json<ChangeDetail>().state).toBe('approved');
  const after = await escalate((await makeMatter(api, '后', UNIT)).incident.id);
  expect(Number(after.policy.version)).toBeGreaterThan(Number(old.policy.version));
  expect(after.policy.steps.map((step) => step.after)).toEqual(
    old.policy.steps.map((step) => step.after / 2),
  );
  const still = await escalate(before.incident.id);
  expect(still.policy).toEqual(old.policy);
  expect(still.nextDueAt).toEqual(old.nextDueAt);
});
