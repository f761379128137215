import { AssignmentRow, IncidentItemRow, IncidentRow, storeProposals } from '#incidents/service';
import type {
  GroupingsView,
  IncidentSummary,
  MergePreview,
  MovePreview,
  Page,
  ProposalView,
  RegroupedView,
  UndoPreview,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

let api: TestApi;
let monitor: Client;
let office: Client;
let liaison: Client;
beforeAll(async () => {
  api = await createTestApi();
  [monitor, office, liaison] = await Promise.all([
    api.as('monitor', '市委宣传部'),
    api.as('office', '市政府办公室'),
    api.as('liaison', UNIT),
  ]);
});
afterAll(() => api.close());

const version = async ({ incident }: Matter) =>
  (await api.database.source.manager.findOneByOrFail(IncidentRow, { id: incident.id })).version;
const merging = async (one: Matter, other: Matter, part: object = {}) => ({
  version: await version(one),
  otherId: other.incident.id,
  otherVersion: await version(other),
  stays: 'this',
  routing: null,
  reason: '同一件事',
  ...part,
});
const at = ({ incident }: Matter) => `/api/v1/incidents/${incident.id}`;
const found = async (client: Client, q: string) =>
  (await client.get(`/api/v1/incidents?q=${encodeURIComponent(q)}`)).json<Page<IncidentSummary>>().items;

it('a merge is shown before, leads from the old number to the new one, and is taken back from the record', async () => {
  const one = await makeMatter(api, '甲子', UNIT);
  const gone = await makeMatter(api, '乙丑', OTHER_UNIT);
  const preview = await office.post(`${at(one)}/merge/preview`, await merging(one, gone));
  expect(preview.status).toBe(200);
  expect(preview.json<MergePreview>()).toMatchObject({ stays: one.incident.id });
  expect(preview.json<MergePreview>().units).toContain(
    `${OTHER_UNIT}的任务随之转入 ${one.incident.number}，签收时限不延后`,
  );
  expect(await found(office, gone.incident.number)).toMatchObject([{ id: gone.incident.id }]);

  const done = await office.post(`${at(one)}/merge`, await merging(one, gone));
  expect(done.json<RegroupedView>()).toMatchObject({
    incidentId: one.incident.id,
    number: one.incident.number,
  });
  expect(await found(office, gone.incident.number)).toMatchObject([{ id: one.incident.id }]);
  const listed = (await office.get('/api/v1/incidents?limit=200')).json<Page<IncidentSummary>>().items;
  expect(listed.map(({ id }) => id)).not.toContain(gone.incident.id);
  const page = (await office.get(`${at(gone)}/groupings`)).json<GroupingsView>();
  expect(page).toMatchObject({ merged: true, mergedInto: { id: one.incident.id } });
  expect(page.records).toMatchObject([{ kind: 'merge', items: 1, undoable: true, because: null }]);

  const { regroupingId } = done.json<RegroupedView>();
  const undo = `/api/v1/regroupings/${regroupingId}/undo`;
  const seen = (await office.post(`${undo}/preview`, {})).json<UndoPreview>();
  expect(seen.matters.map(({ number, itemsAfter }) => [number, itemsAfter])).toEqual(
    expect.arrayContaining([[gone.incident.number, 1]]),
  );
  expect((await office.post(undo, {})).status).toBe(200);
  expect(await found(office, gone.incident.number)).toMatchObject([
    { id: gone.incident.id, state: 'dispatched' },
  ]);
  const again = await office.post(undo, {});
  expect([again.status, again.json()['code']]).toEqual([422, 'undo_done']);
});

it('a stale page is refused with a code', async () => {
  const one = await makeMatter(api, '丙寅', UNIT);
  const other = await makeMatter(api, '丁卯', UNIT);
  const answer = await office.post(`${at(one)}/merge`, await merging(one, other, { otherVersion: 99 }));
  expect([answer.status, answer.json()['code']]).toEqual([409, 'stale']);
});

it('items are split off to a new incident that a unit on duty does not learn of', async () => {
  const one = await makeMatter(api, '戊辰', UNIT);
  const other = await makeMatter(api, '己巳', UNIT);
  const { manager } = api.database.source;
  await manager.update(IncidentItemRow, { itemId: other.item.id }, { incidentId: one.incident.id });
  const copy = await makeMatter(api, '己巳', UNIT);
  const follows = { incidentId: one.incident.id, duplicateOf: other.item.id };
  await manager.update(IncidentItemRow, { itemId: copy.item.id }, follows);
  const body = { version: await version(one), itemIds: [other.item.id], into: null, reason: '' };
  const preview = (await monitor.post(`${at(one)}/move-items/preview`, body)).json<MovePreview>();
  expect(preview.matters[0]).toMatchObject({ stateBefore: null, itemsAfter: 2 });
  expect(preview.along).toMatchObject([{ id: copy.item.id, title: '己巳小区停水三天' }]);
  const { incidentId } = (await monitor.post(`${at(one)}/move-items`, body)).json<RegroupedView>();
  expect((await monitor.get(`/api/v1/incidents/${incidentId}`)).status).toBe(200);
  await manager.update(AssignmentRow, { incidentId }, { state: 'withdrawn' });
  const record = (await liaison.get(`${at(one)}/groupings`)).json<GroupingsView>().records[0];
  expect(record).toMatchObject({ kind: 'split', into: null, from: { id: one.incident.id } });
});

it('nobody learns by a merge, a move or a proposal of what they may not see', async () => {
  const one = await makeMatter(api, '庚午', UNIT);
  const hidden = await makeMatter(api, '辛未', OTHER_UNIT, { recused: ['市政府办公室'] });
  const report = await makeMatter(api, '壬申', OTHER_UNIT, {
    restricted: true,
    flags: ['misconduct_report'],
  });
  for (const matter of [hidden, report]) {
    const body = await merging(one, matter);
    expect((await office.post(`${at(one)}/merge/preview`, body)).status).toBe(404);
    expect((await office.post(`${at(one)}/merge`, body)).status).toBe(404);
    const moving = {
      version: await version(one),
      itemIds: [one.item.id],
      into: { id: matter.incident.id, version: 1 },
      reason: '',
    };
    expect((await office.post(`${at(one)}/move-items`, moving)).status).toBe(404);
  }
  const refused = await monitor.post(`${at(one)}/merge`, await merging(one, report));
  expect([refused.status, refused.json()['code']]).toEqual([422, 'merge_restricted']);
  await storeProposals(
    api.database.source.manager,
    api.jurisdictionId,
    [
      {
        kind: 'merge',
        fromId: one.incident.id,
        intoId: hidden.incident.id,
        itemIds: [],
        similarity: 0.4,
        reasons: ['地点相同：东湖街道'],
      },
    ],
    new Date(),
    false,
  );
  const [proposal] = (await monitor.get('/api/v1/groupings')).json<Page<ProposalView>>().items;
  expect(proposal).toMatchObject({
    kind: 'merge',
    from: { id: one.incident.id },
    reasons: ['地点相同：东湖街道'],
  });
  expect((await office.get('/api/v1/groupings')).json<Page<ProposalView>>().items).toEqual([]);
  expect((await office.get('/api/v1/groupings/count')).json()).toEqual({ open: 0 });
  expect((await monitor.get('/api/v1/groupings/count')).json()).toEqual({ open: 1 });
  expect((await office.post(`/api/v1/groupings/${proposal?.id}/decline`, {})).status).toBe(404);
  const unseen = (await liaison.get(`${at(one)}/groupings`)).json<GroupingsView>();
  expect(unseen.proposals).toEqual([]);
  expect((await monitor.post(`/api/v1/groupings/${proposal?.id}/decline`, {})).json()).toEqual({ open: 0 });
});

it('whoever is kept from the one is kept from both once they are one', async () => {
  const one = await makeMatter(api, '癸酉', OTHER_UNIT);
  const about = await makeMatter(api, '甲戌', OTHER_UNIT, { recused: [UNIT] });
  expect((await monitor.post(`${at(one)}/merge`, await merging(one, about))).status).toBe(200);
  const { recused } = await api.database.source.manager.findOneByOrFail(IncidentRow, { id: one.incident.id });
  expect(recused).toEqual([UNIT]);
  expect((await liaison.get(at(one))).status).toBe(404);
});
