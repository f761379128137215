import { AssignmentRow, DecisionRow, EscalationRow, RefusalRow, StaleError } from '#incidents/service';
import { makeEscalation } from '../../support/rows.js';
import { hours, minutes, MORNING } from '../incidents/hub.js';
import { createRefusalDesk, type RefusalDesk } from './desk.js';

const BUREAU = '市城市管理局';
const STREET = '新义街道';
const OTHER = '市住建局';

let desk: RefusalDesk;
beforeAll(async () => {
  desk = await createRefusalDesk();
});
afterAll(() => desk.database.drop());
beforeEach(() => desk.clock.set(MORNING));

const leader = { actor: 'account:zhuren', leader: true };
const refusing = (code: string) => expect.objectContaining({ code });
/** Statutory clocks and the due times of duties, as they stand. */
async function clocks(id: string) {
  const deadlines = (await desk.deadlines(id)).map((row) => [row.rule, row.dueAt.toISOString(), row.state]);
  const duties = await desk.duties(id);
  return { deadlines, signing: duties.map((duty) => [duty.unit, duty.signDueAt?.toISOString()]) };
}

describe('a refusal', () => {
  it('moves no clock: the unit stays respondent, owes the first report, and is urged to sign no more', async () => {
    const id = await desk.dispatched();
    const duty = await desk.dutyOf(id, BUREAU);
    await makeEscalation(desk.manager, duty, { hours: [0] });
    const before = await clocks(id);
    desk.clock.advance(hours(1));
    const refusal = await desk.refuse(id, BUREAU);
    expect(refusal).toMatchObject({
      unit: BUREAU,
      state: 'waiting',
      round: 1,
      needsLeader: false,
      ruler: '市政府办公室',
      raisedBy: `link:${BUREAU}`,
      dueAt: new Date(MORNING.getTime() + hours(3)),
    });
    expect(await clocks(id)).toEqual(before);
    expect(await desk.dutyOf(id, BUREAU)).toMatchObject({
      state: 'refused',
      signedAt: desk.clock.now(),
      reportDueAt: duty.reportDueAt,
    });
    expect((await desk.incident(id)).routing?.respondents).toEqual([BUREAU]);
    expect(await desk.manager.findOneByOrFail(EscalationRow, { assignmentId: duty.id })).toMatchObject({
      stopReason: 'refused',
    });
    expect((await desk.log(id, 'duty.refused'))[0]?.data).toMatchObject({
      unit: BUREAU,
      ground: 'wrong_function',
      proposed: [OTHER],
    });
    expect(JSON.stringify(await desk.log(id))).not.toContain('供热由住建');
    await expect(desk.actions.signDuty(duty.id, `link:${BUREAU}`)).rejects.toEqual(refusing('duty_refused'));
    await desk.reports.report(duty.id, '已到现场，三栋楼暖气不热。', `link:${BUREAU}`);
    expect((await desk.dutyOf(id, BUREAU)).reportedAt).toEqual(desk.clock.now());
  });

  it('may come after signing, and takes a signed incident back to waiting', async () => {
    const id = await desk.dispatched();
    for (const unit of [BUREAU, STREET]) await desk.actions.signDuty((await desk.dutyOf(id, unit)).id, 'x');
    expect((await desk.incident(id)).state).toBe('signed');
    const signedAt = desk.clock.now();
    desk.clock.advance(minutes(10));
    await desk.refuse(id, BUREAU);
    expect((await desk.incident(id)).state).toBe('dispatched');
    expect((await desk.dutyOf(id, BUREAU)).signedAt).toEqual(signedAt);
  });

  it('of a township that only helps makes it owe the first report, counted from dispatch', async () => {
    const id = await desk.dispatched();
    expect((await desk.dutyOf(id, STREET)).reportDueAt).toBeNull();
    desk.clock.advance(hours(2));
    await desk.refuse(id, STREET, { ground: 'wrong_place', note: '小区在崇文街道', proposed: ['崇文街道'] });
    // 24 hours without the night: 13 h of the first day, the rest from seven on.
    expect((await desk.dutyOf(id, STREET)).reportDueAt).toEqual(new Date('2026-11-19T18:00:00+08:00'));
  });

  it('is raised within DL-08 only; the night does not count for 一般', async () => {
    desk.clock.set(new Date('2026-11-18T20:00:00+08:00'));
    const id = await desk.dispatched();
    desk.clock.set(new Date('2026-11-19T08:59:00+08:00'));
    await desk.refuse(id, BUREAU);
    desk.clock.set(new Date('2026-11-19T09:00:01+08:00'));
    await expect(
      desk.refuse(id, STREET, { ground: 'wrong_place', note: '不在本街道', proposed: ['崇文街道'] }),
    ).rejects.toEqual(refusing('refusal_too_late'));
    expect(await desk.states(id)).toContain(`${STREET} sent`);
  });

  it('happens once a unit and incident, whatever became of it', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    await expect(desk.refuse(id, BUREAU)).rejects.toEqual(refusing('refused_already'));
    await desk.refusals.withdraw(refusal.id, `account:x`);
    expect(await desk.states(id)).toContain(`${BUREAU} signed`);
    await expect(desk.refuse(id, BUREAU)).rejects.toEqual(refusing('refused_already'));
    await expect(desk.rule(refusal)).rejects.toEqual(refusing('refusal_settled'));
  });

  it('pressed twice on two telephones is one refusal', async () => {
    const id = await desk.dispatched();
    const both = await Promise.allSettled([desk.refuse(id, BUREAU), desk.refuse(id, BUREAU)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await desk.manager.countBy(RefusalRow, { incidentId: id })).toBe(1);
    expect(await desk.log(id, 'duty.refused')).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    ['proposed_itself', BUREAU, { proposed: [BUREAU] }],
    ['unknown_unit', BUREAU, { proposed: ['没有这个单位'] }],
    ['unknown_unit', BUREAU, { proposed: ['吕梁市生态环境局'] }],
    ['proposal_missing', BUREAU, { proposed: [] }],
    ['reason_missing', BUREAU, { note: ' ' }],
  ])('is not taken: %s', async (code, unit, given) => {
    const id = await desk.dispatched();
    await expect(desk.refuse(id, unit, given)).rejects.toEqual(refusing(code));
    expect(await desk.manager.countBy(RefusalRow, { incidentId: id })).toBe(0);
    expect((await desk.dutyOf(id, unit)).state).toBe('sent');
  });

  it('does not tell that another unit is recused: it is answered like one nobody knows', async () => {
    const id = await desk.dispatched();
    await desk.manager.query(`update incident set recused = '{市住建局}' where id = $1`, [id]);
    const answer = (unit: string) =>
      desk.refuse(id, BUREAU, { proposed: [unit] }).then(
        () => 'taken',
        (error: Error) => error.message.replace(unit, ''),
      );
    expect(await answer(OTHER)).toBe(await answer('某某局'));
    expect(await answer(OTHER)).not.toBe('taken');
  });

  it('is not for the office that holds what nobody owns, nor where the rule is switched off', async () => {
    const id = await desk.dispatched();
    await desk.manager.update(AssignmentRow, { incidentId: id, unit: BUREAU }, { roles: ['pool_owner'] });
    await expect(desk.refuse(id, BUREAU)).rejects.toEqual(refusing('refusal_not_for_role'));
    await desk.manager.query(
      `update directory_entry set body = jsonb_set(body, '{enabled}', 'false') where kind = 'rules' and key = 'RT-43'`,
    );
    await desk.manager.query(`update jurisdiction set directory_version = directory_version + 1`);
    await expect(
      desk.refuse(id, STREET, { ground: 'wrong_place', note: '不在', proposed: ['崇文街道'] }),
    ).rejects.toEqual(refusing('refusal_off'));
    await desk.manager.query(
      `update directory_entry set body = jsonb_set(body, '{enabled}', 'true') where kind = 'rules' and key = 'RT-43'`,
    );
    await desk.manager.query(`update jurisdiction set directory_version = directory_version + 1`);
  });
});

