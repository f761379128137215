import { IllegalTransition, stepTimes } from '#incidents';
import { EscalationRow, StaleError, markMissedDeadlines, type AssignmentRow } from '#incidents/service';
import { judged, place, signal, topic } from '../../routing/judgements.js';
import { makeEscalation } from '../../support/rows.js';
import { MORNING, createHub, hours, judgedIncident, minutes, type Hub } from './hub.js';

let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
afterAll(() => hub.database.drop());
beforeEach(() => hub.clock.set(MORNING));

const PERSON = 'account:zhang';

/** A dispatched matter of a department and a township. */
async function dispatched(part: Parameters<typeof judged>[0] = {}): Promise<string> {
  const places = [place(hub.directory, '新义街道')];
  const id = await judgedIncident(hub, judged({ topics: [topic(hub.directory, 30)], places, ...part }));
  await hub.routeStep.run(id);
  return id;
}
const toSign = async (id: string): Promise<AssignmentRow[]> =>
  (await hub.duties(id)).filter((duty) => duty.mustSign && duty.state !== 'withdrawn');

/** As the escalation step stamps it. */
async function urge(duty: AssignmentRow): Promise<void> {
  const limit = ((duty.signDueAt as Date).getTime() - duty.sentAt.getTime()) / hours(1);
  await makeEscalation(hub.manager, duty, { hours: [limit] });
}
const urging = (duty: AssignmentRow) => hub.manager.findOneByOrFail(EscalationRow, { subjectId: duty.id });

it('each unit signs for itself; the incident is signed with the last, once', async () => {
  const id = await dispatched();
  const [first, second] = (await toSign(id)) as [AssignmentRow, AssignmentRow];
  await urge(first);
  hub.clock.advance(minutes(10));
  await hub.actions.signDuty(first.id, 'link:liaison');
  expect((await hub.incident(id)).state).toBe('dispatched');
  expect(await urging(first)).toMatchObject({ stopReason: 'signed', stoppedAt: hub.clock.now() });
  await Promise.all([hub.actions.signDuty(second.id, PERSON), hub.actions.signDuty(second.id, PERSON)]);
  hub.clock.advance(minutes(10));
  const again = await hub.actions.signDuty(first.id, 'link:liaison');
  expect(again.signedAt).toEqual(new Date(MORNING.getTime() + minutes(10)));
  expect((await hub.incident(id)).state).toBe('signed');
  expect(await hub.log(id, 'duty.signed')).toHaveLength(2);
});

