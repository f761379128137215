import { emptyJudgement } from '#incidents';
import type {
  BesideChoice,
  ChangeDetail,
  EntryDetail,
  JudgementView,
  ModelsView,
  Page,
  Problem,
  RegressionCaseView,
  RegressionRunSummary,
  RegressionRunView,
  WorkbenchForm,
  WorkbenchView,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter } from './world.js';

const NOISE = '清岚市东湖街道夜里噪音不断，居民无法休息，联系电话13912345678。';
const text = (given: Partial<WorkbenchForm> = {}) => ({ text: NOISE, scope: 'local', ...given });

describe('how it was judged', () => {
  let api: TestApi;
  let office: Client;
  let monitor: Client;

  beforeEach(async () => {
    api = await createTestApi();
    [office, monitor] = await Promise.all([
      api.as('office', '市政府办公室'),
      api.as('monitor', '市委宣传部'),
    ]);
  });
  afterEach(() => api.close());

  const judged = async (who: Client, given: Partial<WorkbenchForm> = {}): Promise<WorkbenchView> => {
    const answer = await who.post('/api/v1/workbench/judge', text(given));
    expect(answer.status).toBe(200);
    return answer.json<WorkbenchView>();
  };

  it('tells every step of a pasted text in order, with the words in it, and keeps nothing', async () => {
    const before = await counts(api);
    const view = await judged(monitor);
    expect(view.text).toContain('139********');
    expect(JSON.stringify(view)).not.toContain('13912345678');
    const [side] = view.sides;
    expect(side?.steps.map(({ key }) => key)).toEqual([
      'reading',
      'words',
      'places',
      'bodies',
      'relevance',
      'topics',
      'fields',
      'signals',
      'figures',
      'event_level',
      'opinion_level',
      'must_respond',
      'tone',
      'incident',
      'routing',
      'deadlines',
    ]);
    const places = side?.steps.find(({ key }) => key === 'places');
    expect(places?.summary).toContain('东湖街道');
    const [from, to] = places?.findings[0]?.marks[0] ?? [];
    expect(view.text.slice(from, to)).toBe('东湖街道');
    const routing = side?.steps.find(({ key }) => key === 'routing');
    expect(routing?.findings.some(({ kept }) => kept)).toBe(true);
    expect(routing?.findings.some(({ kept, because }) => !kept && because.startsWith('不属于'))).toBe(true);
    expect(side?.result.respondents).toEqual(routing?.summary.split('、'));
    expect(await counts(api)).toEqual(before);
  });

  it('shows a proposed change beside what holds, and which steps differ', async () => {
    const change = await proposeWords(false);
    const { items } = (await office.get('/api/v1/workbench/beside')).json<{ items: BesideChoice[] }>();
    expect(items).toEqual([{ name: `第${change.number}号修改：改词`, changeId: change.id, modelId: null }]);
    const view = await judged(office, { changeId: change.id });
    expect(view.sides.map(({ name }) => name)).toEqual(['按现行', `按第${change.number}号修改`]);
    expect(view.differs).toEqual(expect.arrayContaining(['topics', 'fields', 'routing']));
    const [now, then] = view.sides.map((side) => side.steps.find(({ key }) => key === 'topics')?.summary);
    expect([now, then]).toEqual(['噪声', '污染、噪声']);
    // A draft is its author's, and an administrator compares nothing.
    expect((await monitor.post('/api/v1/workbench/judge', text({ changeId: change.id }))).status).toBe(404);
    const administrator = await api.as('administrator');
    expect((await judged(administrator, { changeId: change.id })).sides).toHaveLength(1);
  });

  it('judges an item that is here for whoever may see it, and says when it is asked too often', async () => {
    const { item, incident } = await makeMatter(api, '甲', '市综合服务局');
    const view = await judged(monitor, { itemId: item.id, text: '' });
    expect(view.item).toEqual({ id: item.id, incidentId: incident.id, incidentNumber: incident.number });
    expect(view.text).toContain('甲小区停水三天');
    const hidden = await makeMatter(api, '乙', '市综合服务局', { restricted: true });
    const asked = await office.post('/api/v1/workbench/judge', text({ itemId: hidden.item.id, text: '' }));
    expect(asked.status).toBe(404);
    expect((await office.post('/api/v1/workbench/judge', text({ text: '' }))).status).toBe(400);
    let status = 200;
    for (let i = 0; i < 31 && status === 200; i++)
      status = (await monitor.post('/api/v1/workbench/judge', text())).status;
    expect(status).toBe(429);
  });

  it('says how like near incidents are, part by part, beside the thresholds; not of those the reader may not see', async () => {
    const { source } = api.database;
    const { incident } = await makeMatter(api, '丙', '市综合服务局');
    const { item_id: itemId }: { item_id: string } = (
      await source.query('select item_id from incident_item where incident_id = $1', [incident.id])
    )[0];
    await source.query('update item set text = $1, title = $2 where id = $3', [NOISE, '', itemId]);
    const result = { places: [], bodies: [], topics: [], signals: [] };
    await source.query(
      `insert into judgement (item_id, incident_id, result, at, directory_version) values ($1, $2, $3, $4, '1')`,
      [itemId, incident.id, result, api.clock.now()],
    );
    const near = (view: WorkbenchView) => {
      const step = view.sides[0]?.steps.find(({ key }) => key === 'incident');
      return step?.findings.find(({ incident: one }) => one?.id === incident.id)?.likeness ?? null;
    };
    const like = near(await judged(monitor));
    expect(like?.total).toBeGreaterThan(like?.joinsFrom ?? 1);
    expect(like?.parts.map(({ name, words }) => `${name}${words}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^用词\d+%$/), '主题有一方没有写明', '时间同一天前后']),
    );
    await source.query('update incident set restricted = true where id = $1', [incident.id]);
    expect(near(await judged(office))).toBeNull();
  });

  it('a change that breaks a case is refused until a reason is given, on proposing and on approving', async () => {
    const kept = await keepCase();
    expect(kept.expect.map(({ aspect, words }) => [aspect, words])).toEqual([
      ['relevant', '属于本市'],
      ['topics', '噪声'],
    ]);
    const refused = await office.post('/api/v1/directory/changes', await wordsForm());
    expect(refused.status).toBe(409);
    const problem = refused.json<Problem & { cases: { name: string }[] }>();
    expect(problem).toMatchObject({ code: 'regression_broken', title: '有1条回归样例会由对变错' });
    expect(problem.cases.map(({ name }) => name)).toEqual(['夜里噪音']);

    const change = await proposeWords(true, '噪声也算污染');
    expect(change.state).toBe('proposed');
    const approve = (acceptBroken: string) =>
      monitor.post(`/api/v1/directory/changes/${change.id}/approve`, {
        version: change.version,
        note: '',
        acceptBroken,
      });
    expect((await approve('')).status).toBe(409);
    expect((await approve('同意')).status).toBe(200);
    const { items } = (await office.get(`/api/v1/regression/runs?changeId=${change.id}`)).json<{
      items: RegressionRunSummary[];
    }>();
    expect(items.map(({ acceptedReason, broken }) => `${acceptedReason} ${broken}`).sort()).toEqual([
      '同意 1',
      '噪声也算污染 1',
    ]);
    const run = (await office.post('/api/v1/regression/runs', {})).json<RegressionRunView>();
    expect(run).toMatchObject({ what: '现行', n: 1, rightNow: 0, rightThen: null });
    expect(run.outcomes[0]?.now[0]).toMatchObject({ aspect: 'topics', expected: '噪声', got: '污染、噪声' });
    // What changes no words is not held up.
    expect(
      (await office.ask('PATCH', `/api/v1/regression/cases/${kept.id}`, { body: { active: false } })).status,
    ).toBe(200);
    const again = (await office.post('/api/v1/regression/runs', {})).json<RegressionRunView>();
    expect(again.n).toBe(0);
  });

  it('what a person puts right becomes a case with their reason, once, and never of a confidential matter', async () => {
    const { incident, item } = await makeMatter(api, '丁', '市综合服务局', { judgement: emptyJudgement() });
    const path = `/api/v1/incidents/${incident.id}/judgement`;
    const before = (await monitor.get(path)).json<JudgementView>();
    const corrected = await monitor.post(`${path}/corrections`, {
      version: before.version,
      choice: { aspect: 'topic', topics: [before.choices.topics[0]?.no] },
      reason: '居民电话13912345678，说的是另一件事',
    });
    const [correction] = corrected.json<JudgementView>().corrections;
    expect(correction).toMatchObject({ aspect: 'topic', isCase: false });
    const keep = () =>
      monitor.post('/api/v1/regression/cases/from-correction', { correctionId: correction?.id });
    const recused = (units: string[]) =>
      api.database.source.query('update incident set recused = $1 where id = $2', [units, incident.id]);
    await recused(['市综合服务局']);
    expect((await monitor.get(path)).json<JudgementView>().corrections[0]?.isCase).toBeNull();
    expect((await keep()).json<Problem>()).toMatchObject({ status: 422, code: 'case_confidential' });
    await recused([]);

    expect((await keep()).json<RegressionCaseView>()).toMatchObject({
      name: '丁小区停水三天（主题）',
      text: item.text,
      reason: '居民电话139********，说的是另一件事',
      origin: 'correction',
      expect: [{ aspect: 'topics', words: before.choices.topics[0]?.name }],
    });
    expect((await keep()).json<Problem>()).toMatchObject({ status: 409, code: 'case_kept' });
    expect((await monitor.get(path)).json<JudgementView>().corrections[0]?.isCase).toBe(true);
    const [row]: { item: object }[] = await api.database.source.query('select item from regression_case');
    expect(row?.item).not.toHaveProperty('url');
    // Of the tone no case can speak.
    const { version } = (await monitor.get(path)).json<JudgementView>();
    const tone = await monitor.post(`${path}/corrections`, {
      version,
      choice: { aspect: 'tone', tone: 'positive' },
      reason: '是表扬',
    });
    expect(tone.json<JudgementView>().corrections.find(({ aspect }) => aspect === 'tone')?.isCase).toBeNull();
  });

  it('cases go out and come in as lines, one of a name replaces the other, a bad line is named', async () => {
    await keepCase();
    const lines = (await office.get('/api/v1/regression/cases.jsonl')).text;
    const [line] = lines.trim().split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      id: '夜里噪音',
      expect: { relevant: true, topics: ['噪声'] },
      reason: '居民电话139********',
    });
    const bad = '{"id":"坏","item":{"id":"坏"},"expect":{}}';
    const sent = `${lines}${line?.replace('夜里噪音', '另一条')}\n${bad}\n不是\n`;
    const done = await monitor.post('/api/v1/regression/cases/import', { lines: sent });
    expect(done.json()).toMatchObject({ added: 1, replaced: 1, problems: [{ line: 3 }, { line: 4 }] });
    const { items } = (await monitor.get('/api/v1/regression/cases')).json<Page<RegressionCaseView>>();
    expect(items.map(({ name, origin }) => [name, origin])).toEqual([
      ['另一条', 'import'],
      ['夜里噪音', 'import'],
    ]);
    expect((await monitor.ask('DELETE', `/api/v1/regression/cases/${items[0]?.id}`)).status).toBe(204);
  });

  it('a model is trained beside the work, put in force by a second person, used, exported and rolled back', async () => {
    const training = (await office.post('/api/v1/models/train')).json<ModelsView>();
    expect(training.items[0]).toMatchObject({ number: 1, examples: expect.any(Number) });
    const [candidate] = (await settledModels(office)).items;
    expect(candidate).toMatchObject({ state: 'candidate', examples: 2, corrections: 0, regression: null });
    expect(candidate?.whyNot).toContain('另一人');
    const activate = (who: Client) => who.post(`/api/v1/models/${candidate?.id}/activate`, { note: '' });
    expect((await activate(office)).status).toBe(422);
    expect((await activate(monitor)).json<ModelsView>().items[0]).toMatchObject({ state: 'active' });
    const [side] = (await judged(office)).sides;
    expect(side?.model).toBe(1);
    expect(JSON.stringify(side?.steps)).toContain('第1号模型给出的可能');
    const exported = await office.get(`/api/v1/models/${candidate?.id}/export.jsonl`);
    expect(JSON.parse(exported.text)).toMatchObject({ format: expect.stringContaining('huiyin-models') });
    const back = (await office.post('/api/v1/models/roll-back', { note: '' })).json<ModelsView>();
    expect(back.items[0]).toMatchObject({ state: 'retired' });
    expect((await judged(office)).sides[0]?.model).toBeNull();
  });

  const settledModels = async (who: Client): Promise<ModelsView> => {
    for (;;) {
      const view = (await who.get('/api/v1/models')).json<ModelsView>();
      if (view.items.every(({ state }) => state !== 'training')) return view;
      await new Promise((next) => setTimeout(next, 20));
    }
  };

  async function keepCase(): Promise<RegressionCaseView> {
    const { form, sides } = await judged(office);
    const { relevant, topics } = sides[0]?.result ?? {};
    const answer = await office.post('/api/v1/regression/cases', {
      name: '夜里噪音',
      form,
      expect: { relevant, topics },
      reason: '居民电话13912345678',
    });
    expect(answer.status).toBe(201);
    return answer.json<RegressionCaseView>();
  }

  /** A word of another topic is given to 污染 too. */
  async function wordsForm(submit = true, acceptBroken = '') {
    const entry = (await office.get('/api/v1/directory/entries/topics/3')).json<EntryDetail>();
    const edit = {
      kind: 'topics',
      key: '3',
      body: { ...entry.body, words: [...((entry.body?.['words'] ?? []) as string[]), '噪音'] },
      expectedRevision: entry.revision,
    };
    return { title: '改词', reason: '试改', edits: [edit], submit, dryRunId: null, acceptBroken };
  }
  async function proposeWords(submit: boolean, acceptBroken = ''): Promise<ChangeDetail> {
    const answer = await office.post('/api/v1/directory/changes', await wordsForm(submit, acceptBroken));
    expect(answer.status).toBe(201);
    return answer.json<ChangeDetail>();
  }
});

const counts = async (api: TestApi) => {
  const [row]: object[] = await api.database.source.query(
    `select (select count(*) from item) as items, (select count(*) from judgement) as judgements,
       (select count(*) from incident) as incidents, (select count(*) from incident_log) as log`,
  );
  return row;
};
