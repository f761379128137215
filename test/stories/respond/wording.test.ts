import { ApprovalRow, openDifferences, responsesDue } from '#respond/service';
import { createCast, HEALTH, OFFICE, SAFETY, type Cast, type Person } from './desk.js';

describe('facts and wording', () => {
  let cast: Cast;
  let desk: Cast['desk'];
  let writer: Person;
  let health: Person;
  let leader: Person;
  let office: Person;

  beforeAll(async () => {
    cast = await createCast();
    ({ desk, writer, health, leader, office } = cast);
  });
  afterAll(() => desk.database.drop());

  const actor: Cast['actor'] = (...given) => cast.actor(...given);
  const state: Cast['state'] = (...given) => cast.state(...given);
  const told: Cast['told'] = (...given) => cast.told(...given);
  const joint: Cast['joint'] = (...given) => cast.joint(...given);
  const confirmAll: Cast['confirmAll'] = (...given) => cast.confirmAll(...given);
  const agree: Cast['agree'] = (...given) => cast.agree(...given);
  const sign: Cast['sign'] = (...given) => cast.sign(...given);

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
});
