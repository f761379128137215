import { judge } from '#judge';
import { JudgeModelRow } from '#judge/service';
import { DecisionRow, type IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { route } from '#route';
import type {
  ChangeDetail,
  CorrectionTotals,
  IncidentDetail,
  JudgementView,
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

  it('counts what people put right since the last training, and what that changed; nothing hidden', async () => {
    const said = async (incident: IncidentRow, topic: number): Promise<JudgementView> => {
      const path = `/api/v1/incidents/${incident.id}/judgement`;
      const { version } = (await monitor.get(path)).json<JudgementView>();
      const choice = { aspect: 'topic', topics: [topic] };
      const answer = await monitor.post(`${path}/corrections`, { version, choice, reason: '文意有误' });
      expect(answer.status).toBe(200);
      return answer.json<JudgementView>();
    };
    const totals = async () => (await office.get('/api/v1/learning/corrections')).json<CorrectionTotals>();
    expect(await totals()).toEqual({ since: null, training: null, aspects: [], complete: true });
    const [one, other, hidden] = [await noise('甲'), await noise('乙'), await noise('金丝雀')];
    const [correction] = (await said(one, 1)).corrections;
    await said(other, 1);
    await said(hidden, 3);
    const { source } = api.database;
    await source.query('update incident set restricted = true where id = $1', [hidden.id]);
    await source.query(
      `insert into incident_log (incident_id, jurisdiction_id, type, at, actor, data)
       values ($1, $2, 'duty.withdrawn', $3, 'system', '{}')`,
      [one.id, api.jurisdictionId, api.clock.now()],
    );
    expect((await totals()).aspects).toEqual([
      expect.objectContaining({
        aspect: 'topic',
        count: 2,
        takenBack: 0,
        matters: 2,
        rerouted: 1,
        learned: true,
      }),
    ]);
    expect((await totals()).aspects[0]?.changes).toEqual([
      { before: '噪声', after: correction?.after, count: 2 },
    ]);
    await source.query('update judgement_correction set taken_back_at = at where id = $1', [correction?.id]);
    expect((await totals()).aspects[0]).toMatchObject({ count: 1, takenBack: 1, rerouted: 0 });

    // What was said before a training is counted no more.
    api.clock.advance(60_000);
    const startedAt = api.clock.now();
    const model = {
      number: 1,
      state: 'candidate',
      startedBy: 'system',
      startedAt,
      directoryVersion: '1',
    } as const;
    await source.manager.insert(JudgeModelRow, { jurisdictionId: api.jurisdictionId, ...model });
    const after = await totals();
    expect(after).toMatchObject({ aspects: [], training: { number: 1, stateWords: '候选' } });
    expect(new Date(after.since ?? 0)).toEqual(startedAt);
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
