import { strFromU8, unzipSync } from 'fflate';
import type {
  ChangeCheck,
  ChangeDetail,
  ChangeSummary,
  DirectoryKindView,
  DirectoryVersion,
  EntryDetail,
  EntryEdit,
  EntryRow,
  ExceptionTrial,
  Page,
  Problem,
  UnitPage,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter } from './world.js';

const base = '/api/v1/directory';
let api: TestApi;
let office: Client;
let monitor: Client;
let liaison: Client;

beforeAll(async () => {
  api = await createTestApi();
  office = await api.as('office', '市政府办公室');
  monitor = await api.as('monitor', '市委宣传部');
  liaison = await api.as('liaison', '东湖街道');
});
afterAll(() => api.close());

const entry = async (kind: string, key: string, client = office) =>
  (await client.get(`${base}/entries/${kind}/${encodeURIComponent(key)}`)).json<EntryDetail>();
const edited = async (kind: EntryRow['kind'], key: string, parts: object): Promise<EntryEdit> => {
  const { body, revision } = await entry(kind, key);
  return { kind, key, body: { ...body, ...parts }, expectedRevision: revision };
};
const form = (edits: EntryEdit[], given: object = {}) => ({
  title: '调整名录',
  reason: '职责调整',
  edits,
  submit: true,
  dryRunId: null,
  ...given,
});
const propose = async (edits: EntryEdit[], client = office) =>
  (await client.post(`${base}/changes`, form(edits))).json<ChangeDetail>();
const decide = (change: ChangeSummary, step: string, client = monitor, note = '') =>
  client.post(`${base}/changes/${change.id}/${step}`, { version: change.version, note });

describe('reading the directory', () => {
  it('says which kinds there are, and which changes need a second person', async () => {
    const { items } = (await office.get(`${base}/kinds`)).json<{ items: DirectoryKindView[] }>();
    expect(items.find(({ kind }) => kind === 'units')).toMatchObject({
      name: '单位',
      needsApproval: true,
      atOnce: ['aliases', 'note', 'basis'],
      keyPart: 'name',
    });
    expect(items.find(({ kind }) => kind === 'namesakes')?.needsApproval).toBe(false);
    const seen = (await liaison.get(`${base}/kinds`)).json<{ items: DirectoryKindView[] }>();
    expect(seen.items.map(({ kind }) => kind)).not.toContain('signals');
    expect((await liaison.get(`${base}/entries?kind=signals`)).status).toBe(403);
  });

  it('pages, searches and tells ended entries from those in force', async () => {
    const first = (await office.get(`${base}/entries?kind=units&state=all&limit=4`)).json<Page<EntryRow>>();
    const second = (
      await office.get(`${base}/entries?kind=units&state=all&limit=200&cursor=${first.next}`)
    ).json<Page<EntryRow>>();
    const names = [...first.items, ...second.items].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['市综合服务局', '石桥乡']));
    const held = (await office.get(`${base}/entries?kind=units&q=石桥`)).json<Page<EntryRow>>();
    expect(held.items.map(({ name, state }) => [name, state])).toEqual([['石桥镇', 'in_force']]);
    const ended = (await office.get(`${base}/entries?kind=units&state=ended`)).json<Page<EntryRow>>();
    expect(ended.items).toMatchObject([{ name: '石桥乡', successor: '石桥镇', validTo: '2022-02-28' }]);
    expect((await office.get(`${base}/entries?kind=units&cursor=x`)).status).toBe(400);
  });

  it('shows the words of topics to editors only, and lets nobody find them by search', async () => {
    const [topic] = (await office.get(`${base}/entries?kind=topics`)).json<Page<EntryRow>>().items;
    expect(topic?.body?.['words']).not.toEqual([]);
    const seen = (await liaison.get(`${base}/entries?kind=topics`)).json<Page<EntryRow>>().items[0];
    expect(seen).toMatchObject({ name: topic?.name, body: null });
    const rare = '不会出现在名称中的词';
    await propose([await edited('topics', topic?.key ?? '', { basis: rare })]);
    const sought = `${base}/entries?kind=topics&q=${encodeURIComponent(rare)}`;
    expect((await office.get(sought)).json<Page<EntryRow>>().items).toHaveLength(1);
    expect((await liaison.get(sought)).json<Page<EntryRow>>().items).toHaveLength(0);
    const detail = await entry('topics', topic?.key ?? '', liaison);
    expect([detail.history, detail.pending]).toEqual([[], []]);
  });

  it('shows a unit with all that names it', async () => {
    await makeMatter(api, '甲', '东湖街道');
    const page = (await office.get(`${base}/units/${encodeURIComponent('东湖街道办事处')}`)).json<UnitPage>();
    expect(page).toMatchObject({
      entry: { name: '东湖街道', state: 'in_force' },
      openDuties: 1,
      roster: { liaison: false, reachable: false },
    });
    expect(page.places.length).toBeGreaterThan(0);
    expect(page.referrers).toContainEqual({ kind: 'duties', key: '', name: '任务1件', as: '承办单位' });
    const own = (await liaison.get(`${base}/units/${encodeURIComponent('东湖街道')}`)).json<UnitPage>();
    expect(own).toMatchObject({ roster: null, openDuties: null, bodies: [], exceptions: [] });
    expect(own.referrers.map(({ kind }) => kind)).not.toContain('duties');
    expect((await office.get(`${base}/units/${encodeURIComponent('无此单位')}`)).status).toBe(404);
  });

  it('leaves as files that load again, and as a table', async () => {
    const zip = await office.get(`${base}/export.zip`);
    expect(zip.headers['content-type']).toBe('application/zip');
    const csv = await office.get(`${base}/entries/export.csv?kind=units&state=all`);
    expect(csv.text.split('\n')[0]).toContain('名称');
    expect(csv.text).toContain('石桥乡');
    const lines: { action: string }[] = await api.database.source.query(
      `select action from audit_log where action = 'directory.exported'`,
    );
    expect(lines).toHaveLength(2);
  });
});

