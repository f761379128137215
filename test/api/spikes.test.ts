import type {
  HeatView,
  IncidentSummary,
  NightApprovalView,
  Page,
  SecondPerson,
  SettlementsView,
  SpikeDetail,
  SpikeView,
} from '../../apps/api/src/contract/index.js';
import { AccountRow } from '#access/service';
import { itemKey } from '#collect';
import { storeItems } from '#collect/service';
import { IncidentRow, NoticeRow } from '#incidents/service';
import { JudgeStep, SpikeCountRow, SpikeCursorRow, SpikeRow, SpikeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, UNIT } from './world.js';

let api: TestApi;
let monitor: Client;
let office: Client;
beforeAll(async () => {
  api = await createTestApi();
});
/** After a while nobody is logged in any more. */
const logIn = async () => {
  monitor = await api.as('monitor', '市委宣传部');
  office = await api.as('office', '市政府办公室');
};
beforeEach(async () => {
  await api.database.source.query(
    'truncate spike, spike_count, spike_cursor, item, judgement, incident_item',
  );
  api.clock.set(MORNING);
  await logIn();
});
afterAll(() => api.close());

const rows = () => api.database.source.manager;
const told: string[] = [];
const step = () =>
  new SpikeStep(api.database.source, api.clock, readDirectory, async (_manager, spike) => {
    told.push(spike.label);
  });
let number = 0;
/** Posts about one township, each from another source. */
async function posts(count: number, town = '东湖街道', sources = 5, rehearsal = false): Promise<void> {
  const directory = await readDirectory(rows(), api.jurisdictionId);
  await api.database.source.transaction((manager) =>
    storeItems(
      manager,
      directory,
      api.jurisdictionId,
      Array.from({ length: count }, (_, at) => ({
        key: itemKey('spike', String((number += 1))),
        channel: 'import' as const,
        title: '',
        text: `${town}第${at + 1}号院突然停水，居民在群里互相询问怎么回事。`,
        source: { name: `论坛${at % sources}`, tier: 'self' as const, scope: 'local' as const },
        discoveredAt: api.clock.now(),
        rehearsal,
      })),
    ),
  );
  const { clock, database } = api;
  await new JudgeStep(database.source, clock, { wake: async () => undefined } as never, readDirectory).run(
    api.jurisdictionId,
  );
}
/** Four quiet weeks have been counted. */
const record = (days = 40) =>
  rows().insert(SpikeCursorRow, {
    jurisdictionId: api.jurisdictionId,
    seq: '0',
    since: new Date(MORNING.getTime() - days * 86_400_000),
  });
const path = (id = '') => `/api/v1/spikes${id && `/${id}`}`;
const list = async (query = '') => (await monitor.get(`${path()}${query}`)).json<Page<SpikeView>>().items;
const code = (answer: { json<T>(): T }) => answer.json<{ code: string }>().code;