describe('the ruling', () => {
  it('upholds: the unit has signed, nothing else changes, and the case is kept as one that stood', async () => {
    const id = await desk.dispatched();
    const before = await clocks(id);
    const refusal = await desk.refuse(id, BUREAU);
    desk.clock.advance(minutes(30));
    const ruled = await desk.rule(refusal, { outcome: 'upheld', units: [OTHER] });
    expect(ruled).toMatchObject({ state: 'ruled', ruledBy: 'account:ban' });
    expect(ruled.ruling).toEqual({ outcome: 'upheld', units: [], reason: '按三定方案' });
    expect(await desk.states(id)).toEqual([`${BUREAU} signed`, `${STREET} sent`].sort());
    expect(await clocks(id)).toEqual(before);
    const [kept] = await desk.manager.findBy(DecisionRow, { incidentId: id, kind: 'confirmation' });
    expect(kept).toMatchObject({ by: 'ban', reason: '退单裁定，按三定方案' });
  });

  it('reassigns by the way of a correction: duties move, statutory times do not, the case is labelled', async () => {
    const id = await desk.dispatched();
    const before = await clocks(id);
    const refusal = await desk.refuse(id, BUREAU);
    desk.clock.advance(hours(1));
    const { version } = await desk.incident(id);
    const ruling = { version, outcome: 'reassigned' as const, units: [OTHER], reason: '供热归住建' };
    const preview = await desk.rulings.preview(refusal.id, ruling);
    expect(preview.added.map(({ unit }) => unit)).toEqual([OTHER]);
    expect(preview.withdrawn).toMatchObject([{ unit: BUREAU }]);
    expect((await desk.incident(id)).version).toBe(version);
    await desk.rulings.rule(refusal.id, ruling, { actor: 'account:ban', leader: false });
    expect(await desk.states(id)).toEqual([`${OTHER} sent`, `${BUREAU} withdrawn`, `${STREET} sent`].sort());
    const incident = await desk.incident(id);
    expect(incident.routing).toMatchObject({
      respondents: [OTHER],
      firstResponsible: [OTHER, STREET],
      coordinators: [{ lead: '市政府办公室', with: '市委宣传部', scope: null }],
    });
    expect(incident.routedBy).toBe('ban');
    expect((await clocks(id)).deadlines).toEqual(before.deadlines);
    // The new unit has its own time to sign, counted from when it got the duty.
    expect((await desk.dutyOf(id, OTHER)).signDueAt).toEqual(new Date(MORNING.getTime() + hours(5)));
    const [kept] = await desk.manager.findBy(DecisionRow, { incidentId: id, kind: 'correction' });
    expect(kept?.previous).toMatchObject({ respondents: [BUREAU] });
    expect(await desk.refusal(refusal.id)).toMatchObject({ state: 'ruled' });
    expect(await desk.log(id, 'refusal.lapsed')).toEqual([]);
    // What a person ruled is not overruled by the next judgement.
    await desk.manager.query('update incident set needs_routing = true where id = $1', [id]);
    await desk.routeStep.run(id);
    expect((await desk.incident(id)).routing?.respondents).toEqual([OTHER]);
  });

  it('adds units beside the refusing one; a vertically managed one changes who coordinates', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    await desk.rule(refusal, { outcome: 'joint', units: ['吕梁市生态环境局孝义分局'] });
    expect((await desk.incident(id)).routing).toMatchObject({
      respondents: [BUREAU, '吕梁市生态环境局孝义分局'],
    });
    const leads = (await desk.incident(id)).routing?.coordinators.map((one) => one.lead);
    expect(leads).toEqual(expect.arrayContaining(['市政府办公室', '吕梁市生态环境局']));
    expect(await desk.states(id)).toContain(`${BUREAU} signed`);
  });

  it('puts one township in the place of another and leaves the answering unit alone', async () => {
    const id = await desk.dispatched();
    const given = { ground: 'wrong_place' as const, note: '小区在崇文街道', proposed: ['崇文街道'] };
    const refusal = await desk.refuse(id, STREET, given);
    await desk.rule(refusal, { outcome: 'reassigned', units: ['崇文街道'] });
    const { routing } = await desk.incident(id);
    expect(routing?.respondents).toEqual([BUREAU]);
    expect(routing?.firstResponsible.toSorted()).toEqual([BUREAU, '崇文街道'].sort());
    expect(await desk.states(id)).toContain(`${STREET} withdrawn`);
  });

  it.each<[string, object]>([
    ['ruling_units_missing', { outcome: 'reassigned' }],
    ['ruling_itself', { outcome: 'joint', units: [BUREAU] }],
    ['unknown_unit', { outcome: 'reassigned', units: ['市委宣传部'] }],
    ['reason_missing', { outcome: 'upheld', reason: ' ' }],
  ])('is not taken: %s', async (code, given) => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    await expect(desk.rule(refusal, given)).rejects.toEqual(refusing(code));
    expect((await desk.refusal(refusal.id)).state).toBe('waiting');
  });

  it('gives nothing to a recused unit', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    await desk.manager.query(`update incident set recused = '{市住建局}' where id = $1`, [id]);
    const asked = desk.rule(refusal, { outcome: 'reassigned', units: [OTHER] });
    await expect(asked).rejects.toEqual(refusing('recused_unit'));
  });

  it('is one, when two people rule at the same moment', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    const { version } = await desk.incident(id);
    const base = { version, reason: '同时裁定' };
    const both = await Promise.allSettled([
      desk.rule(refusal, { ...base, outcome: 'upheld' }),
      desk.rule(
        refusal,
        { ...base, outcome: 'reassigned', units: [OTHER] },
        { actor: 'account:b', leader: false },
      ),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason instanceof StaleError || lost.reason.code === 'refusal_settled').toBe(true);
    expect(await desk.log(id, 'refusal.ruled')).toHaveLength(1);
  });

  it('may follow an on-site meeting, whose time runs on', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    const meeting = { day: '2026-11-18', participants: [BUREAU, OTHER], note: '现场查看管网' };
    const { version } = await desk.incident(id);
    await desk.rulings.meet(refusal.id, { ...meeting, version }, 'account:ban');
    const met = await desk.refusal(refusal.id);
    expect(met).toMatchObject({ state: 'waiting', dueAt: refusal.dueAt, meetings: [meeting] });
    await desk.rule(refusal, { outcome: 'joint', units: [OTHER] });
    expect((await desk.refusal(refusal.id)).meetings).toHaveLength(1);
  });
});

