import { IncidentRow, NightApprovalRow } from '#incidents/service';
import { ApprovalRow, responsesDue } from '#respond/service';
import { createCast, HEALTH, OFFICE, PUBLICITY, SAFETY, type Cast, type Person } from './desk.js';

describe('signatures on a text', () => {
  let cast: Cast;
  let desk: Cast['desk'];
  let writer: Person;
  let health: Person;
  let leader: Person;
  let office: Person;
  let monitor: Person;
  let officeLeader: Person;

  beforeAll(async () => {
    cast = await createCast();
    ({ desk, writer, health, leader, office, monitor, officeLeader } = cast);
  });
  afterAll(() => desk.database.drop());

  const actor: Cast['actor'] = (...given) => cast.actor(...given);
  const state: Cast['state'] = (...given) => cast.state(...given);
  const told: Cast['told'] = (...given) => cast.told(...given);
  const joint: Cast['joint'] = (...given) => cast.joint(...given);
  const confirmAll: Cast['confirmAll'] = (...given) => cast.confirmAll(...given);
  const agree: Cast['agree'] = (...given) => cast.agree(...given);
  const sign: Cast['sign'] = (...given) => cast.sign(...given);
  const waiting: Cast['waiting'] = (...given) => cast.waiting(...given);

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
