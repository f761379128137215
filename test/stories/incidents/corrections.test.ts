import { IncidentRow, JudgementCorrectionRow, type ItemRow } from '#incidents/service';
import type { CorrectionChoice } from '#judge';
import { JudgementCorrections, JudgeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { addItem, createHub, MORNING, minutes, type Hub } from './hub.js';

let hub: Hub;
let corrections: JudgementCorrections;
let judging: JudgeStep;
beforeAll(async () => {
  hub = await createHub();
  corrections = new JudgementCorrections(hub.source, hub.clock, hub.woken, readDirectory);
  judging = new JudgeStep(hub.source, hub.clock, hub.woken, readDirectory);
});
afterAll(() => hub.database.drop());
beforeEach(() => hub.clock.set(MORNING));

const ZHANG = 'account:zhang';
const DARK = '新义街道府前街的路灯坏了半个多月，晚上一片漆黑，行人接连摔倒，请求尽快修好。';

const arrives = async (text: string, part: Partial<ItemRow> = {}): Promise<IncidentRow> => {
  const id = await addItem(hub, { title: text.slice(0, 16), text, ...part });
  await judging.run(hub.jurisdictionId);
  const [row]: { incident_id: string }[] = await hub.manager.query(
    'select incident_id from incident_item where item_id = $1',
    [id],
  );
  return hub.incident(row!.incident_id);
};
const names = (incident: IncidentRow) => ({
  topics: incident.topics,
  places: incident.places.map(({ name }) => name),
});
const codeOf = (name: string) => hub.directory.placeNamed(name)!.code;
/** A topic of the profile that some unit is in charge of, other than those found. */
const topicOf = (unit: string) => hub.directory.profile.topics.find((topic) => topic.unit === unit)!;
const standing = async (id: string): Promise<string[]> =>
  (await hub.duties(id))
    .filter(({ state, roles }) => state !== 'withdrawn' && roles.includes('respondent'))
    .map(({ unit }) => unit)
    .sort();

it('a correction wins over every later item, routes the matter anew, is kept as an example, and can be undone', async () => {
  const found = await arrives(DARK);
  await hub.routeStep.run(found.id);
  const before = await standing(found.id);
  const right = topicOf('市水利局');
  expect(before).not.toContain('市水利局');
  const dispatched = await hub.incident(found.id);

  const choice: CorrectionChoice = { aspect: 'topic', topics: [right.no] };
  const { judgement } = await corrections.preview(found.id, { version: dispatched.version, choice });
  const effect = await hub.routing.previewJudgement(found.id, judgement);
  expect(effect?.added.map(({ unit }) => unit)).toContain('市水利局');
  expect(effect?.withdrawn.map(({ unit }) => unit)).toEqual(expect.arrayContaining(before));

  hub.clock.advance(minutes(5));
  await corrections.correct(found.id, { version: dispatched.version, choice, reason: '说的是水利' }, ZHANG);
  expect(names(await hub.incident(found.id)).topics).toEqual([right.name]);
  await hub.routeStep.run(found.id);
  expect(await standing(found.id)).toEqual(['市水利局']);

  // Another voice on the same matter says the same wrong thing again.
  await arrives(`${DARK}到今天仍然没有修。`, {
    source: { name: '论坛', tier: 'self', scope: 'local' },
  });
  await hub.routeStep.run(found.id);
  const grown = await hub.incident(found.id);
  expect(grown).toMatchObject({ itemCount: 2, topics: [right.name] });
  expect(grown.judgement?.why[0]).toMatchObject({ rule: 'manual:topic' });
  expect(await standing(found.id)).toEqual(['市水利局']);

  const kept = await hub.manager.findOneByOrFail(JudgementCorrectionRow, { incidentId: found.id });
  expect(kept).toMatchObject({ aspect: 'topic', by: 'zhang', reason: '说的是水利', takenBackAt: null });
  expect((kept.before as { topics: { name: string }[] }).topics.map(({ name }) => name)).toEqual(
    found.topics,
  );
  const [log] = await hub.log(found.id, 'judgement.corrected');
  expect(log?.data).toEqual({ aspect: 'topic', correctionId: kept.id });

  hub.clock.advance(minutes(5));
  await corrections.takeBack(found.id, kept.id, grown.version, ZHANG);
  await hub.routeStep.run(found.id);
  expect(names(await hub.incident(found.id)).topics).toEqual(found.topics);
  expect(await standing(found.id)).toEqual(before);
  await expect(
    corrections.takeBack(found.id, kept.id, (await hub.incident(found.id)).version, ZHANG),
  ).rejects.toMatchObject({ code: 'correction_settled' });
});

it('who answers stays as a person decided, whatever is corrected of the judgement', async () => {
  const found = await arrives(
    '崇文街道兴华小区从昨天早上开始停水，三千多户居民没有水做饭，希望尽快恢复供水。',
  );
  await hub.routeStep.run(found.id);
  const { version } = await hub.incident(found.id);
  await hub.routing.correctRouting(
    found.id,
    {
      version,
      respondents: ['市住建局'],
      firstResponsible: ['市住建局', '崇文街道'],
      assisting: [],
      lead: null,
      reason: '改派',
    },
    ZHANG,
  );
  const decided = await hub.incident(found.id);
  const choice: CorrectionChoice = { aspect: 'place', places: [codeOf('兑镇镇')] };
  const { judgement } = await corrections.preview(found.id, { version: decided.version, choice });
  expect(await hub.routing.previewJudgement(found.id, judgement)).toBeNull();
  await corrections.correct(found.id, { version: decided.version, choice, reason: '同名小区' }, ZHANG);
  await hub.routeStep.run(found.id);
  expect(names(await hub.incident(found.id)).places).toEqual(['兑镇镇']);
  expect(await standing(found.id)).toEqual(['市住建局']);
});

it('no level falls by a correction, and a place that was open is settled by naming it', async () => {
  const found = await arrives('下堡镇和赵家庄村的煤矿昨天发生透水事故，造成3人死亡，请求救援。');
  expect(found.eventLevel).not.toBe('none');
  const graded = { eventLevel: found.eventLevel, opinionLevel: found.opinionLevel };
  const choice: CorrectionChoice = { aspect: 'event_kind', eventRule: null };
  const after = await corrections.correct(
    found.id,
    { version: found.version, choice, reason: '转述旧事' },
    ZHANG,
  );
  expect(after).toMatchObject(graded);
  expect(after.judgement?.eventRule).toBeNull();
});

it('refuses what is unknown, the same, stale or without a reason', async () => {
  const found = await arrives('梧桐镇的路灯坏了半个月没人修，晚上出门很不安全。');
  const give = (
    choice: Parameters<JudgementCorrections['correct']>[1]['choice'],
    reason = '有误',
    version = found.version,
  ) => corrections.correct(found.id, { version, choice, reason }, ZHANG);
  await expect(give({ aspect: 'topic', topics: [9999] })).rejects.toMatchObject({ code: 'unknown_choice' });
  await expect(give({ aspect: 'place', places: ['x'] })).rejects.toMatchObject({ code: 'unknown_choice' });
  await expect(give({ aspect: 'place', places: [] }, ' ')).rejects.toMatchObject({ code: 'reason_missing' });
  await expect(give({ aspect: 'place', places: [] }, '有误', found.version + 1)).rejects.toThrow('stale');
  const same = found.judgement!.topics.map(({ no }) => no);
  await expect(give({ aspect: 'topic', topics: same })).rejects.toMatchObject({ code: 'same_judgement' });
});
