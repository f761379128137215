import { createHash, randomUUID } from 'node:crypto';
import { AssignmentRow, IncidentRow, ItemRow } from '#incidents/service';
import { ItemRelevance, JudgeStep } from '#judge/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { RouteStep, RoutingActions } from '#route/service';
import { knownPolicy } from '#respond/service';
import type {
  ChangeDetail,
  ChangeSummary,
  DryRunForm,
  DryRunView,
  EntryDetail,
  EntryEdit,
  EntryRow,
  Page,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { policy, Woken } from './incidents/hub.js';

const base = '/api/v1/directory';
const DAY = 86_400_000;
let api: TestApi;
let office: Client;
let monitor: Client;

beforeAll(async () => {
  api = await createTestApi();
  office = await api.as('office', '市政府办公室');
  monitor = await api.as('monitor', '市委宣传部');
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.database.source.query(
    'truncate item, incident, incident_item, incident_log, judgement, assignment, deadline, decision, escalation, notice',
  );
  api.clock.set(MORNING);
});

/** Items arrive and are judged and routed by a process of its own. */
async function arrive(...texts: (string | Partial<ItemRow>)[]): Promise<IncidentRow[]> {
  const { source } = api.database;
  const woken = new Woken();
  for (const given of texts) {
    const part = typeof given === 'string' ? { text: given } : given;
    await source.manager.save(
      source.manager.create(ItemRow, {
        jurisdictionId: api.jurisdictionId,
        key: createHash('sha256').update(randomUUID()).digest(),
        channel: 'feed',
        title: (part.text ?? '').slice(0, 12),
        source: { name: `来源${randomUUID()}`, tier: 'self', scope: 'local' },
        publishedAt: api.clock.now(),
        discoveredAt: api.clock.now(),
        engagement: {},
        facts: {},
        ...part,
      }),
    );
  }
  await new JudgeStep(source, api.clock, woken, readDirectory).run(api.jurisdictionId);
  const route = new RouteStep(source, api.clock, woken, readDirectory, policy, {
    people: () => Promise.resolve([]),
    policies: knownPolicy,
  });
  const ids = woken.of('route').map(({ incidentId }) => incidentId ?? '');
  for (const id of ids) await route.run(id);
  return Promise.all(ids.map((id) => source.manager.findOneByOrFail(IncidentRow, { id })));
}

const edited = async (kind: EntryRow['kind'], key: string, parts: object): Promise<EntryEdit> => {
  const { body, revision } = (
    await office.get(`${base}/entries/${kind}/${encodeURIComponent(key)}`)
  ).json<EntryDetail>();
  return { kind, key, body: { ...body, ...parts }, expectedRevision: revision };
};
const start = async (edits: EntryEdit[], given: Partial<DryRunForm> = {}, client = office) =>
  (
    await client.post(`${base}/dry-runs`, {
      edits,
      changeId: null,
      rehearsal: false,
      historic: false,
      ...given,
    })
  ).json<DryRunView>();
const read = async (id: string, client = office) =>
  (await client.get(`${base}/dry-runs/${id}`)).json<DryRunView>();
const finished = (id: string, client = office) =>
  eventually(async () => {
    const view = await read(id, client);
    return view.state !== 'running' && view;
  }, 'the dry run');
const dryRun = async (edits: EntryEdit[], given: Partial<DryRunForm> = {}) =>
  finished((await start(edits, given)).id);

const WATER = '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活，盼望尽快恢复。';
const LAMP = '石桥镇主街路灯坏了一个多月，夜里出行很不安全，反映多次无人维修，请尽快解决。';
const SMELL = '东湖街道化工园区夜里异味刺鼻，居民不敢开窗，孩子咳嗽不止，希望有关部门查处。';

describe('a dry run', () => {
  it('shows apart what would have no owner, and what would go to a person', async () => {
    const [citywide] = await arrive(
      '清岚市全市停水三天了，自来水一直没有恢复，全市居民无法做饭，盼望尽快恢复。',
    );
    const gone = await dryRun([
      await edited('units', '市综合服务局', { validTo: '2026-11-30', basis: '撤销' }),
    ]);
    expect(gone.counts).toMatchObject({ unrouted: 1 });
    expect(gone.rows[0]).toMatchObject({ incidentId: citywide?.id, group: 'unrouted' });
    expect(gone.notes.join()).toContain('按2026-12-01起的名录试算');
    const exception: EntryEdit = {
      kind: 'exceptions',
      key: null,
      expectedRevision: null,
      body: {
        key: 'EX-1',
        name: '停水先问',
        order: 10,
        topics: [1],
        when: 'true',
        then: { ask: '请先确认是否计划停水。' },
        basis: '试行',
      },
    };
    const asked = await dryRun([exception]);
    expect(asked.counts).toMatchObject({ to_person: 1 });
    expect(asked.rows[0]?.after?.questions).toContain('请先确认是否计划停水。');
  });

  it('leaves alone what a person has decided, and says so', async () => {
    const [water] = await arrive(WATER);
    const { source } = api.database;
    const actions = new RoutingActions(source, api.clock, new Woken(), readDirectory, policy, knownPolicy);
    const correction = {
      version: water?.version ?? 0,
      respondents: ['东湖街道'],
      firstResponsible: ['东湖街道'],
      assisting: [],
      lead: null,
      reason: '小区自管水箱',
    };
    await actions.correctRouting(water?.id ?? '', correction, 'account:office1');
    const view = await dryRun([await edited('topics', '1', { unit: '云州市环境局清岚分局' })]);
    expect(view.counts).toMatchObject({ changed: 0, decided: 1 });
    const [{ respondents }]: [{ respondents: string[] }] = await source.query(
      `select array(select jsonb_array_elements_text(routing -> 'respondents')) as respondents from incident where id = $1`,
      [water?.id],
    );
    expect(respondents).toEqual(['东湖街道']);
  });

  it('finds what would newly become an incident', async () => {
    const text = '开放平台：银杏苑停气两天，居民做不了饭，物业说要等一周，大家很着急。';
    const open = { name: '全国论坛', tier: 'self', scope: 'open' };
    expect(await arrive({ text, source: open })).toEqual([]);
    const place: EntryEdit = {
      kind: 'places',
      key: null,
      expectedRevision: null,
      body: { code: 'K-900', name: '银杏苑', kind: 'known', aliases: [], parent: '990100001' },
    };
    const townships = (await office.get(`${base}/entries?kind=places&q=东湖街道`)).json<Page<EntryRow>>();
    const parent = townships.items.find(({ name }) => name === '东湖街道')?.key;
    const view = await dryRun([{ ...place, body: { ...place.body, parent } }]);
    expect(view.counts).toMatchObject({ fresh: 1 });
    expect(view.rows[0]).toMatchObject({ group: 'fresh', incidentId: null, before: null });
    expect(view.rows[0]?.after?.places).toEqual(['东湖街道']);
  });

  it('does not overrule what a person has said of a single item', async () => {
    const { source } = api.database;
    const say = async (text: string, relevant: boolean) => {
      const { id } = await source.manager.findOneByOrFail(ItemRow, { text });
      const relevance = new ItemRelevance(source, api.clock, new Woken());
      await relevance.say(api.jurisdictionId, id, { relevant, reason: '看过原文' }, 'account:zhang');
      return arrive();
    };
    const leaves = '石桥镇的银杏叶落了满地，一片秋天的风景。';
    expect(await arrive(leaves)).toEqual([]);
    const [topic] = (await office.get(`${base}/entries?kind=topics&q=停水`)).json<Page<EntryRow>>().items;
    const { words } = (await office.get(`${base}/entries/topics/${topic?.key}`)).json<{
      body: { words: string[] };
    }>().body;
    const more = async () => [await edited('topics', topic?.key ?? '', { words: [...words, '银杏叶落'] })];
    expect((await dryRun(await more())).counts).toMatchObject({ fresh: 1 });
    await say(leaves, false);
    expect((await dryRun(await more())).counts).toMatchObject({ fresh: 0 });
    // Taken for nothing of ours, and ours by a person's word: what happens to it is foretold like of any other.
    const open = { name: '全国论坛', tier: 'self', scope: 'open' };
    const far = '银杏苑停水三天了，居民做不了饭，物业说要等一周，大家很着急。';
    await arrive({ text: far, source: open });
    const [ours] = await say(far, true);
    expect(ours?.routing?.respondents).toEqual(['市综合服务局']);
    const gone = await edited('units', '市综合服务局', { validTo: '2026-11-30', basis: '撤销' });
    expect((await dryRun([gone])).rows.map(({ incidentId }) => incidentId)).toContain(ours?.id);
  });

  it('counts and shows nothing that the reader may not see', async () => {
    const [water, smell] = await arrive(WATER, SMELL);
    await api.database.source.query('update incident set restricted = true where id = $1', [smell?.id]);
    await api.database.source.query(`update incident set recused = array['市委宣传部'] where id = $1`, [
      water?.id,
    ]);
    const edits = [
      await edited('topics', '1', { unit: '东湖街道' }),
      await edited('topics', '3', { unit: '东湖街道' }),
    ];
    const forOffice = await dryRun(edits);
    expect(forOffice).toMatchObject({ tried: 1, total: 1, counts: { changed: 1 } });
    expect(forOffice.rows.map(({ incidentId }) => incidentId)).toEqual([water?.id]);
    const change = await office.post(`${base}/changes`, {
      title: '试',
      reason: '试',
      edits,
      submit: true,
      dryRunId: forOffice.id,
    });
    const { id } = change.json<ChangeDetail>();
    const forMonitor = (await monitor.get(`${base}/changes/${id}`)).json<ChangeDetail>().dryRun;
    expect(forMonitor).toMatchObject({ tried: 1, total: 1, counts: { changed: 1 } });
    expect(forMonitor?.rows.map(({ incidentId }) => incidentId)).toEqual([smell?.id]);
    const list = (await office.get(`${base}/changes`)).json<Page<ChangeSummary>>();
    expect(list.items[0]?.changedIncidents).toBe(1);
    await api.database.source.query('update incident set restricted = true');
    const [none] = (await office.get(`${base}/changes`)).json<Page<ChangeSummary>>().items;
    expect(none?.changedIncidents).toBe(0);
    expect((await read(forOffice.id)).total).toBe(0);
  });

  it('leaves rehearsals, history and older incidents out unless asked', async () => {
    api.clock.set(new Date(MORNING.getTime() - 40 * DAY));
    await arrive(LAMP);
    api.clock.set(MORNING);
    await arrive(WATER, { text: SMELL, rehearsal: true });
    const edits = [await edited('topics', '3', { unit: '市综合服务局' })];
    expect(await dryRun(edits)).toMatchObject({ total: 1, counts: { changed: 0 } });
    expect(await dryRun(edits, { rehearsal: true })).toMatchObject({ total: 2, counts: { changed: 1 } });
  });

  it('of what concerns no dispatch says so; of what cannot hold is refused', async () => {
    await arrive(WATER);
    const [policyRow] = (await office.get(`${base}/entries?kind=policies`)).json<Page<EntryRow>>().items;
    const view = await dryRun([await edited('policies', policyRow?.key ?? '', { name: '新阶梯' })]);
    expect(view).toMatchObject({ state: 'done', total: 0 });
    expect(view.notes.join()).toContain('不影响事件交给谁办');
    const wrong = [await edited('topics', '1', { unit: '没有这个局' })];
    const refused = await office.post(`${base}/dry-runs`, {
      edits: wrong,
      changeId: null,
      rehearsal: false,
      historic: false,
    });
    expect(refused.status).toBe(422);
  });

  it('is ended by who started it, and is run anew for a stored change', async () => {
    await arrive(WATER);
    const edits = [await edited('topics', '1', { unit: '东湖街道' })];
    const form = { title: '试', reason: '试', edits, submit: true, dryRunId: null };
    const change = (await office.post(`${base}/changes`, form)).json<ChangeDetail>();
    expect(change.dryRun).toBeNull();
    const view = await finished((await start([], { changeId: change.id }, monitor)).id, monitor);
    expect(view.counts.changed).toBe(1);
    const seen = (await office.get(`${base}/changes/${change.id}`)).json<ChangeDetail>();
    expect(seen.dryRun?.id).toBe(view.id);
    await api.database.source.query(`update directory_dry_run set state = 'running' where id = $1`, [
      view.id,
    ]);
    await office.ask('DELETE', `${base}/dry-runs/${view.id}`);
    expect((await read(view.id)).state).toBe('running');
    expect((await monitor.ask('DELETE', `${base}/dry-runs/${view.id}`)).status).toBe(204);
    expect((await read(view.id)).state).toBe('cancelled');
  });
});

describe('a change that is approved', () => {
  it('foretells exactly how the next item goes after the change, and is seen by who approves', async () => {
    api.clock.set(new Date(MORNING.getTime() - 3 * DAY));
    const [water, lamp] = await arrive(WATER, LAMP);
    api.clock.set(MORNING);
    expect(water?.routing?.respondents).toEqual(['市综合服务局']);
    const edits = [await edited('topics', '1', { unit: '云州市环境局清岚分局' })];
    const view = await dryRun(edits);
    expect(view).toMatchObject({
      state: 'done',
      tried: 2,
      total: 2,
      complete: true,
      unchanged: 1,
      counts: { changed: 1, unrouted: 0, to_person: 0, dropped: 0, fresh: 0, decided: 0 },
    });
    const [row] = view.rows;
    expect(row).toMatchObject({
      incidentId: water?.id,
      number: water?.number,
      before: { respondents: ['市综合服务局'] },
      after: { respondents: ['云州市环境局清岚分局'] },
    });
    expect(row?.differs).toEqual(expect.arrayContaining(['respondents', 'coordinators']));
    expect(row?.come.length).toBeGreaterThan(0);
    expect(view.rows.map(({ incidentId }) => incidentId)).not.toContain(lamp?.id);

    const form = { title: '供水改由环境局', reason: '试行', edits, submit: true, dryRunId: view.id };
    const change = (await office.post(`${base}/changes`, form)).json<ChangeDetail>();
    const seen = (await monitor.get(`${base}/changes/${change.id}`)).json<ChangeDetail>();
    expect(seen).toMatchObject({ changedIncidents: 1, dryRun: { id: view.id, counts: view.counts } });
    await monitor.post(`${base}/changes/${change.id}/approve`, { version: seen.version, note: '' });
    const [next] = await arrive('石桥镇老街从昨夜起自来水一滴没有，店铺无法营业，询问多次没人答复。');
    expect(next?.id).not.toBe(water?.id);
    expect(next?.routing?.respondents).toEqual(row?.after?.respondents);
    expect(next?.routing?.firstResponsible).toEqual(['云州市环境局清岚分局', '石桥镇']);
    const after = await read(view.id, monitor);
    expect([after.outdated, after.counts.changed]).toEqual([true, 1]);
  });
});

describe('a unit that is renamed', () => {
  it('keeps what it has in hand; the next matter goes to its successor, whose people are told', async () => {
    const [lamp] = await arrive(LAMP);
    const form = {
      kind: 'units',
      key: '市综合服务局',
      name: '市公共服务局',
      code: null,
      from: '2026-11-23',
      basis: '机构改革',
      moveReferences: false,
    };
    const { edits } = (await office.post(`${base}/renames`, form)).json<{ edits: EntryEdit[] }>();
    const foretold = await dryRun(edits);
    expect(foretold.rows[0]?.after?.respondents).toEqual(['市公共服务局']);
    const proposal = { title: '更名', reason: '机构改革', edits, submit: true, dryRunId: foretold.id };
    const change = (await office.post(`${base}/changes`, proposal)).json<ChangeDetail>();
    await monitor.post(`${base}/changes/${change.id}/approve`, { version: change.version, note: '' });
    const [next] = await arrive('东湖街道学府巷井盖丢失两周，放学孩子险些掉下去，一直没人来补，请尽快处理。');
    expect(next?.routing).toMatchObject({ respondents: ['市公共服务局'], flags: ['renamed_unit'] });
    const { manager } = api.database.source;
    const duties = await manager.findBy(AssignmentRow, { incidentId: lamp?.id ?? '', state: 'sent' });
    expect(duties.map(({ unit }) => unit)).toContain('市综合服务局');
    const book = new ContactBook(api.keys.contacts);
    const told = async (unit: string) =>
      (await book.contactsFor(manager, api.jurisdictionId, unit, ['liaison'], api.clock.now())).map(
        ({ name }) => name,
      );
    expect(await told('市公共服务局')).toEqual(await told('市综合服务局'));
    expect(await told('市公共服务局')).toHaveLength(1);
  });
});
