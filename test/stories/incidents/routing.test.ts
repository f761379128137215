import { AssignmentRow, DecisionRow, RefusedAction, StaleError } from '#incidents/service';
import { judged, place, signal, topic, body } from '../../routing/judgements.js';
import { makeEscalation } from '../../support/rows.js';
import { MORNING, createHub, grows, hours, judgedIncident, minutes, type Hub } from './hub.js';

let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
afterAll(() => hub.database.drop());
beforeEach(() => hub.clock.set(MORNING));

/** Heating in a street: one department, one township (RT-10). */
const heating = (part: Parameters<typeof judged>[0] = {}) =>
  judged({ topics: [topic(hub.directory, 30)], places: [place(hub.directory, '新义街道')], ...part });

async function dispatched(): Promise<string> {
  const id = await judgedIncident(hub, heating());
  await hub.routeStep.run(id);
  return id;
}
const names = (rows: AssignmentRow[]) => rows.map((row) => row.unit).sort();

it('dispatches to the department and the township, each with a duty, a sign-off time and the 48 hours', async () => {
  const id = await dispatched();
  const incident = await hub.incident(id);
  expect(incident).toMatchObject({
    state: 'dispatched',
    needsRouting: false,
    dispatchedAt: MORNING,
    routedBy: null,
  });
  expect(incident.routing?.respondents).toEqual(['市城市管理局']);
  const duties = await hub.duties(id);
  expect(
    duties.filter((duty) => duty.mustSign).map((duty) => [duty.unit, duty.roles.join(), duty.signDueAt]),
  ).toEqual([
    ['市城市管理局', 'first_responsible,respondent', new Date(MORNING.getTime() + hours(4))],
    ['新义街道', 'first_responsible', new Date(MORNING.getTime() + hours(4))],
  ]);
  expect(await hub.deadlines(id)).toMatchObject([
    { rule: 'DL-03', kind: 'statutory', state: 'open', dueAt: new Date(MORNING.getTime() + hours(48)) },
  ]);
  const types = (await hub.log(id)).map((row) => row.type);
  expect(types).toEqual(
    expect.arrayContaining(['incident.routed', 'incident.dispatched', 'duty.sent', 'deadline.set']),
  );
  expect(hub.woken.of('escalate')).toContainEqual({ incidentId: id });
});

it('running again, or twice at the same time, sends nothing twice', async () => {
  const id = await judgedIncident(hub, heating());
  await Promise.all([hub.routeStep.run(id), hub.routeStep.run(id), hub.routeStep.run(id)]);
  await hub.routeStep.run(id);
  expect(await hub.log(id, 'incident.dispatched')).toHaveLength(1);
  expect((await hub.duties(id)).filter((duty) => duty.mustSign)).toHaveLength(2);
});

it('a second township joins the duties and nothing is taken away', async () => {
  const id = await dispatched();
  hub.clock.advance(hours(1));
  await grows(hub, id, heating({ places: [place(hub.directory, '崇文街道')] }));
  await hub.routeStep.run(id);
  const duties = await hub.duties(id);
  expect(names(duties.filter((duty) => duty.mustSign))).toEqual(['崇文街道', '市城市管理局', '新义街道']);
  expect(duties.find((duty) => duty.unit === '崇文街道')?.signDueAt).toEqual(
    new Date(MORNING.getTime() + hours(5)),
  );
  expect(await hub.log(id, 'duty.withdrawn')).toEqual([]);
});

it('an earlier discovery moves the statutory time earlier, a later one nothing', async () => {
  const id = await dispatched();
  const earlier = new Date(MORNING.getTime() - hours(3));
  await grows(hub, id, heating(), { discoveredAt: earlier });
  await hub.routeStep.run(id);
  const due = new Date(earlier.getTime() + hours(48));
  expect(await hub.deadlines(id)).toMatchObject([{ rule: 'DL-03', dueAt: due, startsAt: earlier }]);
  expect(await hub.log(id, 'deadline.moved_earlier')).toHaveLength(1);
  await grows(hub, id, heating(), { discoveredAt: MORNING });
  await hub.routeStep.run(id);
  expect((await hub.deadlines(id))[0]?.dueAt).toEqual(due);
});