it('nothing is signed that was taken back or is only for information', async () => {
  const id = await dispatched();
  const informed = (await hub.duties(id)).find((duty) => !duty.mustSign);
  if (informed)
    await expect(hub.actions.signDuty(informed.id, PERSON)).rejects.toMatchObject({
      code: 'duty_informed_only',
    });
  const { version } = await hub.incident(id);
  const reason = '更正';
  await hub.routing.correctRouting(
    id,
    {
      version,
      respondents: ['市住建局'],
      firstResponsible: ['市住建局', '新义街道'],
      assisting: [],
      lead: null,
      reason,
    },
    PERSON,
  );
  const gone = (await hub.duties(id)).find((duty) => duty.unit === '市城市管理局') as AssignmentRow;
  await expect(hub.actions.signDuty(gone.id, PERSON)).rejects.toMatchObject({ code: 'duty_withdrawn' });
  await expect(hub.actions.signDuty('00000000-0000-4000-8000-000000000000', PERSON)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('the answer settles the 48 hours by when it was published, not by when it is registered', async () => {
  const id = await dispatched();
  hub.clock.advance(hours(50));
  await hub.source.transaction((manager) => markMissedDeadlines(manager, hub.clock.now(), 'real'));
  const { version } = await hub.incident(id);
  const at = new Date(MORNING.getTime() + hours(47));
  await hub.answer(id, { version, url: 'https://www.xiaoyi.gov.cn/1', at }, PERSON);
  expect(await hub.incident(id)).toMatchObject({
    state: 'answered',
    answeredAt: at,
    answerUrl: 'https://www.xiaoyi.gov.cn/1',
  });
  expect(await hub.deadlines(id)).toMatchObject([
    { rule: 'DL-03', state: 'met', settledAt: at },
    { rule: 'DL-12', state: 'open', startsAt: at },
  ]);
});

it('a late answer misses the time; the miss is logged once whoever notices first', async () => {
  const id = await dispatched();
  hub.clock.advance(hours(49));
  const { version } = await hub.incident(id);
  const url = 'https://www.xiaoyi.gov.cn/2';
  await hub.answer(id, { version, url, at: hub.clock.now() }, PERSON);
  await hub.source.transaction((manager) => markMissedDeadlines(manager, hub.clock.now(), 'real'));
  expect((await hub.deadlines(id))[0]).toMatchObject({ state: 'missed', settledAt: hub.clock.now() });
  expect(await hub.log(id, 'deadline.missed')).toHaveLength(1);
});

it('a press conference settles only the 24 hours', async () => {
  const id = await dispatched({ eventLevel: 'II', opinionLevel: '重大' });
  hub.clock.advance(hours(2));
  const answer = async (kind?: 'press_conference') => {
    const { version } = await hub.incident(id);
    await hub.answer(
      id,
      { version, url: 'https://www.xiaoyi.gov.cn/3', at: hub.clock.now(), ...(kind && { kind }) },
      PERSON,
    );
    return Object.fromEntries((await hub.deadlines(id)).map((row) => [row.rule, row.state]));
  };
  if ((await hub.incident(id)).state === 'awaiting_confirmation')
    await hub.routing.confirmRouting(id, (await hub.incident(id)).version, PERSON);
  expect(await answer()).toMatchObject({ 'DL-01': 'met', 'DL-02': 'open' });
  expect(await answer('press_conference')).toMatchObject({ 'DL-01': 'met', 'DL-02': 'met' });
});

it('refuses answers from the future, without an address, or to what was never dispatched', async () => {
  const id = await dispatched();
  const { version } = await hub.incident(id);
  const good = { version, url: 'https://www.xiaoyi.gov.cn/4', at: MORNING };
  await expect(
    hub.answer(id, { ...good, at: new Date(MORNING.getTime() + 1) }, PERSON),
  ).rejects.toMatchObject({
    code: 'in_the_future',
  });
  await expect(hub.answer(id, { ...good, url: 'javascript:alert(1)' }, PERSON)).rejects.toMatchObject({
    code: 'bad_url',
  });
  await expect(hub.answer(id, { ...good, version: version + 1 }, PERSON)).rejects.toEqual(
    new StaleError(version),
  );
  const fresh = await judgedIncident(hub, judged({}));
  await expect(hub.answer(fresh, { ...good, version: 1 }, PERSON)).rejects.toBeInstanceOf(IllegalTransition);
});

it('marks missed times once, each on its own timeline, and lets closed incidents rest', async () => {
  const live = await dispatched();
  const rehearsed = await judgedIncident(hub, judged({ topics: [topic(hub.directory, 30)] }), {
    rehearsal: true,
  });
  await hub.routeStep.run(rehearsed);
  const closed = await dispatched();
  await hub.actions.close(closed, (await hub.incident(closed)).version, '重复登记', PERSON);
  hub.clock.advance(hours(49));
  const sweep = () =>
    hub.source.transaction((manager) => markMissedDeadlines(manager, hub.clock.now(), 'real'));
  const [first, second] = await Promise.all([sweep(), sweep()]);
  expect([...first, ...second].filter((id) => [live, rehearsed, closed].includes(id))).toEqual([live]);
  expect(await sweep()).toEqual([]);
  expect(await hub.log(live, 'deadline.missed')).toHaveLength(1);
  expect((await hub.deadlines(rehearsed))[0]?.state).toBe('open');
  await hub.source.transaction((manager) => markMissedDeadlines(manager, hub.clock.now(), 'rehearsal'));
  expect((await hub.deadlines(rehearsed))[0]?.state).toBe('missed');
});

it('closing ends the urging; reopening lets it go on where it stood, and never moves a statutory time', async () => {
  const id = await dispatched();
  const [duty] = (await toSign(id)) as [AssignmentRow];
  await urge(duty);
  hub.clock.advance(hours(1));
  await expect(hub.actions.close(id, (await hub.incident(id)).version, '', PERSON)).rejects.toMatchObject({
    code: 'reason_missing',
  });
  await hub.actions.close(id, (await hub.incident(id)).version, '误报', PERSON);
  expect(await urging(duty)).toMatchObject({ stopReason: 'closed' });
  await expect(hub.actions.signDuty(duty.id, PERSON)).rejects.toMatchObject({ code: 'incident_closed' });
  const due = (await hub.deadlines(id))[0]?.dueAt;
  hub.clock.advance(hours(10));
  await hub.actions.reopen(id, (await hub.incident(id)).version, '又有反映', PERSON);
  expect(await hub.incident(id)).toMatchObject({ state: 'dispatched', closedAt: null, needsRouting: true });
  const later = new Date((duty.signDueAt as Date).getTime() + hours(10));
  expect((await toSign(id)).find((row) => row.id === duty.id)?.signDueAt).toEqual(later);
  const resumed = await urging(duty);
  expect(resumed).toMatchObject({ stoppedAt: null, nextDueAt: later });
  expect(stepTimes(resumed).map(({ at }) => at)).toEqual([later]);
  expect((await hub.deadlines(id))[0]?.dueAt).toEqual(due);
});

it('one closed before it had duties goes to a person again when reopened, with its clocks as they were', async () => {
  const id = await judgedIncident(hub, judged({ signals: [signal('misconduct', '市住建局')] }));
  await hub.routeStep.run(id);
  const before = await hub.deadlines(id);
  await hub.actions.close(id, (await hub.incident(id)).version, '已移送', PERSON);
  hub.clock.advance(hours(3));
  await hub.actions.reopen(id, (await hub.incident(id)).version, '补充材料', PERSON);
  expect((await hub.incident(id)).state).toBe('awaiting_confirmation');
  await hub.routeStep.run(id);
  expect((await hub.incident(id)).state).toBe('awaiting_confirmation');
  const due = (rows: typeof before) => rows.map((row) => [row.rule, row.dueAt]);
  expect(due(await hub.deadlines(id))).toEqual(due(before));
});

it('what must be answered is not closed without an answer', async () => {
  const id = await dispatched({ mustRespond: ['MR-1'] });
  const { version } = await hub.incident(id);
  await expect(hub.actions.close(id, version, '不再处理', PERSON)).rejects.toMatchObject({
    code: 'must_respond',
  });
  await hub.answer(id, { version, url: 'https://www.xiaoyi.gov.cn/5', at: MORNING }, PERSON);
  await hub.actions.close(id, version + 1, '已回应', PERSON);
  expect((await hub.incident(id)).state).toBe('closed');
});

it('a person confirms 特别重大, and only then the government takes it up; lowering is refused', async () => {
  const id = await dispatched({ opinionLevel: '特别重大', flags: ['level_needs_confirmation'] });
  expect((await hub.incident(id)).routing?.rules).not.toContain('RT-50');
  // 特别重大 unconfirmed runs as 重大: half an hour to sign.
  expect((await toSign(id))[0]?.signDueAt).toEqual(new Date(MORNING.getTime() + minutes(30)));
  const confirm = async (level: '重大' | '特别重大', reason: string) =>
    hub.actions.confirmLevel(id, { version: (await hub.incident(id)).version, level, reason }, PERSON);
  await expect(confirm('重大', '核实')).rejects.toMatchObject({ code: 'lowering_needs_two' });
  await expect(confirm('特别重大', ' ')).rejects.toMatchObject({ code: 'reason_missing' });
  await confirm('特别重大', '经市政府同意');
  await hub.routeStep.run(id);
  const incident = await hub.incident(id);
  expect(incident).toMatchObject({ opinionConfirmed: true, opinionLevel: '特别重大' });
  expect(incident.flags).not.toContain('level_needs_confirmation');
  expect(incident.routing?.rules).toContain('RT-50');
  expect(incident.routing?.respondents).toEqual(['市城市管理局']);
  expect((await hub.duties(id)).map((duty) => duty.unit)).toContain('市政府');
  expect(await hub.log(id, 'level.confirmed')).toHaveLength(1);
});

it('also a routing that a person decided is taken up when the level is confirmed', async () => {
  const id = await dispatched();
  await hub.routing.confirmRouting(id, (await hub.incident(id)).version, PERSON);
  const { version } = await hub.incident(id);
  await hub.actions.confirmLevel(id, { version, level: '特别重大', reason: '经市政府同意' }, PERSON);
  expect(await hub.log(id, 'level.raised')).toHaveLength(1);
  await hub.routeStep.run(id);
  const { routing } = await hub.incident(id);
  expect(routing).toMatchObject({
    respondents: ['市城市管理局'],
    informed: expect.arrayContaining(['市政府']),
  });
});