describe('a second refusal in the incident', () => {
  /** The first is ruled: 市住建局 has it now, and refuses as well. */
  async function second() {
    const id = await desk.dispatched();
    await desk.rule(await desk.refuse(id, BUREAU), { outcome: 'reassigned', units: [OTHER] });
    const refusal = await desk.refuse(id, OTHER, { proposed: [BUREAU], note: '属市政设施' });
    return { id, refusal };
  }

  it('is drafted by the office and takes effect when its leader approves; then it is final', async () => {
    const { id, refusal } = await second();
    expect(refusal).toMatchObject({ round: 2, needsLeader: true });
    const drafted = await desk.rule(refusal, { outcome: 'reassigned', units: [BUREAU] });
    expect(drafted).toMatchObject({
      state: 'prepared',
      preparedBy: 'account:ban',
    });
    expect(await desk.states(id)).toContain(`${OTHER} refused`);
    const decision = { version: (await desk.incident(id)).version, approve: true, note: '' };
    const ruled = await desk.rulings.confirm(refusal.id, decision, 'account:zhuren');
    expect(ruled).toMatchObject({ state: 'ruled', ruledBy: 'account:zhuren', preparedBy: 'account:ban' });
    expect(await desk.states(id)).toEqual(
      [`${BUREAU} sent`, `${BUREAU} withdrawn`, `${OTHER} withdrawn`, `${STREET} sent`].sort(),
    );
    const late = { ground: 'wrong_place' as const, note: '不在本街道', proposed: ['崇文街道'] };
    await expect(desk.refuse(id, STREET, late)).rejects.toEqual(refusing('refusal_final'));
    await expect(desk.refuse(id, BUREAU)).rejects.toEqual(refusing('refused_already'));
  });

  it('goes back to the office with a reason, and can be drafted anew', async () => {
    const { id, refusal } = await second();
    await desk.rule(refusal, { outcome: 'upheld' });
    const decide = async (approve: boolean, note: string) =>
      desk.rulings.confirm(
        refusal.id,
        { version: (await desk.incident(id)).version, approve, note },
        'account:zhuren',
      );
    await expect(decide(false, ' ')).rejects.toEqual(refusing('reason_missing'));
    expect(await decide(false, '请会商后再报')).toMatchObject({
      state: 'waiting',
      returnedNote: '请会商后再报',
    });
    await expect(decide(true, '')).rejects.toEqual(refusing('refusal_not_prepared'));
    await desk.rule(refusal, { outcome: 'joint', units: [BUREAU] });
    expect(await decide(true, '')).toMatchObject({ state: 'ruled', returnedNote: null });
  });

  it('may be decided by the leader alone', async () => {
    const { refusal } = await second();
    expect(await desk.rule(refusal, { outcome: 'upheld' }, leader)).toMatchObject({
      state: 'ruled',
      ruledBy: 'account:zhuren',
    });
  });
});

