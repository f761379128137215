import { AnnouncementRow, IncidentRow, NightApprovalRow } from '#incidents/service';
import { ApprovalRow, openDifferences, responsesDue } from '#respond/service';
import { createDesk, HEALTH, OFFICE, PUBLICITY, SAFETY, type ApprovalDesk, type Person } from './desk.js';

const TEXT = '11月18日上午8时许，兑镇镇一处工地发生坍塌，造成3人死亡、5人受伤。';

describe('facts, wording and signatures', () => {
  let desk: ApprovalDesk;
  let writer: Person;
  let health: Person;
  let leader: Person;
  let office: Person;
  let monitor: Person;
  let officeLeader: Person;

  beforeAll(async () => {
    desk = await createDesk();
    writer = await desk.person('liaison', SAFETY);
    health = await desk.person('liaison', HEALTH);
    leader = await desk.person('leader', SAFETY);
    office = await desk.person('office', OFFICE);
    monitor = await desk.person('monitor', PUBLICITY);
    officeLeader = await desk.person('leader', OFFICE);
  });
  afterAll(() => desk.database.drop());

  const actor = ({ login }: Person) => `account:${login}`;
  const state = async (id: string) => (await desk.response(id)).state;
  const told = async (incident: IncidentRow) =>
    (
      await desk.manager.find(AnnouncementRow, {
        where: { incidentId: incident.id },
        order: { createdAt: 'ASC' },
      })
    ).map(({ template, unit, audience }) => `${template} ${unit} ${audience}`);

  async function joint(words = TEXT, given: Partial<IncidentRow> = {}) {
    const incident = await desk.matter([SAFETY, HEALTH], given);
    const id = await desk.text(incident, writer, [SAFETY, HEALTH], words);
    await desk.move(id, 'submit_joint', writer);
    return { incident, id };
  }

  /** Both confirm what the text states. */
  async function confirmAll(incident: IncidentRow, ...units: string[]) {
    const rows: { id: string; proposed: string }[] = await desk.manager.query(
      `select id, proposed from fact where incident_id = $1 and removed_at is null`,
      [incident.id],
    );
    for (const unit of units)
      await desk.facts.confirm(
        incident.id,
        { unit, seen: rows.map(({ id, proposed }) => ({ factId: id, value: proposed })) },
        'account:x',
      );
  }
  const agree = async (id: string, unit: string, by: Person) =>
    desk.agreements.say(id, await desk.seen(id), { unit, agrees: true, comment: '' }, actor(by));
  const sign = async (id: string, by: Person) => desk.approvals.sign(id, await desk.seen(id), '', by);

  /** A text of one department that waits for its signatures. */
  async function waiting(given: Partial<IncidentRow> = {}) {
    const incident = await desk.matter([SAFETY], given);
    const id = await desk.text(incident, writer, [SAFETY], '已恢复供水。');
    await desk.move(id, 'submit', writer);
    return { incident, id };
  }

  describe('one wording', () => {
    it('two departments with different figures cannot publish; the coordinator decides, and the record shows it', async () => {
      const { incident, id } = await joint();
      const dead = await desk.fact(incident.id, '死亡人数');
      expect(dead).toMatchObject({ proposed: '3人', origin: 'text' });
      expect(await told(incident)).toContain(`response_to_agree ${HEALTH} liaison_and_handler`);
      await confirmAll(incident, SAFETY, HEALTH);
      const state2 = { unit: HEALTH, value: '2人', source: '医院诊断' };
      await desk.facts.state(incident.id, dead.id, state2, actor(health));
      await agree(id, HEALTH, health);
      expect(await state(id)).toBe('aligning');
      expect(await told(incident)).toContain(`facts_differ ${HEALTH} coordinator`);

      // Neither the coordinator's word on the wording nor anything else gets past it.
      const seen = await desk.seen(id);
      await expect(
        desk.agreements.rule(id, seen, { unit: OFFICE, reason: '时间紧' }, actor(office)),
      ).rejects.toMatchObject({
        code: 'facts_differ',
        message: expect.stringContaining(`${SAFETY}填3人，${HEALTH}填2人`) as string,
      });
      await expect(desk.move(id, 'agree', office)).rejects.toMatchObject({ code: 'facts_differ' });
      expect(await openDifferences(desk.manager, incident.id, 1)).toEqual([
        expect.objectContaining({ label: '死亡人数', why: 'differ' }),
      ]);

      const ruling = { unit: OFFICE, value: '3人', reason: '一人转院途中死亡，以应急部门为准' };
      await desk.facts.rule(incident.id, dead.id, ruling, actor(office));
      expect(await state(id)).toBe('in_approval');
      const [ruled] = await desk.log(incident.id, 'fact.ruled');
      expect(ruled?.data).toMatchObject({
        value: '3人',
        said: [
          { unit: HEALTH, value: '2人' },
          { unit: SAFETY, value: '3人' },
        ],
      });
    });

    it('waits for everybody, however they write it; an objection sends the text back', async () => {
      const { incident, id } = await joint();
      await agree(id, HEALTH, health);
      expect(await state(id)).toBe('aligning');
      await confirmAll(incident, SAFETY);
      const dead = await desk.fact(incident.id, '死亡人数');
      await desk.facts.state(
        incident.id,
        dead.id,
        { unit: HEALTH, value: '三名', source: '' },
        actor(health),
      );
      expect(await state(id)).toBe('aligning');
      for (const label of ['受伤人数', '事发时间']) {
        const { id: factId, proposed } = await desk.fact(incident.id, label);
        const seen = [{ factId, value: proposed! }];
        await desk.facts.confirm(incident.id, { unit: HEALTH, seen }, actor(health));
      }
      expect(await state(id)).toBe('in_approval');

      const other = await joint('已恢复供水。');
      const no = { unit: HEALTH, agrees: false, comment: '应写明水质检测结果' };
      await desk.agreements.say(other.id, await desk.seen(other.id), no, actor(health));
      expect(await state(other.id)).toBe('drafting');
      expect((await desk.duty(other.incident.id, HEALTH)).state).toBe('signed');
      expect(await told(other.incident)).toContain(`response_returned ${SAFETY} liaison_and_handler`);
      // The old agreement of the writer does not speak for the next version.
      await desk.write(other.id, writer, '已恢复供水，水质合格。');
      await desk.move(other.id, 'submit_joint', writer);
      expect(await state(other.id)).toBe('aligning');
      await agree(other.id, HEALTH, health);
      expect(await state(other.id)).toBe('in_approval');
    });

    it('confirms only what was on the screen, and only for who answers', async () => {
      const { incident } = await joint();
      const { id: factId } = await desk.fact(incident.id, '死亡人数');
      await desk.facts.state(incident.id, factId, { unit: SAFETY, value: '4人', source: '' }, actor(writer));
      const seen = [{ factId, value: '3人' }];
      await expect(
        desk.facts.confirm(incident.id, { unit: HEALTH, seen }, actor(health)),
      ).rejects.toMatchObject({ code: 'fact_moved' });
      await expect(
        desk.facts.state(incident.id, factId, { unit: '市公安局', value: '3人', source: '' }, 'account:x'),
      ).rejects.toMatchObject({ code: 'not_respondent' });
      const phone = { unit: SAFETY, value: '找张三13812345678', source: '' };
      await expect(desk.facts.state(incident.id, factId, phone, actor(writer))).rejects.toMatchObject({
        code: 'fact_personal',
      });
    });

    it('a confirmed fact that changes after approval takes the text back, and its signatures with it', async () => {
      const { incident, id } = await joint();
      await confirmAll(incident, SAFETY, HEALTH);
      await agree(id, HEALTH, health);
      await sign(id, leader);
      await sign(id, office);
      expect(await state(id)).toBe('approved');
      const { id: factId } = await desk.fact(incident.id, '死亡人数');
      await desk.facts.state(incident.id, factId, { unit: SAFETY, value: '三人', source: '' }, actor(writer));
      expect(await state(id)).toBe('approved');
      const more = { unit: SAFETY, value: '4人', source: '现场核实' };
      await desk.facts.state(incident.id, factId, more, actor(writer));
      expect(await state(id)).toBe('drafting');
      expect(await desk.manager.countBy(ApprovalRow, { responseId: id })).toBe(2);
      expect((await desk.log(incident.id, 'fact.changed'))[0]?.data).toMatchObject({ label: '死亡人数' });
    });

    it('whoever owes a word is reminded at half of the time, at its end the leader and the coordinator hear', async () => {
      const { incident, id } = await joint();
      desk.clock.advance(31 * 60_000);
      expect(await responsesDue(desk.manager, desk.clock.now(), 'real')).toContain(incident.id);
      expect(await told(incident)).toContain(`response_agree_reminder ${HEALTH} liaison_and_handler`);
      desk.clock.advance(30 * 60_000);
      await responsesDue(desk.manager, desk.clock.now(), 'real');
      expect(await told(incident)).toEqual(
        expect.arrayContaining([
          `response_agree_reminder ${HEALTH} charge_leader`,
          `response_agree_overdue ${HEALTH} coordinator`,
        ]),
      );
      const before = (await told(incident)).length;
      desk.clock.advance(24 * 3_600_000);
      await responsesDue(desk.manager, desk.clock.now(), 'real');
      expect(await told(incident)).toHaveLength(before);
      // Nobody answers any more: the coordinator decides the wording, once the facts are decided.
      for (const { factId } of await openDifferences(desk.manager, incident.id, 1))
        await desk.facts.rule(
          incident.id,
          factId,
          { unit: OFFICE, value: '以文稿为准', reason: '逾期未确认' },
          actor(office),
        );
      await desk.agreements.rule(
        id,
        await desk.seen(id),
        { unit: OFFICE, reason: '逾期未确认' },
        actor(office),
      );
      expect(await state(id)).toBe('in_approval');
    });
  });

  describe('signatures', () => {
    it('one for what is not grave, of the leader of the unit that writes; never of who wrote', async () => {
      const { incident, id } = await waiting({ opinionLevel: '一般' });
      expect(await told(incident)).toEqual([`response_to_sign ${SAFETY} charge_leader`]);
      const seen = await desk.seen(id);
      await expect(desk.approvals.sign(id, seen, '', writer)).rejects.toMatchObject({ code: 'not_signer' });
      await expect(desk.approvals.sign(id, seen, '', office)).rejects.toMatchObject({ code: 'not_signer' });
      await sign(id, leader);
      expect(await state(id)).toBe('approved');
      expect((await desk.duty(incident.id, SAFETY)).state).toBe('approved');
      await expect(sign(id, leader)).rejects.toMatchObject({ code: 'not_in_approval' });

      const own = await desk.matter([SAFETY], { opinionLevel: '一般' });
      const ownId = await desk.text(own, leader, [SAFETY], '已恢复供水。');
      await desk.move(ownId, 'submit', writer);
      await expect(sign(ownId, leader)).rejects.toMatchObject({ code: 'own_text' });
    });

    it('two for what is grave: the second of the office or the publicity department, and another person', async () => {
      const { incident, id } = await waiting();
      expect((await told(incident)).sort()).toEqual([
        `response_to_sign ${PUBLICITY} charge_leader`,
        `response_to_sign ${SAFETY} charge_leader`,
        `response_to_sign ${OFFICE} office`,
      ]);
      await sign(id, monitor);
      expect(await state(id)).toBe('in_approval');
      await expect(sign(id, office)).rejects.toMatchObject({ code: 'signed_already' });
      await expect(desk.move(id, 'approve', office)).rejects.toMatchObject({ code: 'signatures_missing' });
      await sign(id, leader);
      expect(await state(id)).toBe('approved');
    });

    it('of a text of the office its leader signs, and beside it the publicity department only', async () => {
      const incident = await desk.matter([SAFETY]);
      const id = await desk.text(incident, office, [SAFETY], '已恢复供水。');
      await desk.move(id, 'submit', office);
      const second = await desk.person('office', OFFICE);
      await expect(sign(id, second)).rejects.toMatchObject({ code: 'not_signer' });
      await sign(id, officeLeader);
      await sign(id, monitor);
      expect(await state(id)).toBe('approved');
    });

    it('are of one version; a refusal sends it back with what must change', async () => {
      const { incident, id } = await waiting();
      await sign(id, leader);
      const seen = await desk.seen(id);
      await expect(desk.approvals.giveBack(id, seen, ' ', office)).rejects.toMatchObject({
        code: 'reason_missing',
      });
      await desk.approvals.giveBack(id, seen, '应写明恢复时间', office);
      expect(await state(id)).toBe('drafting');
      expect((await desk.log(incident.id, 'approval.returned'))[0]?.data).toMatchObject({
        note: '应写明恢复时间',
      });
      await desk.move(id, 'submit', writer);
      await expect(desk.approvals.sign(id, seen, '', office)).rejects.toMatchObject({ name: 'Error' });
      await sign(id, office);
      expect(await state(id)).toBe('in_approval');
    });

    it('a matter that becomes grave needs the second one, also after the first was enough', async () => {
      const { incident, id } = await waiting({ opinionLevel: '较大' });
      await sign(id, leader);
      await desk.manager.update(IncidentRow, { id: incident.id }, { opinionLevel: '重大' });
      await expect(desk.move(id, 'publish', office)).rejects.toMatchObject({
        code: 'signatures_missing',
        message: expect.stringContaining(OFFICE) as string,
      });
      await sign(id, office);
      await desk.move(id, 'publish', office);
      expect(await state(id)).toBe('published');
    });

    it('by telephone counts at once, is signed later, and falls when it is denied', async () => {
      const { incident, id } = await waiting();
      const call = { second: leader, post: '副局长', said: '同意发布', calledAt: desk.clock.now() };
      await desk.approvals.byPhone(id, await desk.seen(id), call, writer);
      await sign(id, office);
      expect(await state(id)).toBe('approved');
      const [night] = await desk.manager.findBy(NightApprovalRow, { incidentId: incident.id });
      expect(night).toMatchObject({
        what: 'response_approval',
        state: 'waiting',
        secondId: leader.accountId,
      });
      const no = { agree: false, note: '未曾接到电话' };
      const denied = await desk.nights.decide(night!.id, no, {
        accountId: leader.accountId,
        actor: actor(leader),
      });
      expect(denied.undone).toBe(true);
      expect(await state(id)).toBe('drafting');
      expect((await desk.incident(incident.id)).state).toBe('signed');
      expect(await desk.log(incident.id, 'approval.denied')).toHaveLength(1);

      await desk.move(id, 'submit', writer);
      await desk.approvals.byPhone(id, await desk.seen(id), call, writer);
      await sign(id, office);
      await desk.move(id, 'publish', office);
      const again = (await desk.manager.findBy(NightApprovalRow, { incidentId: incident.id })).find(
        (row) => row.state === 'waiting',
      );
      const late = await desk.nights.decide(again!.id, no, {
        accountId: leader.accountId,
        actor: actor(leader),
      });
      expect(late.undone).toBe(false);
      expect(await state(id)).toBe('published');
    });

    it('on paper counts, keeps the original, and is of nobody who wrote or signed already', async () => {
      const drafter = await desk.person('liaison', SAFETY, '王小明');
      const incident = await desk.matter([SAFETY]);
      const id = await desk.text(incident, drafter, [SAFETY], '已恢复供水。');
      await desk.move(id, 'submit', drafter);
      const content = Buffer.from('%PDF-1.4 signed');
      const paper = { name: '签字页.pdf', type: 'application/pdf', content };
      const yes = { seat: 'unit' as const, post: '局长', signedAt: desk.clock.now(), paper };
      const by = async (given: object) =>
        desk.approvals.onPaper(id, await desk.seen(id), { ...yes, name: '李大力', ...given }, drafter);
      await expect(by({ name: '王 小明' })).rejects.toMatchObject({ code: 'own_text' });
      await by({});
      await expect(by({ seat: 'city' })).rejects.toMatchObject({ code: 'same_signer' });
      await by({ seat: 'city', name: '赵主任' });
      expect(await state(id)).toBe('approved');
      const kept = await desk.manager.find(ApprovalRow, {
        where: { responseId: id, seat: 'unit' },
        select: { file: true, fileHash: true, signerSealed: true },
      });
      expect(kept[0]?.file).toEqual(content);
      expect(kept[0]?.fileHash).toMatch(/^[0-9a-f]{64}$/);
      expect(kept[0]?.signerSealed?.toString()).not.toContain('李大力');
    });
  });

  describe('emergency', () => {
    it('only for what is grave, and when it cannot wait', async () => {
      const { id } = await waiting();
      const late = await waiting({ opinionLevel: '较大' });
      const seen = await desk.seen(id);
      await expect(desk.approvals.emergency(id, seen, '谣言扩散', office)).rejects.toMatchObject({
        code: 'not_emergency',
      });
      desk.clock.set(new Date('2026-11-19T23:00:00+08:00'));
      await expect(desk.approvals.emergency(id, seen, '谣言扩散', writer)).rejects.toMatchObject({
        code: 'not_signer',
      });
      await expect(
        desk.approvals.emergency(late.id, await desk.seen(late.id), '谣言扩散', leader),
      ).rejects.toMatchObject({ code: 'not_emergency' });
    });

    it('publishes first, is red until signed, and says so when it was not', async () => {
      desk.clock.set(new Date('2026-11-19T23:00:00+08:00'));
      const { incident, id } = await waiting();
      await desk.approvals.emergency(id, await desk.seen(id), '谣言扩散，不能等', office);
      expect(await state(id)).toBe('approved');
      await desk.move(id, 'publish', office);
      expect(await told(incident)).toContain(`emergency_to_sign ${OFFICE} office_leader`);
      const row = () => desk.manager.findOneByOrFail(ApprovalRow, { responseId: id, decision: 'emergency' });
      expect((await row()).dueAt?.toISOString()).toBe('2026-11-20T02:00:00.000Z');
      desk.clock.set(new Date('2026-11-20T10:01:00+08:00'));
      await responsesDue(desk.manager, desk.clock.now(), 'real');
      expect(await desk.log(incident.id, 'approval.unsigned')).toHaveLength(1);
      expect(await told(incident)).toContain(`emergency_unsigned ${OFFICE} office_leader`);
      await sign(id, leader);
      expect((await row()).settledAt).toBeNull();
      await sign(id, monitor);
      expect((await row()).settledAt).not.toBeNull();
      expect(await desk.log(incident.id, 'approval.settled')).toHaveLength(1);
      expect(await state(id)).toBe('published');
    });

    it('stands for signatures, not for agreement', async () => {
      desk.clock.set(new Date('2026-11-19T23:00:00+08:00'));
      const { incident, id } = await joint();
      await confirmAll(incident, SAFETY, HEALTH);
      await agree(id, HEALTH, health);
      const fresh = await desk.facts.add(incident.id, { kind: 'people', label: '重伤人数' }, actor(office));
      await expect(desk.approvals.emergency(id, await desk.seen(id), '不能等', office)).rejects.toMatchObject(
        {
          code: 'facts_differ',
        },
      );
      await desk.facts.remove(incident.id, fresh, '暂不公布', actor(office));
      await desk.approvals.emergency(id, await desk.seen(id), '不能等', office);
      expect(await state(id)).toBe('approved');
    });
  });
});
