import type { Judgement } from '#incidents';
import { IncidentItemRow } from '#incidents/service';
import { PolicyDocumentRow, addDocument, type GivenDocument } from '#respond/service';
import { judged, signal, topic } from '../../routing/judgements.js';
import { addItem, createHub, judgedIncident, type Hub } from './hub.js';

/** RT-15, 谁起草谁解读: the library of interpretations says whose policy it is that is misread. */
let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
beforeEach(() => hub.manager.query('delete from policy_document'));
afterAll(() => hub.database.drop());

const FUNERAL: GivenDocument = {
  title: '孝义市人民政府关于印发《孝义市殡葬设施管理办法》的通知',
  number: '孝政发〔2026〕8号',
  issuer: '孝义市人民政府',
  drafters: ['市民政局'],
  publishedOn: '2026-10-08',
  effectiveOn: null,
  abolishedOn: null,
  url: null,
  keywords: ['殡葬', '公墓'],
  fields: [],
  exempt: null,
};
const add = (given: Partial<GivenDocument> = {}): Promise<PolicyDocumentRow> =>
  hub.source.transaction((manager) =>
    addDocument(
      {
        manager,
        jurisdictionId: hub.jurisdictionId,
        actor: 'account:zhang',
        at: hub.clock.now(),
        directory: hub.directory,
      },
      { ...FUNERAL, ...given },
    ),
  );

/** Misread, with a topic that would be another unit's. */
const misread = (): Judgement =>
  judged({ topics: [topic(hub.directory, 39)], signals: [signal('policy_misread')], mustRespond: ['MR-1'] });
async function told(text: string, judgement = misread()): Promise<string> {
  const id = await judgedIncident(hub, judgement, { title: text.slice(0, 20) });
  const itemId = await addItem(hub, { title: text.slice(0, 20), text });
  await hub.manager.insert(IncidentItemRow, { itemId, incidentId: id, at: hub.clock.now() });
  await hub.routeStep.run(id);
  return id;
}
const routing = async (id: string) => (await hub.incident(id)).routing;

it('the drafting unit of the record answers, and the reason names the record', async () => {
  await add();
  const id = await told('网上把孝义市殡葬设施管理办法说成全市禁止土葬，其实不是。');
  expect(await hub.incident(id)).toMatchObject({ state: 'dispatched' });
  const decided = await routing(id);
  expect(decided).toMatchObject({ respondents: ['市民政局'], needsHuman: false });
  expect(decided?.why.find(({ rule }) => rule === 'RT-15')?.because).toBe(
    '政策被误解误读，解读库登记《孝义市殡葬设施管理办法》（孝政发〔2026〕8号）由市民政局起草，由其负责解读和回应。',
  );
  expect(decided?.coordinators[0]).toMatchObject({ lead: '市政府办公室' });
  expect((await hub.duties(id)).filter(({ mustSign }) => mustSign).map(({ unit }) => unit)).toEqual([
    '市民政局',
  ]);
});

it('without a record a person names the drafter; once the library knows it, it is routed by itself', async () => {
  const text = '殡葬新规被误读成公墓都要重新交钱，公墓管理费没有变。';
  const id = await told(text);
  expect(await hub.incident(id)).toMatchObject({ state: 'awaiting_confirmation' });
  expect((await routing(id))?.questions).toContain('请确认该政策的起草单位。');
  const other = await judgedIncident(hub, judged({ topics: [topic(hub.directory, 39)] }), {
    state: 'awaiting_confirmation',
    needsRouting: false,
  });
  await add();
  expect([(await hub.incident(id)).needsRouting, (await hub.incident(other)).needsRouting]).toEqual([
    true,
    false,
  ]);
  await hub.routeStep.run(id);
  expect((await routing(id))?.respondents).toEqual(['市民政局']);
  expect(await hub.incident(id)).toMatchObject({ state: 'dispatched' });
});

it('two records of different units that fit alike are put to a person', async () => {
  await add();
  await add({ title: '孝义市公墓建设规划', number: null, drafters: ['市自然资源局'] });
  const id = await told('公墓新规被误解成殡葬全部收费。');
  const decided = await routing(id);
  expect(decided?.needsHuman).toBe(true);
  expect(decided?.questions.join()).toMatch(/按解读库可能是《.+》.*请确认该政策的起草单位。/);
});

it('what is no misreading is routed by its topics, whatever the library holds', async () => {
  await add();
  const id = await told('公墓门口道路坑洼', judged({ topics: [topic(hub.directory, 39)] }));
  expect((await routing(id))?.respondents).toEqual(['市医疗保障局']);
});