describe('rises over what is usual (异常增长)', () => {
  it('are found once, with what drives them, and make no incident of their own', async () => {
    await record();
    await posts(12);
    const incidents = await rows().count(IncidentRow);
    told.length = 0;
    const [found, ...more] = await step().run(api.jurisdictionId);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ observed: 12, sources: 5, state: 'open' });
    expect(told).toEqual([found!.label]);
    expect(await step().run(api.jurisdictionId)).toEqual([]);
    expect(await rows().count(IncidentRow)).toBe(incidents);
    const [shown] = await list();
    expect(shown).toMatchObject({
      label: found!.label,
      observed: 12,
      state: 'open',
      actions: ['link', 'dismiss'],
    });
    expect(shown!.words.join('')).toContain('停水');
    expect((await monitor.get(path('count'))).json()).toEqual({ open: 1 });
    const detail = (await monitor.post(`${path(found!.id)}/seen`, {})).json<SpikeDetail>();
    expect(detail).toMatchObject({ state: 'seen' });
    expect(detail.hours).toHaveLength(48);
    expect(detail.hours.at(-1)?.count).toBe(12);
    expect(detail.items).toHaveLength(12);
    expect((await monitor.get(path('count'))).json()).toEqual({ open: 0 });
  });

  it('are none while nothing is known of what is usual, from one busy source, or where it is usual', async () => {
    await record(3);
    await posts(12);
    expect(await step().run(api.jurisdictionId)).toEqual([]);
    await rows().query('truncate spike_count, spike_cursor, item, judgement, incident_item');
    await record();
    await posts(12, '东湖街道', 1);
    expect(await step().run(api.jurisdictionId)).toEqual([]);
    await posts(12);
    const keys: { key: string }[] = await rows().query('select distinct key from spike_count');
    const days = Array.from({ length: 30 }, (_, day) => day + 2);
    await rows().insert(
      SpikeCountRow,
      keys.flatMap(({ key }) =>
        days.flatMap((day) =>
          [0, 1, 2].map((hour) => ({
            jurisdictionId: api.jurisdictionId,
            rehearsal: false,
            key,
            hour: new Date(
              Math.floor(MORNING.getTime() / 3_600_000) * 3_600_000 - (day * 24 + hour - 1) * 3_600_000,
            ),
            count: 20,
          })),
        ),
      ),
    );
    await step().run(api.jurisdictionId);
    expect(await rows().count(SpikeRow)).toBe(0);
  });

  it('that people dismiss come back only much higher, until it is taken back', async () => {
    await record();
    await posts(12);
    const [found] = await step().run(api.jurisdictionId);
    const dismiss = (version: number) =>
      monitor.post(`${path(found!.id)}/dismiss`, { version, note: '例行检修，联系13903581234' });
    expect(code(await dismiss(9))).toBe('stale');
    const dismissed = (await dismiss(1)).json<SpikeDetail>();
    expect(dismissed).toMatchObject({ state: 'dismissed', actions: ['reopen'] });
    expect(dismissed.note).not.toContain('13903581234');
    expect(code(await dismiss(2))).toBe('spike_settled');
    api.clock.advance(60 * 60_000);
    await logIn();
    await posts(14);
    expect(await step().run(api.jurisdictionId)).toEqual([]);
    await posts(14);
    const [again] = await step().run(api.jurisdictionId);
    expect(again).toMatchObject({ observed: 28, state: 'open' });
    const back = await monitor.post(`${path(found!.id)}/reopen`, { version: 2 });
    expect(back.json<SpikeDetail>().state).toBe('over');
    expect(code(await monitor.post(`${path(again!.id)}/reopen`, { version: 1 }))).toBe('spike_open');
  });

  it('are linked to a matter, whose history says so, and end by themselves', async () => {
    await record();
    await posts(12);
    const [found] = await step().run(api.jurisdictionId);
    const { incident } = await makeMatter(api, '东湖', UNIT);
    const linked = await office.post(`${path(found!.id)}/link`, { version: 1, incidentId: incident.id });
    expect(linked.json<SpikeDetail>()).toMatchObject({ state: 'linked', incidentNumber: incident.number });
    const detail = (await monitor.get(`/api/v1/incidents/${incident.id}`)).json<{
      timeline: { text: string }[];
    }>();
    expect(detail.timeline.map(({ text }) => text)).toContain(`关联异常增长：${found!.label}`);
    await posts(12, '西岭镇');
    const [other] = await step().run(api.jurisdictionId);
    api.clock.advance(13 * 3_600_000);
    await logIn();
    await step().run(api.jurisdictionId);
    expect(await list()).toEqual([]);
    expect((await list('?state=settled')).find(({ id }) => id === other?.id)?.state).toBe('over');
  });

  it('of a rehearsal stand apart and are not for those who see their own unit only', async () => {
    await record();
    await posts(12, '东湖街道', 5, true);
    expect(await step().run(api.jurisdictionId)).toEqual([]);
    const counted: { rehearsal: boolean }[] = await rows().query(
      'select distinct rehearsal from spike_count',
    );
    expect(counted).toEqual([{ rehearsal: true }]);
    const unit = await api.as('liaison', UNIT);
    expect((await unit.get(path())).status).toBe(403);
    expect(await rows().countBy(NoticeRow, { template: 'spike_found', rehearsal: false })).toBe(0);
  });
});