it('a rise to a confirmed major emergency adds 5 h and 24 h, original and from the rise, and keeps the 48 h shown', async () => {
  const id = await dispatched();
  hub.clock.advance(hours(6));
  await grows(hub, id, heating({ eventLevel: 'II', opinionLevel: '重大' }));
  await hub.routeStep.run(id);
  const rows = await hub.deadlines(id);
  expect(
    rows.map((row) => [
      row.rule,
      row.origin,
      (row.dueAt.getTime() - MORNING.getTime()) / hours(1),
      row.state,
    ]),
  ).toEqual([
    ['DL-01', 'birth', 5, 'open'],
    ['DL-01', 'upgrade', 11, 'open'],
    ['DL-02', 'birth', 24, 'open'],
    ['DL-02', 'upgrade', 30, 'open'],
    ['DL-03', 'birth', 48, 'superseded'],
  ]);
});

it('what nobody owns is the office’s: it must sign, and has DL-05 to decide (RT-42)', async () => {
  const id = await judgedIncident(hub, judged({ flags: ['place_unknown'] }));
  await hub.routeStep.run(id);
  const incident = await hub.incident(id);
  expect(incident.state).toBe('awaiting_confirmation');
  expect(await hub.duties(id)).toMatchObject([
    { unit: '市政府办公室', roles: ['pool_owner'], mustSign: true, state: 'sent' },
  ]);
  expect(await hub.deadlines(id)).toMatchObject(
    [
      { rule: 'DL-03', kind: 'statutory' },
      { rule: 'DL-05', kind: 'internal', dueAt: new Date(MORNING.getTime() + hours(2)) },
    ].map((row) => expect.objectContaining(row)),
  );
  expect(await hub.log(id, 'incident.needs_confirmation')).toHaveLength(1);
});

it('a person’s correction replaces duties, settles DL-05, and is never overruled', async () => {
  const id = await judgedIncident(hub, judged({ flags: ['place_unknown'] }));
  await hub.routeStep.run(id);
  const [pool] = await hub.duties(id);
  if (!pool) throw new Error('no pool owner');
  await makeEscalation(hub.manager, pool, { hours: [4] });
  hub.clock.advance(minutes(30));
  const { version } = await hub.incident(id);
  const correction = {
    version,
    respondents: ['吕梁市生态环境局孝义分局'],
    firstResponsible: ['吕梁市生态环境局孝义分局', '梧桐镇'],
    assisting: [],
    lead: null,
    reason: '来电人补充了地点',
  };
  expect(await hub.routing.previewCorrection(id, correction)).toMatchObject({
    withdrawn: [],
    coordinators: [{ lead: '吕梁市生态环境局', with: '宣传部门', scope: '吕梁市生态环境局孝义分局' }],
  });
  await hub.routing.correctRouting(id, correction, 'account:zhang');
  const incident = await hub.incident(id);
  expect(incident).toMatchObject({ state: 'dispatched', routedBy: 'zhang' });
  // Vertical management changes who coordinates; the office acts until the superior confirms (RT-21, RT-55).
  expect(incident.routing?.actingCoordinator).toBe('市政府办公室');
  expect((await hub.deadlines(id)).find((row) => row.rule === 'DL-05')?.state).toBe('met');
  expect(await hub.manager.findOneBy(DecisionRow, { incidentId: id, kind: 'correction' })).toMatchObject({
    by: 'zhang',
    reason: '来电人补充了地点',
    previous: { rules: ['RT-42'] },
  });

  await grows(hub, id, heating());
  await hub.routeStep.run(id);
  const after = await hub.incident(id);
  expect(after.routing?.respondents).toEqual(['吕梁市生态环境局孝义分局']);
  const [, suggestion] = await hub.log(id, 'incident.routed');
  expect(suggestion?.data).toMatchObject({
    suggestion: true,
    added: expect.arrayContaining(['市城市管理局']),
  });
  await grows(hub, id, heating());
  await hub.routeStep.run(id);
  expect(await hub.log(id, 'incident.routed')).toHaveLength(2);
});

it('refuses a stale correction, unknown units, and a lead that does not respond', async () => {
  const id = await dispatched();
  const { version } = await hub.incident(id);
  const correction = {
    version,
    respondents: ['市住建局'],
    firstResponsible: [],
    assisting: [],
    lead: null,
    reason: '更正',
  };
  const correct = (part: object) => hub.routing.correctRouting(id, { ...correction, ...part }, 'account:li');
  await expect(correct({ version: version - 1 })).rejects.toEqual(new StaleError(version));
  await expect(correct({ respondents: ['不存在的局'] })).rejects.toBeInstanceOf(RefusedAction);
  await expect(correct({ respondents: ['国网孝义市供电公司'] })).rejects.toMatchObject({
    code: 'unknown_unit',
  });
  await expect(correct({ respondents: [] })).rejects.toMatchObject({ code: 'no_respondent' });
  await expect(correct({ lead: '市公安局' })).rejects.toMatchObject({ code: 'unknown_unit' });
  await expect(correct({ reason: ' ' })).rejects.toMatchObject({ code: 'reason_missing' });
  expect((await hub.incident(id)).routedBy).toBeNull();
});

