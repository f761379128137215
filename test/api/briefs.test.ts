import { createHash, randomUUID } from 'node:crypto';
import type {
  BriefView,
  EffectsView,
  IncidentDetail,
  RewritePreview,
} from '../../apps/api/src/contract/index.js';
import { emptyJudgement, type Judgement } from '#incidents';
import { flaresDue, IncidentItemRow, IncidentRow, ItemRow, JudgementRow, RoundRow } from '#incidents/service';
import { BriefRow } from '#report/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { createTestModel, type TestModel } from '../support/model.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

const at = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);
let api: TestApi;
let model: TestModel;
let office: Client;
beforeAll(async () => {
  model = await createTestModel();
  api = await createTestApi({
    environment: { HUIYIN_MODEL_URL: model.url, HUIYIN_MODEL_KEY: 'key-1', HUIYIN_MODEL_NAME: 'model-1' },
  });
  api.clock.set(at(30));
  office = await api.as('office', '市政府办公室');
});
afterAll(async () => {
  await api.close();
  await model.close();
});

interface Said {
  text: string;
  title?: string;
  hours: number;
  source?: [name: string, tier: string];
  copyOf?: string;
  url?: string;
  judged?: Partial<Judgement>;
}

/** Puts an item into an incident, as judging would. */
async function say(incident: IncidentRow, said: Said): Promise<string> {
  const { manager } = api.database.source;
  const [name, tier] = said.source ?? ['清岚论坛', 'local'];
  const item = await manager.save(
    manager.create(ItemRow, {
      jurisdictionId: api.jurisdictionId,
      key: createHash('sha256').update(randomUUID()).digest(),
      channel: 'feed',
      title: said.title ?? '',
      text: said.text,
      url: said.url ?? `https://forum.example/${randomUUID()}`,
      source: { name, tier, scope: 'local' },
      publishedAt: at(said.hours),
      discoveredAt: at(said.hours),
      judgedAt: at(said.hours),
    }),
  );
  await manager.insert(IncidentItemRow, {
    itemId: item.id,
    incidentId: incident.id,
    duplicateOf: said.copyOf ?? null,
    at: at(said.hours),
  });
  await manager.insert(JudgementRow, {
    itemId: item.id,
    incidentId: incident.id,
    directoryVersion: '1',
    result: { ...emptyJudgement(), tone: 'negative', ...said.judged } as never,
    at: at(said.hours),
  });
  return item.id;
}

const briefOf = async (client: Client, { id }: { id: string }, query = '') =>
  client.get(`/api/v1/incidents/${id}/brief${query}`);

