import { randomUUID } from 'node:crypto';
import {
  AnnouncementRow,
  IncidentItemRow,
  IncidentRow,
  RoundActions,
  RoundRow,
  type AssignmentRow,
  type ItemRow,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { judged, place, topic } from '../../routing/judgements.js';
import { addItem, createHub, grows, hours, judgedIncident, MORNING, policy, type Hub } from './hub.js';

let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
afterAll(() => hub.database.drop());
beforeEach(() => hub.clock.set(MORNING));

const PERSON = 'account:zhang';
const ANSWER = 'https://www.xiaoyi.gov.cn/answer/1';
const judgement = (part: Parameters<typeof judged>[0] = {}) =>
  judged({ topics: [topic(hub.directory, 30)], places: [place(hub.directory, '新义街道')], ...part });

/** Dispatched, signed by all, and answered ten hours after discovery. */
async function answered(part: Parameters<typeof judged>[0] = {}): Promise<string> {
  const id = await judgedIncident(hub, judgement(part));
  await hub.routeStep.run(id);
  for (const duty of (await hub.duties(id)).filter(({ mustSign }) => mustSign))
    await hub.actions.signDuty(duty.id, PERSON);
  hub.clock.advance(hours(10));
  await answer(id);
  return id;
}

async function answer(id: string): Promise<void> {
  const { version } = await hub.incident(id);
  await hub.answer(id, { version, url: ANSWER, at: hub.clock.now() }, PERSON);
}

/** An item that joins as judging lets it join; then routing looks. */
async function joins(id: string, part: Partial<ItemRow> = {}, duplicateOf: string | null = null) {
  const itemId = await addItem(hub, { publishedAt: hub.clock.now(), ...part });
  await hub.manager.insert(IncidentItemRow, {
    itemId,
    incidentId: id,
    duplicateOf,
    at: hub.clock.now(),
  });
  await hub.manager.update(IncidentRow, { id }, { needsRouting: true });
  await hub.routeStep.run(id);
  return itemId;
}
const rounds = (incidentId: string) =>
  hub.manager.find(RoundRow, { where: { incidentId }, order: { number: 'ASC' } });
const told = (incidentId: string) =>
  hub.manager.findBy(AnnouncementRow, { incidentId, template: 'round_opened' });
const due = async (id: string, rule: string) =>
  (await hub.deadlines(id)).filter((row) => row.rule === rule).toSorted((a, b) => a.round - b.round);

it('three new voices within a day open a second round with a clock of its own; the next answer settles it', async () => {
  const id = await answered();
  expect(await rounds(id)).toMatchObject([{ number: 1, openedAt: MORNING, answeredAt: hub.clock.now() }]);
  hub.clock.advance(hours(5));
  const first = await joins(id);
  hub.clock.advance(hours(5));
  const second = await joins(id);
  expect((await hub.incident(id)).round).toBe(1);
  hub.clock.advance(hours(5));
  const third = await joins(id);
  const opened = hub.clock.now();
  expect(await hub.incident(id)).toMatchObject({ round: 2, roundAt: opened, state: 'signed' });
  expect((await rounds(id))[1]).toMatchObject({
    reason: 'new_items',
    openedBy: null,
    itemIds: [first, second, third],
    answeredAt: null,
  });
  expect(await due(id, 'DL-03')).toMatchObject([
    { round: 1, state: 'met' },
    { round: 2, state: 'open', startsAt: opened, dueAt: new Date(opened.getTime() + hours(48)) },
  ]);
  const respondents = (await hub.duties(id)).filter(({ roles }) => roles.includes('respondent'));
  expect((await told(id)).map(({ unit }) => unit)).toEqual(respondents.map(({ unit }) => unit));
  // Looking again opens nothing more.
  await joins(id);
  expect(await rounds(id)).toHaveLength(2);
  hub.clock.advance(hours(20));
  await answer(id);
  expect((await rounds(id))[1]?.answeredAt).toEqual(hub.clock.now());
  expect((await due(id, 'DL-03'))[1]).toMatchObject({ state: 'met', settledAt: hub.clock.now() });
  // The first answer stays the first.
  expect((await hub.incident(id)).answeredAt).toEqual(new Date(MORNING.getTime() + hours(10)));
});

it('copies of what was answered, the answer itself, what was said before it, and slow drops open none', async () => {
  const id = await answered();
  const standing = await addItem(hub, {});
  const before = new Date(hub.clock.now().getTime() - hours(1));
  hub.clock.advance(hours(1));
  for (let copy = 0; copy < 4; copy += 1) await joins(id, {}, standing);
  for (const page of ['1', '2', '3']) await joins(id, { url: `https://www.xiaoyi.gov.cn/answer/${page}` });
  for (let old = 0; old < 3; old += 1) await joins(id, { publishedAt: before });
  for (let drop = 0; drop < 4; drop += 1) {
    hub.clock.advance(hours(13));
    await joins(id);
  }
  expect(await hub.incident(id)).toMatchObject({ round: 1, state: 'answered' });
  expect(await told(id)).toEqual([]);
});

it('a graver level after the answer opens one at once, an emergency with 5 and 24 hours', async () => {
  const id = await answered();
  hub.clock.advance(hours(2));
  const found = hub.clock.now();
  const itemId = await addItem(hub, { publishedAt: found });
  await hub.manager.insert(IncidentItemRow, { itemId, incidentId: id, duplicateOf: null, at: found });
  await grows(hub, id, judgement({ eventLevel: 'II', opinionLevel: '重大' }));
  await hub.routeStep.run(id);
  expect((await rounds(id))[1]).toMatchObject({ reason: 'level_raised', itemIds: [itemId] });
  const second = (await hub.deadlines(id)).filter((row) => row.round === 2 && row.kind === 'statutory');
  expect(second.map((row) => [row.rule, row.origin, row.dueAt.getTime() - found.getTime()])).toEqual([
    ['DL-01', 'birth', hours(5)],
    ['DL-02', 'birth', hours(24)],
  ]);
  expect(await due(id, 'DL-03')).toMatchObject([{ round: 1, state: 'met' }]);
});

it('one click of a person opens one, with a reason; what must be answered is then not closed without', async () => {
  const id = await answered({ mustRespond: ['MR-2'] });
  await hub.manager.update(IncidentRow, { id }, { mustRespond: ['MR-2'] });
  hub.clock.advance(hours(3));
  const actions = new RoundActions(hub.source, hub.clock, hub.woken, readDirectory, policy);
  const { version } = await hub.incident(id);
  await expect(actions.open(id, { version, note: ' ' }, PERSON)).rejects.toMatchObject({
    code: 'reason_missing',
  });
  await actions.open(id, { version, note: '群众反映答复与事实不符' }, PERSON);
  expect((await rounds(id))[1]).toMatchObject({
    reason: 'person',
    openedBy: 'zhang',
    note: '群众反映答复与事实不符',
    openedAt: hub.clock.now(),
  });
  expect(hub.woken.of('escalate')).toContainEqual({ incidentId: id });
  const open = await hub.incident(id);
  await expect(actions.open(id, { version: open.version, note: '再来' }, PERSON)).rejects.toMatchObject({
    code: 'not_answered',
  });
  await expect(hub.actions.close(id, open.version, '已处理', PERSON)).rejects.toMatchObject({
    code: 'must_respond',
  });
});

it('the evaluation is due five working days after the answer, again after the next, and closing settles it', async () => {
  // Wednesday the 18th, 19:00: Wednesday of the next week at the close.
  const id = await answered();
  expect(await due(id, 'DL-12')).toMatchObject([
    { state: 'open', kind: 'internal', dueAt: new Date('2026-11-25T18:00:00+08:00'), presumed: [] },
  ]);
  hub.clock.set(new Date('2026-11-20T12:00:00+08:00'));
  const actions = new RoundActions(hub.source, hub.clock, hub.woken, readDirectory, policy);
  await actions.open(id, { version: (await hub.incident(id)).version, note: '又有反映' }, PERSON);
  expect(await due(id, 'DL-12')).toMatchObject([{ state: 'superseded' }]);
  hub.clock.set(new Date('2026-12-29T12:00:00+08:00'));
  await answer(id);
  expect((await due(id, 'DL-12'))[1]).toMatchObject({
    round: 2,
    state: 'open',
    dueAt: new Date('2027-01-06T18:00:00+08:00'),
    presumed: [2027],
  });
  const { version } = await hub.incident(id);
  await hub.actions.close(id, version, '已解决', PERSON);
  expect((await due(id, 'DL-12'))[1]).toMatchObject({ state: 'met', settledAt: hub.clock.now() });
});

describe('moments and clocks of a matter under way', () => {
  const dispatched = async (part: Parameters<typeof judged>[0] = {}) => {
    const id = await judgedIncident(hub, judgement(part), { id: randomUUID() });
    await hub.routeStep.run(id);
    return id;
  };
  const toSign = async (id: string): Promise<AssignmentRow[]> =>
    (await hub.duties(id)).filter(({ mustSign }) => mustSign);

  it('the first and the last signature are kept', async () => {
    const id = await dispatched();
    const duties = await toSign(id);
    for (const duty of duties) {
      hub.clock.advance(hours(1));
      await hub.actions.signDuty(duty.id, PERSON);
    }
    expect(await hub.incident(id)).toMatchObject({
      firstSignedAt: new Date(MORNING.getTime() + hours(1)),
      allSignedAt: new Date(MORNING.getTime() + hours(duties.length)),
    });
  });

  it('a graver level leaves less time to sign, report and refuse, counted from the rise; never more', async () => {
    const id = await dispatched();
    const before = await toSign(id);
    hub.clock.advance(hours(1));
    await grows(hub, id, judgement({ opinionLevel: '重大' }));
    await hub.routeStep.run(id);
    const rise = hub.clock.now().getTime();
    for (const duty of await toSign(id)) {
      expect(duty.signDueAt?.getTime()).toBe(rise + hours(0.5));
      expect(duty.refuseDueAt?.getTime()).toBe(rise + hours(0.5));
      if (duty.reportDueAt) expect(duty.reportDueAt.getTime()).toBe(rise + hours(2));
    }
    expect(await hub.log(id, 'duty.hastened')).toHaveLength(before.length);
    await grows(hub, id, judgement({ opinionLevel: '较大' }));
    hub.clock.advance(hours(0.2));
    await hub.routeStep.run(id);
    expect((await toSign(id))[0]?.signDueAt?.getTime()).toBe(rise + hours(0.5));
  });

  it('a rise just before the time is up gives no more than was left', async () => {
    const id = await dispatched();
    const [duty] = await toSign(id);
    hub.clock.set(new Date((duty?.signDueAt?.getTime() ?? 0) - hours(0.1)));
    await grows(hub, id, judgement({ opinionLevel: '重大' }));
    await hub.routeStep.run(id);
    expect((await toSign(id))[0]?.signDueAt).toEqual(duty?.signDueAt);
  });

  it('what waits for a person has its 48 hours too', async () => {
    const id = await judgedIncident(hub, judged({}));
    await hub.routeStep.run(id);
    expect((await hub.incident(id)).state).toBe('awaiting_confirmation');
    expect(await due(id, 'DL-03')).toMatchObject([
      { state: 'open', dueAt: new Date(MORNING.getTime() + hours(48)) },
    ]);
  });

  it('goes by the clocks it began with, whatever the directory says later', async () => {
    const id = await dispatched();
    const { clocks } = await hub.incident(id);
    expect(clocks).toMatchObject({ version: hub.directory.version, rest: { from: '22:00', to: '07:00' } });
    const shorter = clocks?.deadlines.map((rule) =>
      rule.id === 'DL-03' ? { ...rule, limit: 'PT24H' } : rule,
    );
    await hub.manager.update(
      IncidentRow,
      { id },
      {
        clocks: { ...clocks, deadlines: shorter },
        needsRouting: true,
        discoveredAt: new Date(MORNING.getTime() - hours(1)),
      },
    );
    await hub.routeStep.run(id);
    // One hour earlier with its discovery, not a day.
    expect((await due(id, 'DL-03'))[0]?.dueAt).toEqual(new Date(MORNING.getTime() + hours(47)));
  });
});
