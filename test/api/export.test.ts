import type { IncidentDetail } from '../../apps/api/src/contract/index.js';
import { AccountRow, AuditRow } from '#access/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

describe('the table for Excel', () => {
  let api: TestApi;
  let office: Client;
  beforeAll(async () => {
    api = await createTestApi();
    office = await api.as('office', '市政府办公室');
  });
  afterAll(() => api.close());

  const lines = (text: string) => text.trim().split('\n').slice(1);
  const ids = (...given: string[]) => given.map((id) => `ids=${id}`).join('&');

  it('holds the ticked incidents only, whatever has become of them, and is logged', async () => {
    const one = await makeMatter(api, '甲甲', UNIT);
    const closed = await makeMatter(api, '乙乙', UNIT, { state: 'closed' });
    await makeMatter(api, '丙丙', UNIT);
    const all = await office.get('/api/v1/incidents/export.csv');
    expect([lines(all.text).length, all.headers['x-huiyin-cut']]).toEqual([3, undefined]);

    const some = await office.get(
      `/api/v1/incidents/export.csv?${ids(one.incident.id, closed.incident.id)}&historic=include`,
    );
    expect(lines(some.text).map((line) => line.split(',')[0])).toEqual([
      one.incident.number,
      closed.incident.number,
    ]);
    const logged = await api.database.source.manager.findBy(AuditRow, { action: 'incidents.exported' });
    expect(logged.map((row) => row.data)).toEqual([{ rows: 3 }, { rows: 2 }]);
  });

  it('gives nobody by a guessed id what the list would not show', async () => {
    const hidden = await makeMatter(api, '丁丁', UNIT, { restricted: true });
    const asked = await office.get(`/api/v1/incidents/export.csv?${ids(hidden.incident.id)}`);
    expect([asked.status, lines(asked.text)]).toEqual([200, []]);
  });

  it('starts no formula that a stranger wrote into a title, and keeps commas and quotes', async () => {
    for (const word of ['=HYPERLINK("http://x"),', '＝1+1', '@SUM(A1)']) await makeMatter(api, word, UNIT);
    const { text } = await office.get('/api/v1/incidents/export.csv');
    expect(text).toContain(`"'=HYPERLINK(""http://x""),小区停水三天"`);
    expect(text).toContain(`,'＝1+1小区停水三天,`);
    expect(text).toContain(`,'@SUM(A1)小区停水三天,`);
  });

  it('refuses ids that are none, and more than an address carries', async () => {
    for (const query of ['ids=1', ids(...Array<string>(201).fill('00000000-0000-4000-8000-000000000000'))])
      expect((await office.get(`/api/v1/incidents/export.csv?${query}`)).status).toBe(400);
  });
});

describe('who decided the routing', () => {
  it('is told by name; an account that is gone keeps its login', async () => {
    const api = await createTestApi();
    try {
      const office = await api.as('office', '市政府办公室');
      const { manager } = api.database.source;
      await manager.update(AccountRow, { role: 'office' }, { displayName: '值班员甲' });
      const { incident } = await makeMatter(api, '戊戊', UNIT);
      const path = `/api/v1/incidents/${incident.id}`;
      const { version } = (await office.get(path)).json<IncidentDetail>();
      const corrected = await office.post(`${path}/routing/correct`, {
        version,
        respondents: [OTHER_UNIT],
        firstResponsible: [],
        assisting: [],
        lead: null,
        reason: '属地核实',
      });
      expect([corrected.status, corrected.json<IncidentDetail>().routedBy]).toEqual([200, '值班员甲']);
      await manager.query(`update incident set routed_by = 'gone' where id = $1`, [incident.id]);
      expect((await office.get(path)).json<IncidentDetail>().routedBy).toBe('gone');
    } finally {
      await api.close();
    }
  });
});