describe('changing the directory', () => {
  it('takes two people, and the history tells who, when and why', async () => {
    const edit = await edited('units', '市综合服务局', { kind: '市直单位' });
    const check = (await office.post(`${base}/changes/check`, { edits: [edit] })).json<ChangeCheck>();
    expect(check).toMatchObject({
      ok: true,
      needsApproval: true,
      edits: [{ action: 'replace', diff: [{ label: '类别', before: '市直部门', after: '市直单位' }] }],
    });
    const change = await propose([edit]);
    expect(change).toMatchObject({ state: 'proposed', own: true, actions: ['withdraw', 'dry_run'] });
    expect((await decide(change, 'approve', office)).json<Problem>().code).toBe('own_change');
    expect((await entry('units', '市综合服务局')).pending.map(({ id }) => id)).toEqual([change.id]);
    const seen = (await monitor.get(`${base}/changes/${change.id}`)).json<ChangeDetail>();
    expect(seen.actions).toEqual(['approve', 'reject', 'dry_run']);
    const approved = await decide(seen, 'approve', monitor, '同意');
    expect(approved.json()).toMatchObject({
      state: 'approved',
      decisionNote: '同意',
      actions: ['take_back'],
    });
    const after = await entry('units', '市综合服务局');
    expect(after.body?.['kind']).toBe('市直单位');
    expect(after.history.map(({ revision, by, reason, action }) => [revision, by, reason, action])).toEqual([
      [2, 'office1', '职责调整', 'replace'],
      [1, '配置文件', null, 'add'],
    ]);
    const versions = (await office.get(`${base}/versions`)).json<Page<DirectoryVersion>>().items;
    expect(versions.at(0)).toMatchObject({ changeNumber: change.number, by: 'monitor2' });
    expect(versions.at(-1)).toMatchObject({ version: 1, title: '首次载入' });
    expect((await decide(seen, 'approve')).json<Problem>().code).toBe('wrong_state');
  });

  it('refuses a stale edit with what the other one changed', async () => {
    const edit = await edited('units', '市政府', { note: '甲' });
    const other = await propose([await edited('units', '市政府', { note: '乙' })], monitor);
    expect(other).toMatchObject({ state: 'approved', needsApproval: false });
    const refused = await office.post(`${base}/changes`, form([edit]));
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'stale_entry',
      entries: [
        {
          key: '市政府',
          expectedRevision: 1,
          currentRevision: 2,
          changedBy: 'monitor2',
          diff: [{ label: '备注', before: '无', after: '乙' }],
        },
      ],
    });
  });

  it('says in Chinese what is wrong and where, and changes nothing', async () => {
    const edit = await edited('units', '东湖街道', { superior: '市水务局' });
    const refused = await office.post(`${base}/changes`, form([edit]));
    expect(refused.status).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'invalid_directory',
      problems: [{ kind: 'units', key: '东湖街道', path: 'superior', label: '上级单位' }],
    });
    expect(refused.json<Problem>().detail).not.toMatch(/json|superior|undefined/);
    const bad = await office.post(`${base}/changes`, form([{ ...edit, kind: 'sources' as 'units' }]));
    expect(bad.status).toBe(400);
  });

  it('carries the name of the city along, never its code', async () => {
    const coded = await office.post(
      `${base}/changes`,
      form([await edited('jurisdiction', 'jurisdiction', { code: 'x' })]),
    );
    expect(coded.json<Problem>().detail).toContain('不能修改');
    const change = await propose([await edited('jurisdiction', 'jurisdiction', { name: '清岚新市' })]);
    await decide(change, 'approve');
    expect((await office.get('/api/v1/me')).json<{ jurisdiction: string }>().jurisdiction).toBe('清岚新市');
  });

  it('keeps drafts to their author, who may go on with them', async () => {
    const edit = await edited('units', '东湖街道', { respondent: false });
    const draft = (
      await office.post(`${base}/changes`, form([edit], { submit: false }))
    ).json<ChangeDetail>();
    expect(draft).toMatchObject({ state: 'draft', actions: ['edit', 'submit', 'withdraw', 'dry_run'] });
    expect((await monitor.get(`${base}/changes/${draft.id}`)).status).toBe(404);
    const update = { ...form([edit]), title: '改了名称', version: draft.version };
    const proposed = await office.ask('PATCH', `${base}/changes/${draft.id}`, { body: update });
    expect(proposed.json()).toMatchObject({ state: 'proposed', title: '改了名称' });
    const withdrawn = await decide(proposed.json<ChangeDetail>(), 'withdraw', office);
    expect(withdrawn.json()).toMatchObject({ state: 'withdrawn', actions: [] });
    const list = (await monitor.get(`${base}/changes?state=withdrawn&kind=units`)).json<
      Page<ChangeSummary>
    >();
    expect(list.items.map(({ id }) => id)).toEqual([draft.id]);
  });

  it('takes a change back, with its effect seen first', async () => {
    const before = await entry('units', '市委宣传部');
    const change = await propose([await edited('units', '市委宣传部', { aliases: ['宣传部'] })]);
    const seen = (await office.get(`${base}/changes/${change.id}/take-back`)).json<ChangeCheck>();
    expect(seen).toMatchObject({ ok: true, edits: [{ diff: [{ label: '别名', removed: ['宣传部'] }] }] });
    const body = { version: change.version, reason: '误改', dryRunId: null };
    const back = (await office.post(`${base}/changes/${change.id}/take-back`, body)).json<ChangeDetail>();
    expect(back).toMatchObject({
      state: 'approved',
      origin: 'take_back',
      takesBack: { id: change.id, number: change.number },
    });
    expect((await entry('units', '市委宣传部')).body).toEqual(before.body);
    const taken = (await office.get(`${base}/changes/${change.id}`)).json<ChangeDetail>();
    expect(taken).toMatchObject({ state: 'taken_back', takenBackBy: { id: back.id } });
  });

  it('tells nothing of an incident the reader may not see', async () => {
    const { incident } = await makeMatter(api, '密', '东湖街道', { restricted: true });
    const edit = await edited('units', '市政府', { kind: '政府机关' });
    const change = await propose([edit], monitor);
    await api.database.source.query(
      `update directory_change set origin = 'ruling', origin_incident_id = $2, reason = '秘密' where id = $1`,
      [change.id, incident.id],
    );
    const seen = (await monitor.get(`${base}/changes/${change.id}`)).json<ChangeDetail>();
    expect(seen).toMatchObject({ reason: '秘密', originIncident: { number: incident.number } });
    const hidden = await office.get(`${base}/changes/${change.id}`);
    expect(hidden.json()).toMatchObject({ reason: '', originIncident: null });
    expect(hidden.text).not.toContain(incident.id);
  });
});