describe('the brief', () => {
  it('tells what people ask, with the items, and a repost as no voice of its own', async () => {
    const { incident } = await makeMatter(api, '安福', UNIT);
    const first = await say(incident, { text: '安福小区已经停水三天，请问什么时候恢复供水？', hours: 1 });
    await say(incident, { text: '安福小区的水到底何时能恢复供水？', hours: 2, source: ['某短视频', 'self'] });
    await say(incident, { text: '安福小区已经停水三天，请问什么时候恢复供水？', hours: 3, copyOf: first });
    await say(incident, { text: '停水期间有没有送水车？老人提不动水。', hours: 4 });
    const brief = (await briefOf(office, incident)).json<BriefView>();
    expect(brief.questions[0]).toMatchObject({ kind: 'question', independent: 2 });
    expect(brief.questions[0]?.question).toMatch(/何时|什么时候/);
    expect(brief.questions[0]?.itemIds).toHaveLength(3);
    expect(brief.questions.map(({ question }) => question)).toContain('停水期间有没有送水车？');
    expect(brief.spread).toMatchObject({ items: 5, reposts: 1, first: { source: '清岚论坛' } });
    const shown = new Set(brief.items.map(({ id }) => id));
    const cited = [...brief.summary, ...brief.happened].flatMap(({ itemIds }) => itemIds);
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.every((id) => shown.has(id))).toBe(true);
  });

  it('makes a new version when something new comes in, and keeps the old one', async () => {
    const { incident } = await makeMatter(api, '春晖', UNIT);
    const one = (await briefOf(office, incident)).json<BriefView>();
    const again = (await briefOf(office, incident)).json<BriefView>();
    expect([one.number, again.number, again.versions.length]).toEqual([1, 1, 1]);
    await say(incident, { text: '春晖小区停水的原因是什么？', hours: 5 });
    const next = (await briefOf(office, incident)).json<BriefView>();
    expect(next.number).toBe(2);
    expect(next.questions).toHaveLength(1);
    const old = (await briefOf(office, incident, '?number=1')).json<BriefView>();
    expect([old.number, old.questions]).toEqual([1, []]);
    expect((await briefOf(office, incident, '?number=9')).status).toBe(404);
  });

  it('gives several readers at once one version', async () => {
    const { incident } = await makeMatter(api, '同时', UNIT);
    const answers = await Promise.all(Array.from({ length: 6 }, () => briefOf(office, incident)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await api.database.source.manager.countBy(BriefRow, { incidentId: incident.id })).toBe(1);
  });

  it('names no private person and no account to anybody', async () => {
    const { incident } = await makeMatter(api, '隐名', UNIT);
    await say(incident, { text: '村民张大山在隐名小区门口说停水三天了。@水管家 何时来水？', hours: 2 });
    const { text } = await briefOf(office, incident);
    expect(text).not.toContain('张大山');
    expect(text).not.toContain('水管家');
    expect(text).toContain('张某');
  });

  it('is for those who may know of the matter', async () => {
    const { incident } = await makeMatter(api, '别人', UNIT);
    const other = await api.as('liaison', OTHER_UNIT);
    const own = await api.as('liaison', UNIT);
    expect((await briefOf(other, incident)).status).toBe(404);
    expect((await briefOf(own, incident)).status).toBe(200);
    expect((await other.get(`/api/v1/incidents/${incident.id}/effect`)).status).toBe(404);
  });

  it('tells of like cases only what the reader may know of', async () => {
    const past = {
      state: 'closed' as const,
      topics: ['供水'],
      answeredAt: at(-200),
      answerUrl: 'https://www.example/a',
    };
    const open = await makeMatter(api, '旧事甲', UNIT, past);
    const hidden = await makeMatter(api, '旧事乙', OTHER_UNIT, { ...past, recused: [UNIT] });
    const { incident } = await makeMatter(api, '新事', UNIT, { topics: ['供水'] });
    const own = await api.as('liaison', UNIT);
    const seen = async (client: Client) =>
      (await briefOf(client, incident)).json<BriefView>().likeCases.map(({ incidentId }) => incidentId);
    expect(await seen(office)).toEqual(expect.arrayContaining([open.incident.id, hidden.incident.id]));
    expect(await seen(own)).toEqual([open.incident.id]);
  });
});

/** A matter with a rumour in it, and its preview. */
async function matterForModel(word: string) {
  const made = await makeMatter(api, word, UNIT);
  await say(made.incident, {
    text: `听说${word}小区停水是因为水管爆裂，死了两个人。`,
    hours: 2,
    judged: { claim: 'unverified' },
  });
  const preview = (
    await office.get(`/api/v1/incidents/${made.incident.id}/brief/rewrite`)
  ).json<RewritePreview>();
  const no = (part: string) => preview.texts.find(({ text }) => text.includes(part))?.no;
  return { ...made, preview, no, path: `/api/v1/incidents/${made.incident.id}/brief/rewrite` };
}

