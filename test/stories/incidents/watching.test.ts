import { DispositionActions, IncidentItemRow, watchesDue } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { judged, place, topic } from '../../routing/judgements.js';
import { addItem, createHub, grows, hours, judgedIncident, MORNING, policy, type Hub } from './hub.js';

let hub: Hub;
let dispositions: DispositionActions;
beforeAll(async () => {
  hub = await createHub();
  dispositions = new DispositionActions(hub.source, hub.clock, hub.woken, readDirectory, policy);
});
afterAll(() => hub.database.drop());
beforeEach(() => hub.clock.set(MORNING));

const PERSON = 'account:zhang';
const heating = (part: Parameters<typeof judged>[0] = {}) =>
  judged({ topics: [topic(hub.directory, 30)], places: [place(hub.directory, '新义街道')], ...part });

/** An item of a source of that name. */
async function heard(id: string, name: string): Promise<void> {
  const itemId = await addItem(hub, { source: { name, tier: 'self', scope: 'local' } });
  await hub.manager.insert(IncidentItemRow, { itemId, incidentId: id, at: hub.clock.now() });
}

/** Dispatched by the rules, then watched by a person. */
async function watched(): Promise<string> {
  const id = await judgedIncident(hub, heating());
  await heard(id, '本地论坛');
  await hub.routeStep.run(id);
  const { version } = await hub.incident(id);
  await dispositions.decide(id, { version, kind: 'watch', reason: 'facts_unclear', note: '' }, PERSON);
  return id;
}
const sweep = () => watchesDue(hub.manager, hub.clock.now(), 'real', { directories: readDirectory, policy });
const ended = async (id: string) => (await hub.log(id, 'watch.ended')).map(({ data }) => data['reason']);

it('takes the duties back, ends after 24 h, and lets the statutory clock run on', async () => {
  const id = await watched();
  expect(await hub.incident(id)).toMatchObject({
    state: 'watching',
    disposition: 'watch',
    disposedBy: 'zhang',
    watchUntil: new Date(MORNING.getTime() + hours(24)),
  });
  expect((await hub.duties(id)).filter(({ state }) => state !== 'withdrawn')).toEqual([]);
  expect((await hub.deadlines(id)).find(({ rule }) => rule === 'DL-03')).toMatchObject({
    state: 'open',
    dueAt: new Date(MORNING.getTime() + hours(48)),
  });
});

it('when its time is over a person decides, once however often the sweep comes by', async () => {
  const id = await watched();
  hub.clock.advance(hours(23));
  expect(await sweep()).not.toContain(id);
  hub.clock.advance(hours(1));
  const [one, two] = await Promise.all([sweep(), sweep()]);
  expect([...one, ...two].filter((found) => found === id)).toEqual([id]);
  expect(await sweep()).toEqual([]);
  const incident = await hub.incident(id);
  expect(incident).toMatchObject({ state: 'awaiting_confirmation', disposition: null, watchUntil: null });
  expect(incident.routing?.questions).toContain('观察时间已满，请决定处置去向。');
  expect(await ended(id)).toEqual(['time']);
  const again = { version: incident.version, kind: 'watch' as const, reason: 'no_spread' as const, note: '' };
  await expect(dispositions.decide(id, again, PERSON)).rejects.toMatchObject({ code: 'watched_already' });
});

it('ends with the third independent source, not with the second nor with a copy', async () => {
  const id = await watched();
  await heard(id, '甲报');
  await heard(id, '甲报');
  await grows(hub, id, heating());
  await hub.routeStep.run(id);
  expect((await hub.incident(id)).state).toBe('watching');
  await heard(id, '乙报');
  await grows(hub, id, heating());
  await hub.routeStep.run(id);
  expect(await hub.incident(id)).toMatchObject({ state: 'dispatched', disposition: 'respond' });
  expect(await ended(id)).toEqual(['items']);
  expect((await hub.duties(id)).filter(({ state }) => state === 'sent').map(({ unit }) => unit)).toContain(
    '市城市管理局',
  );
});

it.each<[string, Parameters<typeof judged>[0]]>([
  ['must_respond', { mustRespond: ['MR-2'] }],
  ['level', { opinionLevel: '较大' }],
])('ends when it is graver: %s', async (reason, part) => {
  const id = await watched();
  const judgement = heating(part);
  await grows(hub, id, judgement, { mustRespond: judgement.mustRespond });
  await hub.routeStep.run(id);
  expect(await hub.incident(id)).toMatchObject({ state: 'dispatched', disposition: 'respond' });
  expect(await ended(id)).toEqual([reason]);
});

it('ends at a second township', async () => {
  const id = await watched();
  const places = [place(hub.directory, '新义街道'), place(hub.directory, '崇文街道')];
  await grows(hub, id, heating({ places }), { places });
  await hub.routeStep.run(id);
  expect((await hub.incident(id)).state).toBe('dispatched');
  expect(await ended(id)).toEqual(['township']);
});

it('what has spread already cannot be watched', async () => {
  const id = await judgedIncident(hub, heating());
  for (const name of ['甲报', '乙报', '丙报']) await heard(id, name);
  await hub.routeStep.run(id);
  const { version } = await hub.incident(id);
  const asked = { version, kind: 'watch' as const, reason: 'no_spread' as const, note: '' };
  await expect(dispositions.decide(id, asked, PERSON)).rejects.toMatchObject({ code: 'watch_not_possible' });
});

it('taken back, the duties stand as they stood', async () => {
  const id = await watched();
  await dispositions.undo(id, (await hub.incident(id)).version, PERSON);
  expect(await hub.incident(id)).toMatchObject({
    state: 'dispatched',
    disposition: 'respond',
    watchUntil: null,
  });
  const units = (await hub.duties(id)).filter(({ state, mustSign }) => state === 'sent' && mustSign);
  expect(units.map(({ unit }) => unit).sort()).toEqual(['市城市管理局', '新义街道']);
});

it('what a person sent to 12345 stays there, until it must be answered: then a person decides anew', async () => {
  const id = await judgedIncident(hub, heating());
  await hub.routeStep.run(id);
  const { version } = await hub.incident(id);
  const asked = { version, kind: 'hotline' as const, reason: 'personal_request' as const, note: '' };
  await dispositions.decide(id, asked, PERSON);
  await grows(hub, id, heating({ places: [place(hub.directory, '崇文街道')] }));
  await hub.routeStep.run(id);
  expect(await hub.incident(id)).toMatchObject({ state: 'set_aside', disposition: 'hotline' });
  await grows(hub, id, heating(), { mustRespond: ['MR-2'] });
  await hub.routeStep.run(id);
  expect(await hub.incident(id)).toMatchObject({ state: 'awaiting_confirmation', disposition: null });
});

it('a direct reply becomes a public answer when the matter must be answered', async () => {
  const id = await judgedIncident(hub, heating());
  await hub.routeStep.run(id);
  const { version } = await hub.incident(id);
  const asked = {
    version,
    kind: 'reply' as const,
    reason: 'one_person' as const,
    note: '',
    unit: '市城市管理局',
  };
  await dispositions.decide(id, asked, PERSON);
  await grows(hub, id, heating(), { mustRespond: ['MR-3'] });
  await hub.routeStep.run(id);
  expect(await hub.incident(id)).toMatchObject({ state: 'dispatched', disposition: 'respond' });
  expect((await hub.log(id, 'disposition.decided')).at(-1)?.data).toMatchObject({
    kind: 'respond',
    reason: 'became_must_respond',
  });
});