describe('a refusal nobody has ruled on', () => {
  it('ends when a correction takes the duty away, and stays when the unit stays', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    const correct = async (respondents: string[]) =>
      desk.routing.correctRouting(
        id,
        {
          version: (await desk.incident(id)).version,
          respondents,
          firstResponsible: [...respondents, STREET],
          assisting: [],
          lead: null,
          reason: '核实',
        },
        'account:ban',
      );
    await correct([BUREAU, OTHER]);
    expect((await desk.refusal(refusal.id)).state).toBe('waiting');
    expect(await desk.states(id)).toContain(`${BUREAU} refused`);
    await correct([OTHER]);
    expect(await desk.refusal(refusal.id)).toMatchObject({ state: 'lapsed' });
    expect((await desk.log(id, 'refusal.lapsed'))[0]?.data).toMatchObject({ reason: 'withdrawn' });
  });

  it('ends when the incident is closed; the duty counts as signed', async () => {
    const id = await desk.dispatched();
    const refusal = await desk.refuse(id, BUREAU);
    const incident = await desk.incident(id);
    await desk.actions.close(id, incident.version, '误报', 'account:ban');
    expect((await desk.refusal(refusal.id)).state).toBe('lapsed');
    expect(await desk.states(id)).toContain(`${BUREAU} signed`);
    await expect(desk.rule(refusal)).rejects.toEqual(refusing('refusal_settled'));
    const duty = await desk.dutyOf(id, STREET);
    const again = { ground: 'wrong_place' as const, note: '不在', proposed: ['崇文街道'] };
    await expect(desk.refusals.refuse(duty.id, again, 'link:x')).rejects.toEqual(refusing('incident_closed'));
  });

  it('is for the stand-in where the office refuses itself or is recused', async () => {
    const id = await desk.dispatched();
    await desk.manager.query(`update incident set recused = '{市政府办公室}' where id = $1`, [id]);
    expect((await desk.refuse(id, BUREAU)).ruler).toBe('市委宣传部');
    const office = await desk.dispatched();
    await desk.manager.update(AssignmentRow, { incidentId: office, unit: BUREAU }, { unit: '市政府办公室' });
    expect((await desk.refuse(office, '市政府办公室')).ruler).toBe('市委宣传部');
  });
});