describe('renaming a unit', () => {
  it('ends the old and begins the new, keeps its duties, and brings its people along', async () => {
    const asked = {
      kind: 'units',
      key: '市综合服务局',
      name: '市公共服务局',
      code: null,
      from: '2026-11-20',
      basis: '机构改革',
      moveReferences: true,
    };
    const { edits } = (await office.post(`${base}/renames`, asked)).json<{ edits: EntryEdit[] }>();
    expect(edits.find(({ key }) => key === '市综合服务局')?.body).toMatchObject({
      validTo: '2026-11-19',
      successor: '市公共服务局',
    });
    const check = (await office.post(`${base}/changes/check`, { edits })).json<ChangeCheck>();
    expect([check.ok, check.problems]).toEqual([true, []]);
    expect(check.warnings.join()).toContain('联络人');
    const { duty } = await makeMatter(api, '乙', '市综合服务局');
    const change = await propose(edits);
    expect((await decide(change, 'approve')).status).toBe(200);
    const old = await entry('units', '市综合服务局');
    expect(old).toMatchObject({ state: 'ended', successor: '市公共服务局' });
    expect(old.referrers.filter(({ kind }) => kind === 'topics')).toEqual([]);
    const page = (await office.get(`${base}/units/${encodeURIComponent('市公共服务局')}`)).json<UnitPage>();
    expect(page).toMatchObject({
      predecessors: ['市综合服务局'],
      roster: { liaison: true, reachable: true },
    });
    expect(page.topics.length).toBeGreaterThan(0);
    const [kept]: { unit: string }[] = await api.database.source.query(
      'select unit from assignment where id = $1',
      [duty.id],
    );
    expect(kept?.unit).toBe('市综合服务局');
    const gone = await office.post(
      `${base}/changes`,
      form([{ ...(await edited('units', '市综合服务局', {})), body: null }]),
    );
    expect(gone.json<Problem>().detail).toContain('名下有');
  });
});