describe('a language model', () => {
  it('gets exactly what was shown, masked, and on record; its sentences stand or fall by their items', async () => {
    const { incident, preview, no, path } = await matterForModel('长青');
    const before = model.asked.length;
    expect(preview).toMatchObject({ host: new URL(model.url).host, model: 'model-1' });
    model.answer({
      says: [
        `长青小区居民反映停水[${no('居民反映')}]`,
        `长青小区停水影响5000户[${no('居民反映')}]`,
        '长青小区居民反映停水。',
        `长青小区停水是因为水管爆裂，死了两个人[${no('听说')}]`,
        `网传长青小区停水是因为水管爆裂，死了两个人，未经证实[${no('听说')}]`,
        '长青小区停水[99]',
        `昨天长青小区居民反映停水[${no('居民反映')}]`,
        `西山县长青小区居民反映停水[${no('居民反映')}]`,
      ].join('\n'),
    });
    const brief = (await office.post(path, { digest: preview.digest })).json<BriefView>();
    expect(brief.rewrite).toMatchObject({ state: 'done', failure: null, sent: preview.texts.length });
    expect(brief.rewrite?.kept.map(({ text }) => text)).toEqual([
      '长青小区居民反映停水',
      '网传长青小区停水是因为水管爆裂，死了两个人，未经证实',
    ]);
    expect(brief.rewrite?.dropped.map(({ reason, words }) => [reason, words])).toEqual([
      ['数字在所注明的信息中找不到', ['5000']],
      ['没有注明所依据的信息', []],
      ['把网传的情况当作事实', []],
      ['注明的信息不存在', ['99']],
      ['时间在所注明的信息中找不到', ['昨天']],
      ['地名、单位名或人名在所注明的信息中找不到', ['西山县']],
    ]);
    const sent = model.asked[before];
    expect(sent?.path).toBe('/v1/chat/completions');
    expect(sent?.headers.authorization).toBe('Bearer key-1');
    const said = sent?.body.messages.map(({ content }) => content).join('\n') ?? '';
    for (const { text } of preview.texts) expect(said).toContain(text);
    const { timeline } = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    expect(timeline.map(({ text }) => text).join('\n')).toContain('送语言模型 model-1');
  });

  it('is not asked when other texts would go than those that were looked at', async () => {
    const { incident, preview, path } = await matterForModel('换了');
    const before = model.asked.length;
    await say(incident, { text: '换了小区又有新情况，何时修好？', hours: 6 });
    expect((await office.post(path, { digest: preview.digest })).status).toBe(409);
    expect(model.asked.length).toBe(before);
  });

  it.each([
    ['an error', { status: 500, body: 'oops' }, '拒绝了请求（500）'],
    ['no end', { endless: true as const }, '过长'],
    ['no JSON', { raw: '<html>' }, '无法识别'],
    ['nothing', { says: '  ' }, '没有给出内容'],
    ['another address', { redirects: 'http://127.0.0.1:9/v1' }, '连接不上'],
  ])('that answers with %s is told of as it is, and the brief stays', async (name, how, words) => {
    const { preview, path } = await matterForModel(`坏${name.length}`);
    model.answer(how);
    const brief = (await office.post(path, { digest: preview.digest })).json<BriefView>();
    expect(brief.rewrite).toMatchObject({ state: 'failed', kept: [], dropped: [] });
    expect(brief.rewrite?.failure).toContain(words);
    expect(brief.happened.length).toBeGreaterThan(0);
  });

  it('gets nothing of a report on public servants, and is for those who decide', async () => {
    const { incident } = await makeMatter(api, '举报', UNIT, { recused: [OTHER_UNIT] });
    const path = `/api/v1/incidents/${incident.id}/brief/rewrite`;
    expect((await office.get(path)).json()).toMatchObject({ code: 'not_for_model' });
    const own = await api.as('liaison', UNIT);
    expect((await own.get(path)).status).toBe(403);
  });
});

/** The register of outlets as a city keeps it: proposed by one, approved by another. */
async function registerOutlet(name: string): Promise<void> {
  const body = {
    key: 'portal',
    name,
    kind: 'portal',
    owner: '市政府办公室',
    hosts: ['www.qinglan.example'],
    forms: ['authoritative'],
    standard: true,
    basis: '测试',
  };
  const edits = [{ kind: 'outlets', key: null, body, expectedRevision: null }];
  const form = { title: '登记渠道', reason: '测试', edits, submit: true, dryRunId: null };
  const made = await office.post('/api/v1/directory/changes', form);
  const { id, version } = made.json<{ id: string; version: number }>();
  const monitor = await api.as('monitor', '市委宣传部');
  const approved = await monitor.post(`/api/v1/directory/changes/${id}/approve`, { version, note: '属实' });
  expect(approved.status).toBeLessThan(300);
}

