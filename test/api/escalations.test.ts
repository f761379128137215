import type { IncidentEscalations } from '../../apps/api/src/contract/index.js';
import { createTestApi, type TestApi } from '../support/api.js';
import { makeEscalation, MORNING } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

const at = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);
let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  api.clock.set(at(1));
});
afterAll(() => api.close());

it('lists what has been urged and what comes next, the soonest first; a unit sees only its own clocks', async () => {
  const { manager } = api.database.source;
  const { incident, duty } = await makeMatter(api, '久久', UNIT);
  await makeEscalation(manager, duty, { hours: [0, 2, 4], taken: [0] });
  const path = `/api/v1/incidents/${incident.id}/escalations`;
  const office = await api.as('office', '市政府办公室');
  const { items } = (await office.get(path)).json<IncidentEscalations>();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    clock: '签收',
    unit: UNIT,
    taken: [{ to: '联络人', what: '催办签收' }],
    next: { to: '联络人', what: '催办签收' },
    after: 1,
    ended: null,
  });
  expect(new Date(items[0]?.next?.at ?? '')).toEqual(at(2));
  const own = await api.as('liaison', UNIT);
  expect((await own.get(path)).json<IncidentEscalations>().items).toHaveLength(1);
  const other = await api.as('liaison', OTHER_UNIT);
  expect((await other.get(path)).status).toBe(404);
});