it('a unit called back after a correction gets a new duty and must sign again', async () => {
  const id = await dispatched();
  const correct = async (respondents: string[]) => {
    const { version } = await hub.incident(id);
    const reason = '更正';
    await hub.routing.correctRouting(
      id,
      {
        version,
        respondents,
        firstResponsible: [...respondents, '新义街道'],
        assisting: [],
        lead: null,
        reason,
      },
      'account:li',
    );
  };
  await correct(['市住建局']);
  await correct(['市城市管理局']);
  const ours = (await hub.duties(id)).filter((duty) => duty.unit === '市城市管理局');
  expect(ours.map((duty) => duty.state).sort()).toEqual(['sent', 'withdrawn']);
  expect((await hub.duties(id)).filter((duty) => duty.unit === '新义街道')).toHaveLength(1);
});

it('a report of misconduct waits for a person, restricted, and the reported unit gets no part (RT-05)', async () => {
  const id = await judgedIncident(
    hub,
    judged({ signals: [signal('misconduct', '市住建局')], bodies: [body('unit', { unit: '市住建局' })] }),
  );
  await hub.routeStep.run(id);
  expect(await hub.incident(id)).toMatchObject({
    state: 'awaiting_confirmation',
    restricted: true,
    recused: ['市住建局'],
  });
  expect(await hub.duties(id)).toEqual([]);
  const { version } = await hub.incident(id);
  await expect(
    hub.routing.correctRouting(
      id,
      {
        version,
        respondents: ['市城市管理局'],
        firstResponsible: [],
        assisting: [],
        lead: null,
        reason: '交办',
      },
      'account:li',
    ),
  ).rejects.toMatchObject({ code: 'restricted_matter' });
  await hub.routing.confirmRouting(id, version, 'account:li');
  expect(await hub.incident(id)).toMatchObject({ state: 'set_aside', routedBy: 'li' });
});

it('a report that comes later takes the duty from the reported unit, and the office owns what is left', async () => {
  const id = await dispatched();
  await grows(hub, id, heating({ signals: [signal('misconduct', '市城市管理局')] }));
  await hub.routeStep.run(id);
  const standing = (await hub.duties(id)).filter((duty) => duty.state !== 'withdrawn' && duty.mustSign);
  expect(standing.map((duty) => [duty.unit, duty.roles.join()])).toEqual(
    expect.arrayContaining([['市政府办公室', 'pool_owner']]),
  );
  expect(names(standing)).not.toContain('市城市管理局');
  expect(await hub.incident(id)).toMatchObject({ restricted: true, state: 'dispatched' });
});

it('opens an incident by hand, with respondents or for the office to decide', async () => {
  const named = await hub.opener.open(
    hub.jurisdictionId,
    {
      title: '电话来报停水',
      places: ['新义街道'],
      respondents: ['市城市管理局'],
      opinionLevel: '较大',
      note: '值班电话',
    },
    'account:wang',
  );
  expect(named.number).toMatch(/^2026-\d{4}$/);
  expect(await hub.incident(named.id)).toMatchObject({ state: 'dispatched', routedBy: 'wang', itemCount: 0 });
  expect(names((await hub.duties(named.id)).filter((duty) => duty.mustSign))).toEqual([
    '市城市管理局',
    '新义街道',
  ]);
  const open = await hub.opener.open(
    hub.jurisdictionId,
    { title: '来电反映情况', places: [], respondents: [], opinionLevel: '一般', note: '' },
    'account:wang',
  );
  expect(await hub.incident(open.id)).toMatchObject({ state: 'awaiting_confirmation', routedBy: null });
  expect(await hub.deadlines(open.id)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ rule: 'DL-03' }),
      expect.objectContaining({ rule: 'DL-05' }),
    ]),
  );
  await expect(
    hub.opener.open(
      hub.jurisdictionId,
      { title: '某事', places: ['火星'], respondents: [], opinionLevel: '一般', note: '' },
      'account:wang',
    ),
  ).rejects.toMatchObject({ code: 'unknown_place' });
});
