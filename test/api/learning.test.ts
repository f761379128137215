import { judge } from '#judge';
import { DecisionRow, type IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { route } from '#route';
import type {
  ChangeDetail,
  IncidentDetail,
  LearningView,
  ProposedChange,
  RoutingAlternative,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter } from './world.js';

const SERVICES = '市综合服务局';
const ENVIRONMENT = '云州市环境局清岚分局';

describe('what we got wrong', () => {
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

  /** A noise in the street, judged and dispatched by the rules of the small city. */
  async function noise(word: string, given: Partial<IncidentRow> = {}): Promise<IncidentRow> {
    const { manager } = api.database.source;
    const directory = await readDirectory(manager, api.jurisdictionId);
    const text = `清岚市东湖街道${word}夜间噪声扰民，居民无法休息。`;
    const judgement = judge(
      { id: word, text, source: { name: '论坛', tier: 'local', scope: 'local' } },
      directory,
    );
    const routing = route(judgement, directory, { at: MORNING });
    const { incident } = await makeMatter(api, word, SERVICES, {
      judgement,
      routing,
      topics: judgement.topics.map(({ name }) => name),
      ...given,
    });
    await manager.insert(DecisionRow, {
      incidentId: incident.id,
      kind: 'routing',
      by: 'rules',
      directoryVersion: directory.version,
      reason: null,
      result: routing as never,
      previous: null as never,
      at: MORNING,
    });
    return incident;
  }

  async function reroute(incident: IncidentRow, unit: string, reason = '噪声来自工厂'): Promise<void> {
    api.clock.advance(60_000);
    const { version } = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    const answer = await office.post(`/api/v1/incidents/${incident.id}/routing/correct`, {
      version,
      respondents: [unit],
      firstResponsible: [unit, '东湖街道'],
      assisting: [],
      lead: null,
      reason,
    });
    expect(answer.status).toBe(200);
  }

  const learned = async (who = office) => (await who.get('/api/v1/learning?days=30')).json<LearningView>();

  it('counts what stood and names the topic that misled, with the change that would have put it right', async () => {
    const matters = [await noise('甲'), await noise('乙'), await noise('丙')];
    // A matter from before decisions were kept is nothing to learn from, and no error.
    await makeMatter(api, '旧', SERVICES);
    expect(await learned()).toMatchObject({ dispatched: 3, stood: 3, mistakes: [], complete: true });
    await reroute(matters[0]!, ENVIRONMENT);
    await reroute(matters[1]!, ENVIRONMENT, '同上，厂界噪声');

    const view = await learned();
    expect(view).toMatchObject({ dispatched: 3, stood: 1, correctedBefore: 0 });
    expect(view.byTopic).toContainEqual({ name: '噪声', dispatched: 3, stood: 1 });
    const [mistake] = view.mistakes;
    expect(mistake).toMatchObject({
      blame: '主题“噪声”',
      entry: { kind: 'topics', key: '4' },
      wrong: SERVICES,
      right: [ENVIRONMENT],
      count: 2,
      of: 3,
      proposal: { title: `主题“噪声”主责单位改为${ENVIRONMENT}` },
    });
    expect(mistake?.incidents.map(({ reason }) => reason).sort()).toEqual(
      ['同上，厂界噪声', '噪声来自工厂'].sort(),
    );

    const proposed = await office.post('/api/v1/learning/proposals', {
      key: mistake?.key,
      days: 30,
      rehearsal: false,
    });
    expect(proposed.status).toBe(201);
    const { id } = proposed.json<ProposedChange>();
    const change = (await monitor.get(`/api/v1/directory/changes/${id}`)).json<ChangeDetail>();
    expect(change).toMatchObject({ state: 'proposed', origin: 'learning', needsApproval: true });
    const approved = await monitor.post(`/api/v1/directory/changes/${id}/approve`, {
      version: change.version,
      note: '',
    });
    expect(approved.json<ChangeDetail>().state).toBe('approved');
    const again = await noise('丁');
    expect(again.routing?.respondents).toEqual([ENVIRONMENT]);
  });

  it('offers first what people chose in matters of the same topic, and never a recused unit', async () => {
    const [first, second] = [await noise('甲'), await noise('乙')];
    await reroute(first, ENVIRONMENT);
    const offered = async (id: string) =>
      (await office.get(`/api/v1/incidents/${id}/routing/alternatives`)).json<{
        items: RoutingAlternative[];
      }>().items;
    expect((await offered(second.id))[0]).toEqual({
      respondents: [ENVIRONMENT],
      firstResponsible: [ENVIRONMENT, '东湖街道'],
      because: '同类事项有 1 件更正为该单位',
    });
    const third = await noise('丙', { recused: [ENVIRONMENT] });
    expect((await offered(third.id)).flatMap(({ respondents }) => respondents)).not.toContain(ENVIRONMENT);
  });

  it('gives corrected matters as routing cases, and nothing of a report about an official', async () => {
    const [plain, secret] = [await noise('甲'), await noise('金丝雀', { restricted: true })];
    await reroute(plain, ENVIRONMENT);
    await api.database.source.query(
      `insert into decision (incident_id, kind, by, directory_version, reason, result, at)
       select incident_id, 'correction', 'monitor', '1', '金丝雀', result, at + interval '1 minute'
       from decision where incident_id = $1`,
      [secret.id],
    );
    const lines = (await monitor.get('/api/v1/learning/cases.jsonl?days=30')).text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        id: plain.number,
        item: expect.objectContaining({ text: '甲小区居民反映停水。' }),
        expect: expect.objectContaining({ respondents: [ENVIRONMENT] }),
        reason: '噪声来自工厂',
      }),
    ]);
    expect(JSON.stringify(await learned(monitor))).not.toContain('金丝雀');
  });

  it('a mistake that is none any more cannot be proposed', async () => {
    await noise('甲');
    const answer = await office.post('/api/v1/learning/proposals', {
      key: '没有',
      days: 30,
      rehearsal: false,
    });
    expect(answer.status).toBe(404);
  });
});