describe('an exception while it is edited', () => {
  const body = {
    key: 'EX-1',
    name: '试行',
    order: 10,
    when: 'true',
    then: { informed: ['市委宣传部'] },
    basis: '试行',
    examples: [{ text: '东湖街道小区停水三天没人管。', applies: true }],
  };
  const attempt = async (parts: object, given: object = {}) =>
    (
      await office.post(`${base}/exceptions/try`, {
        body: { ...body, ...parts },
        text: null,
        past: false,
        ...given,
      })
    ).json<ExceptionTrial>();

  it('is tried on examples, a text and past incidents', async () => {
    const trial = await attempt({}, { text: '石桥镇路灯坏了一个月。', past: true });
    expect(trial).toMatchObject({
      compiles: true,
      examples: [{ expected: true, applies: true, error: null }],
      text: { applies: true },
    });
    expect(trial.past).not.toBeNull();
    const { items } = (await office.get(`${base}/exceptions/variables`)).json<{
      items: { name: string }[];
    }>();
    expect(items.map(({ name }) => name)).toContain('topics');
  });

  it('whose examples turn out otherwise is shown so to who approves', async () => {
    const add: EntryEdit = {
      kind: 'exceptions',
      key: null,
      body: {
        ...body,
        key: 'EX-7',
        when: '"供水" in topics',
        examples: [{ text: '石桥镇路灯坏了。', applies: true }],
      },
      expectedRevision: null,
    };
    const check = (await office.post(`${base}/changes/check`, { edits: [add] })).json<ChangeCheck>();
    expect([check.ok, check.warnings]).toEqual([
      true,
      ['例外EX-7的例句“石桥镇路灯坏了。”应当适用而没有适用。'],
    ]);
    const change = await propose([add]);
    const seen = (await monitor.get(`${base}/changes/${change.id}`)).json<ChangeDetail>();
    expect(seen.warnings).toEqual(check.warnings);
    await decide(seen, 'reject', monitor, '例句不符');
  });

  it('that does not compile says where, and cannot be saved', async () => {
    const trial = await attempt({ when: 'topics ==' });
    expect(trial).toMatchObject({ compiles: false, examples: [] });
    expect(trial.message).toMatch(/[一-鿿]/);
    const add: EntryEdit = {
      kind: 'exceptions',
      key: null,
      body: { ...body, when: 'topics ==' },
      expectedRevision: null,
    };
    const refused = await office.post(`${base}/changes`, form([add]));
    expect([refused.status, refused.json<Problem>().code]).toEqual([422, 'invalid_directory']);
  });
});

describe('the exported files', () => {
  it('hold what stands in the directory now', async () => {
    const url = new URL(`${api.url}${base}/export.zip`);
    const answer = await fetch(url, { headers: { cookie: office.cookie ?? '' } });
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const units = JSON.parse(strFromU8(files['units.json'] ?? new Uint8Array())) as { name: string }[];
    expect(units.map(({ name }) => name)).toContain('市公共服务局');
    expect(Object.keys(files)).not.toContain('roster.json');
  });
});
