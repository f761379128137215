import { DirectoryEntryRow } from '#jurisdiction/service';
import { PolicyTrialRow } from '#incidents/service';
import type {
  ChangeDetail,
  StartTrial,
  TrialPlan,
  TrialSummary,
  TrialView,
} from '../../../apps/api/src/contract/index.js';
import { makeMatter, UNIT } from '../../api/world.js';
import { createTestApi, type Client, type TestApi } from '../../support/api.js';

/** A policy is tried before it holds: on a real matter, reaching nobody, and the record says that it was not in force. */
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
let api: TestApi;
let office: Client;
let monitor: Client;
let path: string;

beforeAll(async () => {
  api = await createTestApi();
  office = await api.as('office', '市政府办公室');
  monitor = await api.as('monitor', '市委宣传部');
  const { incident } = await makeMatter(api, '试', UNIT, { opinionLevel: '较大' });
  path = `/api/v1/incidents/${incident.id}/trials`;
});
afterAll(() => api.close());

async function entry(kind: string, key: string) {
  return (await office.get(`/api/v1/directory/entries/${kind}/${key}`)).json<{
    revision: number;
    body: { steps: { after: number; to: string; template: string }[]; words: string[] };
  }>();
}
async function changed(kind: string, key: string, part: object, submit = true): Promise<ChangeDetail> {
  const { body, revision } = await entry(kind, key);
  const answer = await office.post('/api/v1/directory/changes', {
    title: '签收催办改严',
    reason: '夜间签收太慢',
    edits: [{ kind, key, body: { ...body, ...part }, expectedRevision: revision }],
    submit,
    dryRunId: null,
  });
  expect(answer.status).toBe(201);
  return answer.json<ChangeDetail>();
}
/** The sign-off ladder with a leader who hears after a quarter of the time. */
const stricter = async (submit = true) => {
  const { body } = await entry('policies', 'sign');
  const [first, ...rest] = body.steps;
  const early = { ...first, after: 0.25, to: 'charge_leader', template: 'overdue_leader' };
  return changed('policies', 'sign', { steps: [first, early, ...rest] }, submit);
};
const signing = ({ steps }: TrialView) =>
  steps.filter(({ clock, unit }) => clock === 'sign' && unit === UNIT).map(({ to }) => to);

it('runs the steps of the proposal, says so, and the policy in force is not touched', async () => {
  const { id: changeId, number, version } = await stricter();
  const now = (await office.post(`${path}/plan`, wish)).json<TrialPlan>();
  const tried = (await office.post(`${path}/plan`, { ...wish, changeId })).json<TrialPlan>();
  expect(tried.steps).toBe(now.steps + 1);
  expect(tried.notes).toContain(`按尚未生效的第${number}号名录修改推演，不是现行规则。`);
  expect(now.notes.join()).not.toContain('尚未生效');

  const view = (await office.post(path, { ...wish, changeId })).json<TrialView>();
  expect(view.change).toEqual({ id: changeId, number });
  expect(view.directoryVersion).toMatch(/\+$/);
  expect(signing(view).slice(0, 3)).toEqual(['联络人和承办人', '分管负责人', '联络人和承办人']);
  api.clock.advance(1000); // the list is by the time they began
  const inForce = (await office.post(path, wish)).json<TrialView>();
  expect(inForce.change).toBeNull();
  expect(signing(inForce)[1]).toBe('联络人和承办人');
  expect((await entry('policies', 'sign')).body.steps[1]?.to).not.toBe('charge_leader');
  const { items } = (await office.get('/api/v1/trials')).json<{ items: TrialSummary[] }>();
  expect(items.map(({ change }) => change?.number ?? null)).toEqual([null, number]);

  // Once it holds it is no proposal any more; what was tried still says what it was.
  await monitor.post(`/api/v1/directory/changes/${changeId}/approve`, { version, note: '' });
  expect((await office.post(`${path}/plan`, { ...wish, changeId })).json()).toMatchObject({
    code: 'change_settled',
  });
  const [row] = await api.database.source.manager.findBy(PolicyTrialRow, { changeId });
  expect(row?.id).toBe(view.id);
});

it('tries a draft of one’s own, not of others, and not without the right to change the directory', async () => {
  const { id: changeId } = await stricter(false);
  expect((await office.post(`${path}/plan`, { ...wish, changeId })).status).toBe(200);
  expect((await monitor.post(`${path}/plan`, { ...wish, changeId })).status).toBe(404);
  const admin = await api.as('administrator', null);
  expect((await admin.post(`${path}/plan`, { ...wish, changeId })).status).toBeGreaterThanOrEqual(403);
  expect((await office.post(`${path}/plan`, { ...wish, changeId: api.jurisdictionId })).status).toBe(404);
});

it('says where a change alters nothing of it, and refuses one that others have overtaken', async () => {
  const topic = await api.database.source.manager.findOneByOrFail(DirectoryEntryRow, { kind: 'topics' });
  const { body } = await entry('topics', topic.key);
  const other = await changed('topics', topic.key, { words: [...body.words, '推演词'] });
  const plan = (await office.post(`${path}/plan`, { ...wish, changeId: other.id })).json<TrialPlan>();
  expect(plan.notes).toContain('这项修改没有改动催办规则和时限，推演结果与现行规则相同。');

  const late = await stricter();
  const first = await stricter();
  await monitor.post(`/api/v1/directory/changes/${first.id}/approve`, { version: first.version, note: '' });
  expect((await office.post(path, { ...wish, changeId: late.id })).json()).toMatchObject({
    code: 'change_unsound',
  });
});