describe('the effect', () => {
  beforeAll(() => registerOutlet('清岚市政府门户网站'));

  it('tells before and after, what is asked still, and how widely it was read', async () => {
    const { incident } = await makeMatter(api, '效果', UNIT, {
      state: 'answered',
      answeredAt: at(10),
      answerUrl: 'https://www.qinglan.example/answer',
    });
    const { manager } = api.database.source;
    await manager.insert(RoundRow, {
      incidentId: incident.id,
      number: 1,
      openedAt: at(0),
      answeredAt: at(10),
      answerUrl: incident.answerUrl,
    });
    for (let i = 0; i < 12; i += 1)
      await say(incident, { text: `效果小区停水第${i}次，没人管。`, hours: 1 + i * 0.6 });
    await say(incident, { text: '效果小区什么时候退水费？', hours: 12 });
    await say(incident, { text: '公告：抢修完成。', hours: 10, url: 'https://www.qinglan.example/answer' });
    const path = `/api/v1/incidents/${incident.id}`;
    const view = (await office.get(`${path}/effect`)).json<EffectsView>();
    expect(view.effects[0]).toMatchObject({
      round: 1,
      course: 'down',
      hours: 10,
      after: { items: 1 },
      openQuestions: null,
      askedSince: 1,
      flare: null,
    });
    expect(view.effects[0]?.before.items).toBeGreaterThanOrEqual(12);
    expect(view.mayEnter).toBe(true);
    const outlet = '清岚市政府门户网站';
    expect(view.outlets).toEqual([outlet]);
    const figures = { outlet, reads: 5200, comments: null, shares: 12 };
    const entered = (await office.post(`${path}/reach`, figures)).json<EffectsView>();
    expect(entered.effects[0]?.reach).toMatchObject([figures]);
    const later = (await office.post(`${path}/reach`, { ...figures, reads: 6000 })).json<EffectsView>();
    expect(later.effects[0]?.reach).toMatchObject([{ reads: 6000 }]);
    expect((await office.post(`${path}/reach`, { ...figures, outlet: '某局公众号' })).status).toBe(400);
    expect((await office.post(`${path}/reach`, { ...figures, reads: null, shares: null })).status).toBe(400);
  });

  it('has no figures before there is an answer', async () => {
    const { incident } = await makeMatter(api, '未答', UNIT);
    const path = `/api/v1/incidents/${incident.id}`;
    expect((await office.get(`${path}/effect`)).json<EffectsView>()).toMatchObject({
      effects: [],
      mayEnter: false,
    });
  });
});

describe('a flare-up', () => {
  const answerUrl = 'https://www.qinglan.example/flare';
  /** Answered, quiet for four days, then spread again: ten copies of one text. */
  async function spread(word: string, copy: { url?: string; sources: number; tone?: 'positive' }) {
    const { incident } = await makeMatter(api, word, UNIT, {
      state: 'answered',
      answeredAt: at(-100),
      answerUrl,
    });
    await api.database.source.manager.insert(RoundRow, {
      incidentId: incident.id,
      number: 1,
      openedAt: at(-120),
      answeredAt: at(-100),
      answerUrl,
    });
    const first = await say(incident, {
      text: `${word}小区又停水了，没人管。`,
      hours: -110,
      ...(copy.url && { url: copy.url }),
    });
    for (let i = 0; i < 10; i += 1)
      await say(incident, {
        text: `${word}小区又停水了，没人管。`,
        hours: 20 + i * 0.5,
        copyOf: first,
        source: [`转发者${i % copy.sources}`, 'self'],
        ...(copy.tone && { judged: { tone: copy.tone } }),
      });
    return incident.id;
  }

  it('is found in reposts alone, but not in those of one source, of our own answer, or in thanks', async () => {
    const risen = await spread('再热', { sources: 7 });
    const busy = await spread('一家', { sources: 1 });
    const own = await spread('转我', { sources: 7, url: answerUrl });
    const thanks = await spread('感谢', { sources: 7, tone: 'positive' });
    const { manager } = api.database.source;
    const found = await flaresDue(manager, at(30), 'real');
    expect(found).toContain(risen);
    for (const id of [busy, own, thanks]) expect(found).not.toContain(id);
    expect(await manager.findOneByOrFail(IncidentRow, { id: risen })).toMatchObject({ needsRouting: true });
    expect(await flaresDue(manager, at(30), 'rehearsal')).toEqual([]);
  });
});
