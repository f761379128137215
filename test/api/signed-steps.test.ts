import {
  AnnouncementRow,
  AssignmentRow,
  ExtensionRow,
  FirstReportRow,
  HandOnRow,
  IncidentLogRow,
  NoticeRow,
  SignCodeRow,
} from '#incidents/service';
import { ContactRow, EndpointRow } from '#jurisdiction/service';
import { seal, unseal } from '#secrets';
import type { HandOnView, IncidentHandling } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { contactOf, linkOf, Visitor, visitorOf } from './signed-page.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

const HOUR = 3_600_000;
const ANSWERS = { truth: 'partly', found: '三栋楼停水', measures: '已抢修', next: '今晚 22 时前恢复' };

describe('what a unit does by the signed link', () => {
  let api: TestApi;
  let office: Client;
  beforeAll(async () => {
    api = await createTestApi();
    office = await api.as('office', '市政府办公室');
  });
  afterAll(() => api.close());
  const rows = () => api.database.source.manager;
  const logged = async ({ incident }: Matter, type: IncidentLogRow['type']) =>
    (await rows().findBy(IncidentLogRow, { incidentId: incident.id, type })).map(({ data }) => data);
  const handling = async (client: Client, { incident }: Matter) =>
    (await client.get(`/api/v1/incidents/${incident.id}/handling`)).json<IncidentHandling>();
  /** Its internal times as a dispatch gives them. */
  async function matter(word: string, given: Parameters<typeof makeMatter>[3] = {}): Promise<Matter> {
    const made = await makeMatter(api, word, UNIT, given);
    const reportDueAt = new Date(api.clock.now().getTime() + 24 * HOUR);
    await rows().update(AssignmentRow, { id: made.duty.id }, { reportDueAt });
    return made;
  }

  it('says at each step what is asked and what comes next', async () => {
    const one = await matter('甲');
    const visitor = await visitorOf(api, one.duty);
    const first = (await visitor.look()).text;
    expect(first).toContain('<strong>请签收</strong>');
    expect(first).toContain('回答三个问题');
    const signed = (await visitor.press('sign')).text;
    expect(signed).toMatch(/role="status"><h2>已签收/);
    expect(signed).toContain('<strong>请报送核实初报</strong>');
    for (const question of ['一、是否属实', '二、已采取的措施', '三、下一步安排及时间'])
      expect(signed).toContain(question);
    const reported = (await visitor.press('report', ANSWERS)).text;
    expect(reported).toContain('<strong>请拟写回应</strong>');
    expect(reported).toContain(`/incidents/${one.incident.id}">登录系统拟写回应</a>`);
    const row = await rows().findOneByOrFail(FirstReportRow, { assignmentId: one.duty.id });
    expect(row).toMatchObject({
      answers: ANSWERS,
      text: '是否属实：部分属实。三栋楼停水\n已采取的措施：已抢修\n下一步安排及时间：今晚 22 时前恢复',
    });
    expect((await handling(office, one)).reports).toMatchObject([{ unit: UNIT, answers: ANSWERS }]);
  });

  it('masks what is written of people, and takes the report in one text from programs as before', async () => {
    const one = await matter('乙');
    const liaison = await api.as('liaison', UNIT);
    await liaison.post(`/api/v1/duties/${one.duty.id}/sign`);
    const answer = await liaison.post(`/api/v1/duties/${one.duty.id}/report`, {
      ...ANSWERS,
      measures: '已联系反映人13812345678',
    });
    expect(answer.status).toBe(200);
    expect((await handling(liaison, one)).reports[0]?.answers?.measures).toBe('已联系反映人138********');
    const two = await matter('丙');
    await liaison.post(`/api/v1/duties/${two.duty.id}/sign`);
    await liaison.post(`/api/v1/duties/${two.duty.id}/report`, { text: '情况属实' });
    expect((await handling(liaison, two)).reports).toMatchObject([{ text: '情况属实', answers: null }]);
  });

  it('asks for more time by choosing one of the times that are to be had', async () => {
    const one = await matter('丁');
    const visitor = await visitorOf(api, one.duty);
    const page = (await visitor.look()).text;
    const times = [...page.matchAll(/<option value="(2026[^"]+)"/g)].map((match) => match[1] as string);
    expect(times[0]).toBe('2026-11-23T04:45:00.000Z');
    const none = await visitor.press('extend', { until: '', reason: '须核实' });
    expect([none.status, none.text]).toEqual([409, expect.stringContaining('请选择延至的时间')]);
    const asked = await visitor.press('extend', { until: times[2] ?? '', reason: '正在现场' });
    expect(asked.text).toContain('等待市政府办公室答复');
    const row = await rows().findOneByOrFail(ExtensionRow, { assignmentId: one.duty.id });
    expect(row).toMatchObject({ rule: 'DL-06', askedBy: `link:${UNIT}`, state: 'waiting' });
    await office.post(`/api/v1/extensions/${row.id}/decide`, { grant: false, note: '请先签收' });
    expect((await visitor.look()).text).toContain('未同意延长签收时限，请按原时限办理。理由：请先签收');
  });

  describe('handing on', () => {
    it('gives a colleague a link of their own; the old one only looks, until it is taken back', async () => {
      const one = await matter('戊');
      const liaison = await visitorOf(api, one.duty);
      const handler = await contactOf(api, UNIT, 'handler');
      const page = (await liaison.look()).text;
      expect(page).toContain('李样本（承办人）');
      expect(page).not.toContain('王演示（联络人）');
      const done = await liaison.press('hand_on', { to: handler.id, words: '请到现场' });
      expect([done.status, done.text]).toEqual([
        200,
        expect.stringContaining('<strong>已转交李样本</strong>'),
      ]);
      const notices = await rows().findBy(NoticeRow, { assignmentId: one.duty.id, template: 'handed_on' });
      expect(notices).toMatchObject([{ contactId: handler.id, channel: 'mail', state: 'pending' }]);
      for (const step of ['sign', 'hand_on', 'extend'])
        expect((await liaison.press(step, { to: handler.id })).text).toContain('如仍由本人办理，请先收回');
      expect(await logged(one, 'duty.signed')).toEqual([]);
      expect((await liaison.press('take_back')).text).toContain('<strong>请签收</strong>');
      await liaison.press('hand_on', { to: handler.id });
      const colleague = await visitorOf(api, one.duty, 'handler');
      expect((await colleague.press('sign')).text).toContain('联络人→承办人');
      expect(await logged(one, 'duty.signed')).toMatchObject([{ as: 'handler' }]);
      const shown = (await handling(office, one)).handOns;
      expect(shown.map(({ from, to, state }) => [from, to, state])).toEqual([
        ['联络人', '承办人', 'taken_back'],
        ['联络人', '承办人', 'told'],
      ]);
    });

    it('ends after five, and goes to nobody of another unit', async () => {
      const one = await matter('己');
      const [liaison, handler] = await Promise.all([
        contactOf(api, UNIT, 'liaison'),
        contactOf(api, UNIT, 'handler'),
      ]);
      const visit = ({ id }: ContactRow) => new Visitor(api, linkOf(api, one.duty, { contactId: id }));
      const stranger = await contactOf(api, OTHER_UNIT, 'handler');
      const refused = await visit(liaison).press('hand_on', { to: stranger.id });
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('没有这名人员')]);
      for (let turn = 0; turn < 5; turn += 1) {
        const [from, to] = turn % 2 === 0 ? [liaison, handler] : [handler, liaison];
        expect((await visit(from).press('hand_on', { to: to.id })).status).toBe(200);
      }
      const sixth = await visit(handler).press('hand_on', { to: liaison.id });
      expect([sixth.status, sixth.text]).toEqual([409, expect.stringContaining('已转交 5 次')]);
    });

    it('waits for the office where the roster does not know the colleague; nothing goes there before', async () => {
      const one = await matter('庚');
      const liaison = await visitorOf(api, one.duty);
      const missing = await liaison.press('hand_on', { to: 'other', person: '赵新来', contact: '不详' });
      expect(missing.text).toContain('请填写同事的手机号或邮箱');
      expect(missing.text).toContain('value="赵新来"');
      const asked = await liaison.press('hand_on', {
        to: 'other',
        person: '赵新来',
        contact: 'new@x.example',
      });
      expect(asked.text).toContain('登记前仍由您办理');
      const told = () => rows().findBy(NoticeRow, { assignmentId: one.duty.id });
      expect(await told()).toEqual([]);
      const news = await rows().findBy(AnnouncementRow, { assignmentId: one.duty.id });
      expect(news).toMatchObject([{ template: 'hand_on_to_register', audience: 'office' }]);
      const [waiting] = (await handling(office, one)).handOns;
      expect(waiting).toMatchObject({ maySettle: true, person: { name: '赵新来', email: 'n***@x.example' } });
      const own = (await handling(await api.as('liaison', UNIT), one)).handOns;
      expect(own).toMatchObject([{ maySettle: false, person: null }]);
      const path = `/api/v1/hand-ons/${waiting?.id ?? ''}/settle`;
      expect((await office.post(path, { approve: false, note: '' })).status).toBe(400);
      const settled = await office.post(path, { approve: true, note: '' });
      expect(settled.json<HandOnView>()).toMatchObject({ state: 'told', person: null, maySettle: false });
      const [notice] = await told();
      expect(notice).toMatchObject({ template: 'handed_on', channel: 'mail' });
      const guest = new Visitor(api, linkOf(api, one.duty, { contactId: notice?.contactId ?? '' }));
      expect((await guest.press('sign')).text).toContain('已签收');
      expect((await liaison.look()).text).toContain('<strong>已转交赵新来</strong>');
      const again = await office.post(path, { approve: true, note: '' });
      expect([again.status, again.json()['code']]).toEqual([422, 'hand_on_settled']);
      expect(JSON.stringify(await rows().findBy(HandOnRow, {}))).not.toContain('赵新来');
    });
  });

  describe('a code by SMS for 重大', () => {
    beforeAll(async () => {
      await rows().insert(EndpointRow, {
        jurisdictionId: api.jurisdictionId,
        kind: 'sms',
        name: '短信网关',
        settingsSealed: seal(api.keys.contacts, '{}'),
        enabled: true,
        createdBy: 'test',
        createdAt: api.clock.now(),
      });
    });
    afterAll(() => rows().update(EndpointRow, { kind: 'sms' }, { enabled: false }));

    const codeOf = async ({ duty }: Matter) => {
      const notice = await rows().findOneOrFail(NoticeRow, {
        where: { assignmentId: duty.id, template: 'code' },
        order: { createdAt: 'DESC' },
      });
      const sealed = String(notice.data['code']);
      return { notice, code: unseal(api.keys.contacts, Buffer.from(sealed, 'base64')) };
    };
    const answered = (notice: NoticeRow, state: NoticeRow['state']) =>
      rows().update(NoticeRow, { id: notice.id }, { state });
    const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');

    it('is asked for before signing, checked, and stands nowhere in clear', async () => {
      const one = await matter('辛', { opinionLevel: '重大' });
      const visitor = await visitorOf(api, one.duty);
      const page = (await visitor.look()).text;
      expect(page).toContain('获取短信验证码');
      expect(page).toContain('***');
      expect(page).not.toContain('name="step" value="sign"');
      const without = await visitor.press('sign');
      expect([without.status, without.text]).toEqual([409, expect.stringContaining('请先获取短信验证码')]);
      await visitor.press('code');
      const { notice, code } = await codeOf(one);
      expect(notice).toMatchObject({ channel: 'sms', priority: 9 });
      await answered(notice, 'accepted');
      const wrong = await visitor.press('sign', { code: wrongOf(code) });
      expect([wrong.status, wrong.text]).toEqual([409, expect.stringContaining('验证码不正确')]);
      for (const table of ['notice', 'sign_code', 'incident_log', 'link_form']) {
        const found: unknown[] = await rows().query(`select 1 from ${table} t where t::text ~ $1`, [
          `\\m${code}\\M`,
        ]);
        expect([table, found]).toEqual([table, []]);
      }
      expect((await visitor.press('sign', { code })).text).toContain('已签收');
      expect(await logged(one, 'duty.signed')).toMatchObject([{ as: 'liaison', code: 'checked' }]);
      expect((await rows().findOneByOrFail(NoticeRow, { id: notice.id })).data).toEqual({});
    });

    it('ends after five wrong ones or ten minutes, and comes once a minute, five times an hour', async () => {
      const one = await matter('壬', { opinionLevel: '重大' });
      const visitor = await visitorOf(api, one.duty);
      const morning = api.clock.now();
      await visitor.press('code');
      const first = await codeOf(one);
      await answered(first.notice, 'accepted');
      expect((await visitor.press('code')).text).toContain('请过一分钟再获取');
      for (let attempt = 0; attempt < 5; attempt += 1)
        await visitor.press('sign', { code: wrongOf(first.code) });
      expect((await visitor.press('sign', { code: first.code })).text).toContain('验证码已失效');
      for (let again = 0; again < 4; again += 1) {
        api.clock.advance(11 * 60_000);
        expect((await visitor.press('code')).status).toBe(200);
        await answered((await codeOf(one)).notice, 'accepted');
      }
      api.clock.advance(61_000);
      expect((await visitor.press('code')).text).toContain('一小时内最多获取 5 次');
      const last = await codeOf(one);
      api.clock.advance(10 * 60_000);
      expect((await visitor.press('sign', { code: last.code })).text).toContain('验证码已失效');
      expect(await rows().countBy(SignCodeRow, { subjectId: one.duty.id })).toBe(5);
      api.clock.set(morning);
    });

    it.each<[string, (notice: NoticeRow) => Promise<unknown>]>([
      ['was refused', (notice) => rows().update(NoticeRow, { id: notice.id }, { state: 'failed' })],
      ['has not gone for a minute', async () => api.clock.advance(61_000)],
    ])('keeps nobody from signing when the message %s, and the log says so', async (_, happens) => {
      const one = await matter('癸', { opinionLevel: '特别重大' });
      const visitor = await visitorOf(api, one.duty);
      await visitor.press('code');
      expect((await visitor.look()).text).toContain('短信验证码（6 位数字）');
      await happens((await codeOf(one)).notice);
      expect((await visitor.look()).text).toContain('短信暂时不能发出');
      expect((await visitor.press('sign')).text).toContain('已签收');
      expect(await logged(one, 'duty.signed')).toMatchObject([{ code: 'unavailable' }]);
    });

    it('is not asked for below 重大, nor of somebody without a number', async () => {
      const lesser = await matter('子', { opinionLevel: '较大' });
      expect((await (await visitorOf(api, lesser.duty)).look()).text).not.toContain('验证码');
      const grave = await matter('丑', { opinionLevel: '重大' });
      const nobody = new Visitor(api, linkOf(api, grave.duty));
      expect((await nobody.press('sign')).text).toContain('已签收');
    });
  });

  it('shows a leader whom to call, and lets the leader sign', async () => {
    const one = await matter('寅');
    const leader = await visitorOf(api, one.duty, 'charge_leader');
    const page = (await leader.look()).text;
    expect(page).toContain('<strong>请督促签收</strong>');
    expect(page).toContain('href="tel:09900000004">拨打 王演示（联络人） 0990-0000-004');
    expect((await (await visitorOf(api, one.duty)).look()).text).not.toContain('tel:');
    expect((await leader.press('sign')).text).not.toContain('tel:');
    expect(await logged(one, 'duty.signed')).toMatchObject([{ as: 'charge_leader' }]);
  });
});