describe('heat and suspected levels', () => {
  const suspect = async () => {
    const { incident } = await makeMatter(api, '南坡', UNIT, {
      eventLevel: 'II',
      opinionLevel: '重大',
      provisional: true,
      heat: 7,
    });
    return incident;
  };

  it('stand beside the level, order the list, and say what is lacking', async () => {
    const hot = await suspect();
    await makeMatter(api, '北坡', UNIT, { opinionLevel: '重大', heat: 3 });
    const heat = (await office.get(`/api/v1/incidents/${hot.id}/heat`)).json<HeatView>();
    expect(heat).toMatchObject({ level: '重大', total: 57, floor: 50, ceiling: 75 });
    const sorted = (await office.get('/api/v1/incidents?sort=heat&limit=2')).json<Page<IncidentSummary>>();
    expect(sorted.items.map(({ heat: total }) => total)).toEqual([57, 53]);
    const next = await office.get(`/api/v1/incidents?sort=heat&limit=2&cursor=${sorted.next}`);
    expect(next.json<Page<IncidentSummary>>().items.every((one) => one.heat <= 53)).toBe(true);
  });

  it('wait in a list of their own for two persons to settle them', async () => {
    const incident = await suspect();
    const waiting = async () =>
      (await office.get('/api/v1/incidents?provisional=true')).json<Page<IncidentSummary>>().items;
    expect((await waiting()).map(({ id }) => id)).toContain(incident.id);
    const at = `/api/v1/incidents/${incident.id}/settlements`;
    const seen = (await office.get(at)).json<SettlementsView>();
    expect(seen).toMatchObject({ provisional: true, maySettle: true, items: [] });
    const given = {
      version: 1,
      verdict: 'untrue',
      eventLevel: 'none',
      opinionLevel: '一般',
      reason: '现场无人被困',
    };
    const proposed = (await office.post(at, given)).json<SettlementsView>();
    expect(proposed).toMatchObject({
      maySettle: false,
      items: [{ state: 'waiting', actions: ['withdraw'] }],
    });
    const [row] = proposed.items;
    const decision = { version: 2, approve: true, note: '' };
    const decide = (who: Client) => who.post(`/api/v1/settlements/${row!.id}/decide`, decision);
    expect(code(await decide(office))).toBe('own_settlement');
    const settled = (await decide(monitor)).json<SettlementsView>();
    expect(settled).toMatchObject({ provisional: false, eventLevel: 'none', items: [{ state: 'standing' }] });
    expect((await waiting()).map(({ id }) => id)).not.toContain(incident.id);
  });

  it('is settled alone at night after a call, which the other signs in the morning', async () => {
    api.clock.set(new Date('2026-11-23T22:10:00+08:00'));
    await logIn();
    const suspected = { eventLevel: 'II', provisional: true, opinionLevel: '重大' } as const;
    const { incident } = await makeMatter(api, '夜戊', UNIT, suspected);
    const path = `/api/v1/incidents/${incident.id}/settlements`;
    const given = { verdict: 'untrue', eventLevel: 'none', opinionLevel: '一般', reason: '矿方证实无人被困' };
    const made = (await office.post(path, { ...given, version: 1 })).json<SettlementsView>();
    const [row] = made.items;
    expect(row?.actions).toEqual(['alone', 'withdraw']);
    const asked = { what: 'level_settlement', subjectId: row!.id };
    const seconds = (
      await office.get(`/api/v1/night/people?what=${asked.what}&subjectId=${asked.subjectId}`)
    ).json<{ items: SecondPerson[] }>().items;
    // Everybody has logged in anew.
    const second = await rows().findOneOrFail(AccountRow, {
      where: { role: 'monitor', unit: '市委宣传部' },
      order: { createdAt: 'DESC' },
    });
    expect(seconds.map(({ id }) => id)).toContain(second.id);
    const call = { ...asked, version: 2, secondId: second.id, post: '副部长', note: '同意' };
    const done = (await office.post('/api/v1/night/approvals', call)).json<NightApprovalView>();
    expect(done).toMatchObject({ state: 'waiting', label: expect.stringContaining('核定为不属实') });
    expect((await office.get(path)).json<SettlementsView>()).toMatchObject({
      provisional: false,
      eventLevel: 'none',
      items: [{ state: 'standing', actions: [] }],
    });
    const signed = await monitor.post(`/api/v1/night/approvals/${done.id}/countersign`, {
      agree: true,
      note: '',
    });
    expect(signed.json()).toMatchObject({ state: 'signed' });
  });
});
