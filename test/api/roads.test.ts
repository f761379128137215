import { IncidentRow, setFollowing } from '#incidents/service';
import type { IncidentDetail } from '../../apps/api/src/contract/index.js';
import { createReportCity, type ReportCity } from './reports.js';
import type { Answer, Client } from '../support/api.js';
import { UNIT } from './world.js';

/** Side roads of the life of an incident, over HTTP; the main road and publication have stories of their own. */
describe('side roads', () => {
  let city: ReportCity;
  let office: Client;
  let monitor: Client;

  beforeAll(async () => {
    city = await createReportCity();
    [office, monitor] = await Promise.all([
      city.api.as('office', '市政府办公室'),
      city.api.as('monitor', '市委宣传部'),
    ]);
  });
  afterAll(() => city.api.close());

  const manager = () => city.api.database.source.manager;
  const detail = async (id: string, by = office) =>
    (await by.get(`/api/v1/incidents/${id}`)).json<IncidentDetail>();
  async function act(id: string, step: string, body: object = {}, by = office): Promise<Answer> {
    const { version } = await detail(id, by);
    return by.post(`/api/v1/incidents/${id}/${step}`, { version, ...body });
  }
  async function opened(given: object = {}): Promise<string> {
    const answer = await office.post('/api/v1/incidents', {
      title: '电话反映停水',
      places: ['东湖街道'],
      respondents: [UNIT],
      opinionLevel: '一般',
      note: '值班电话',
      ...given,
    });
    return answer.json<{ id: string }>().id;
  }

  it('outside: handed over with its receiver, closed, archived; no public answer is owed', async () => {
    const id = await opened();
    const gone = await act(id, 'disposition', {
      kind: 'transfer',
      reason: 'outside',
      receiver: '邻县政府办公室',
    });
    expect(gone.json()).toMatchObject({ state: 'set_aside', disposition: 'transfer' });
    const notYet = await act(id, 'archive');
    expect([notYet.status, notYet.json()['detail']]).toEqual([
      409,
      expect.stringMatching(/^事件目前为“不派单”，不能归档。现在可以：.*办结/),
    ]);
    expect((await act(id, 'close', { reason: '已告知属地' })).json()).toMatchObject({ state: 'closed' });
    expect((await act(id, 'archive')).json()).toMatchObject({ state: 'archived', actions: [] });
  });

  it('a report is referred, its parts go nowhere else, and it is closed and archived by those who may see it', async () => {
    const { incident } = await city.arrives('举报市综合服务局受贿', '举报市综合服务局科长受贿。');
    const dispose = (kind: string, reason: string) =>
      act(incident.id, 'disposition', { kind, reason }, monitor);
    expect((await dispose('hotline', 'personal_request')).json()['code']).toBe('disposition_report');
    expect((await dispose('refer', 'misconduct')).json()).toMatchObject({
      state: 'set_aside',
      disposition: 'refer',
    });
    expect((await office.get(`/api/v1/incidents/${incident.id}/disposition`)).status).toBe(404);
    await act(incident.id, 'close', { reason: '已移送' }, monitor);
    expect((await act(incident.id, 'archive', {}, monitor)).json()).toMatchObject({ state: 'archived' });
    const found = async (by: Client) => (await by.get('/api/v1/archive')).text.includes(incident.number);
    expect([await found(monitor), await found(office)]).toEqual([true, false]);
  });

  it('taken up by the city government: 特别重大 confirmed by a person; who answers stays', async () => {
    const id = await opened({ opinionLevel: '重大' });
    const raised = await act(id, 'level', { level: '特别重大', reason: '会商确定' });
    expect(raised.json()).toMatchObject({ opinionLevel: '特别重大', opinionConfirmed: true });
    expect((await detail(id)).routing?.respondents).toEqual([UNIT]);
    const light = await act(id, 'disposition', { kind: 'watch', reason: 'no_spread' });
    expect(light.json()['code']).toBe('disposition_grave');
  });

  it('followed up while something promised is open, and answered again when it is kept', async () => {
    const id = await opened();
    const at = city.api.clock.now();
    await manager().update(IncidentRow, { id }, { state: 'answered', answeredAt: at });
    const follow = (open: boolean) =>
      city.api.database.source.transaction(async (inner) => {
        const incident = await inner.findOneByOrFail(IncidentRow, { id });
        await setFollowing({ manager: inner, actor: 'system', at }, incident, open);
        await setFollowing({ manager: inner, actor: 'system', at }, incident, open);
        await inner.save(IncidentRow, incident);
      });
    await follow(true);
    expect((await detail(id)).state).toBe('following_up');
    await follow(false);
    const { state, timeline } = await detail(id);
    expect(state).toBe('answered');
    const told = timeline.map(({ text }) => text).filter((text) => text.includes('承诺'));
    expect(told).toEqual(['尚有承诺事项，跟踪办理', '承诺事项已全部办结']);
  });
});
