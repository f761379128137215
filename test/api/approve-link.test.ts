import { randomUUID } from 'node:crypto';
import { AccountRow } from '#access/service';
import { AnnouncementRow, IncidentLogRow, IncidentRow, NoticeRow, SignCodeRow } from '#incidents/service';
import { ContactRow, EndpointRow } from '#jurisdiction/service';
import { ApprovalRow, ResponseRow } from '#respond/service';
import { seal, unseal } from '#secrets';
import type { ApprovalView } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { askOf, handedIn, moveText, rewrite, WORDS } from './handed-in.js';
import { contactOf, linkOf, tokenOf, Visitor, type LinkParts } from './signed-page.js';
import { OTHER_UNIT, UNIT } from './world.js';

const OFFICE = '市政府办公室';
const PUBLICITY = '市委宣传部';

/** 审签 on the telephone, by the link of a message. */
describe('a leader signs a text by the signed link', () => {
  let api: TestApi;
  let writer: string;
  let office: Client;

  beforeAll(async () => {
    api = await createTestApi();
    writer = await api.account('liaison', UNIT);
    office = await api.as('office', OFFICE);
    // In the invented city every leader has the same name, and two signatures are of two persons.
    for (const [unit, name] of [
      [OFFICE, '周主任'],
      [PUBLICITY, '孙部长'],
    ] as const)
      await rows().update(
        ContactRow,
        { unit, role: 'charge_leader' },
        { nameSealed: seal(api.keys.contacts, name) },
      );
  });
  beforeEach(() => api.clock.set(MORNING));
  afterAll(() => api.close());

  const rows = () => api.database.source.manager;
  const text = (given: Partial<IncidentRow> = {}) => handedIn(api, writer, [UNIT], given);
  const light = () => text({ opinionLevel: '较大' });
  async function linkFor(id: string, unit = UNIT, part: LinkParts = {}): Promise<Visitor> {
    const contact = await contactOf(api, unit, 'charge_leader');
    return new Visitor(
      api,
      linkOf(api, await askOf(api, id, unit), { purpose: 'approve', contactId: contact.id, ...part }),
    );
  }
  /** Reads the page and presses its button. */
  async function press(visitor: Visitor, step: string, fields: Record<string, string> = {}) {
    const page = (await visitor.look()).text;
    return visitor.send({ ...fieldsOf(page), step, ...fields });
  }
  const fieldsOf = (page: string): Record<string, string> => ({
    form: tokenOf(page),
    version: /name="version" value="(\d+)"/.exec(page)?.[1] ?? '',
    edition: /name="edition" value="(\d+)"/.exec(page)?.[1] ?? '',
  });
  const stateOf = async (id: string) => (await rows().findOneByOrFail(ResponseRow, { id })).state;
  const logged = (incidentId: string, type: IncidentLogRow['type']) =>
    rows().findBy(IncidentLogRow, { incidentId, type });
  const traces = async () =>
    JSON.stringify([
      await rows().find(ApprovalRow),
      await rows().count(IncidentLogRow),
      await rows().find(ResponseRow),
    ]);

  it('reads the whole text and what it rests on, and agrees with one tap; no account is needed', async () => {
    const { id, incident } = await text();
    const visitor = await linkFor(id);
    const page = await visitor.look();
    expect([page.status, page.headers['cache-control'], page.headers['referrer-policy']]).toEqual([
      200,
      'no-store',
      'same-origin',
    ]);
    for (const words of [
      WORDS,
      '请审签',
      '◆ 重大',
      incident.number,
      `${UNIT} ${writer} 拟稿，第 1 版`,
      '审签时限',
      '拟稿单位分管负责人',
      '同意（还需另一人审签）',
      '退回修改',
    ])
      expect(page.text).toContain(words);
    expect(page.text).not.toMatch(/<script|<link|<img|！/);

    const signed = await press(visitor, 'approve', { note: '可发，联系人13903581234' });
    expect(signed.status).toBe(200);
    for (const words of ['已审签', '还差市政府办公室会同市委宣传部审签'])
      expect(signed.text).toContain(words);
    expect(signed.text).not.toContain('<form');
    const [log] = await logged(incident.id, 'approval.signed');
    expect(log).toMatchObject({ actor: `link:${UNIT}`, data: { way: 'link', seat: 'unit', number: 1 } });
    const view = (await office.get(`/api/v1/responses/${id}/approval`)).json<ApprovalView>();
    expect(view.seats[0]?.signed).toMatchObject({
      signer: '张示例',
      way: 'link',
      wayWords: '手机链接审签',
      by: `${UNIT}（签收链接）`,
    });
    expect(view.seats[0]?.signed?.note).not.toContain('13903581234');
    const detail = await office.get(`/api/v1/incidents/${incident.id}`);
    expect(detail.text).toContain('第1版已审签（拟稿单位分管负责人，手机链接审签）');

    const city = await linkFor(id, OFFICE);
    expect((await city.look()).text).toContain('张示例，手机链接审签');
    const last = await press(city, 'approve');
    expect(last.text).toContain('已审签');
    expect(last.text).toMatch(/由.+发布/);
    expect(await stateOf(id)).toBe('approved');
    // The other department that could have signed for the city.
    expect((await (await linkFor(id, PUBLICITY)).look()).text).toContain('已由张示例、周主任审签');
  });

  it('only by its own button: looking, a bare POST, and a form of another page change nothing', async () => {
    const { id } = await text();
    const other = await text();
    const visitor = await linkFor(id);
    const foreign = fieldsOf((await (await linkFor(other.id)).look()).text);
    const before = await traces();
    for (const agent of ['WeCom-LinkPreview/1.0', 'Mozilla/5.0 (compatible; MicroMessenger)', ''])
      for (const method of ['GET', 'HEAD'])
        expect(
          (await api.nobody().ask(method, visitor.path, { headers: { 'user-agent': agent } })).status,
        ).toBe(200);
    for (const form of [
      {} as Record<string, string>,
      { step: 'approve' },
      { step: 'approve', ...foreign },
      { step: 'sign' },
    ]) {
      const answer = await visitor.send(form);
      expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('没有改动任何内容')]);
    }
    expect(await traces()).toBe(before);
    const fields = { ...fieldsOf((await visitor.look()).text), step: 'approve' };
    const answers = await Promise.all([1, 2, 3].map(() => visitor.send(fields)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await rows().countBy(ApprovalRow, { responseId: id })).toBe(1);
  });

  it('sends back with a comment that must be given; the old link says so, and leads to the new text', async () => {
    const { id, incident } = await light();
    const visitor = await linkFor(id);
    const early = fieldsOf((await visitor.look()).text);
    const empty = await press(visitor, 'return', { comment: ' ' });
    expect([empty.status, empty.text]).toEqual([409, expect.stringContaining('请写明修改意见')]);
    const back = await press(visitor, 'return', { comment: '受伤人数再核实' });
    expect(back.text).toContain('已退回修改');
    expect(back.text).toContain('第 1 版已由张示例退回：受伤人数再核实');
    expect(back.text).not.toContain(WORDS);
    expect(await stateOf(id)).toBe('drafting');
    expect(await logged(incident.id, 'approval.returned')).toMatchObject([
      { actor: `link:${UNIT}`, data: { way: 'link', note: '受伤人数再核实' } },
    ]);
    expect(
      await rows().countBy(AnnouncementRow, { incidentId: incident.id, template: 'response_returned' }),
    ).toBe(1);

    await rewrite(api, id, writer, WORDS.replace('3人', '5人'));
    expect((await visitor.look()).text).toContain('文稿正在修改');
    await moveText(api, id, writer, 'submit');
    const renewed = await visitor.look();
    for (const words of ['文稿已修改，请看新稿', '第 2 版', '<del>3</del><ins>5</ins>', '受伤人数再核实'])
      expect(renewed.text).toContain(words);
    const stale = await visitor.send({ ...early, form: tokenOf(renewed.text), step: 'approve' });
    expect([stale.status, stale.text]).toEqual([409, expect.stringContaining('已有新的版本')]);
    expect((await press(visitor, 'approve')).text).toContain('已审签');
    expect(await stateOf(id)).toBe('approved');
  });

  it('is refused to whoever has left the post, lost the account, wrote the text or is kept from the matter', async () => {
    const one = await light();
    const contact = await contactOf(api, UNIT, 'charge_leader');
    const visitor = await linkFor(one.id);
    const meets = async (status: number, words: string) => {
      const { form } = { form: 'x' };
      for (const answer of [await visitor.look(), await visitor.send({ form, step: 'approve' })]) {
        expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
        expect(answer.text).not.toContain('管网');
      }
    };
    const account = await rows().findOneByOrFail(AccountRow, { login: await api.account('leader', UNIT) });
    await rows().update(AccountRow, { id: account.id }, { contactId: contact.id, disabled: true });
    await meets(403, '账号已停用');
    // Whoever audits changes nothing, whatever the roster says.
    await rows().update(AccountRow, { id: account.id }, { disabled: false, role: 'auditor' });
    await meets(404, '没有找到');
    await rows().update(AccountRow, { id: account.id }, { contactId: null, disabled: true });
    await rows().update(ContactRow, { id: contact.id }, { endedAt: MORNING });
    await meets(403, '链接已失效');
    await rows().update(ContactRow, { id: contact.id }, { endedAt: null });
    await rows().update(IncidentRow, { id: one.incident.id }, { recused: [UNIT] });
    await meets(404, '没有找到');
    await rows().update(IncidentRow, { id: one.incident.id }, { recused: [], restricted: true });
    await meets(404, '没有找到');
    await rows().update(IncidentRow, { id: one.incident.id }, { restricted: false });
    await rows().update(AccountRow, { login: writer }, { displayName: '张示例', unit: UNIT });
    expect((await visitor.look()).text).toContain('拟稿人不能审签');
    expect((await visitor.look()).text).not.toContain('<form');
    await rows().update(AccountRow, { login: writer }, { displayName: writer });
    expect((await press(visitor, 'approve')).text).toContain('已审签');
  });

  it('whoever is only told because nobody else was reached reads that, and nothing of the text', async () => {
    const { id, incident } = await light();
    const contact = await contactOf(api, OFFICE, 'handler');
    const page = await (await linkFor(id, UNIT, { contactId: contact.id })).look();
    expect([page.status, page.text]).toEqual([403, expect.stringContaining(`待${UNIT}负责人审签`)]);
    expect(page.text).toContain(incident.number);
    expect(page.text).not.toContain('管网');
  });

  it('expired, forged and made for something else: nothing is shown and nothing done', async () => {
    const { id } = await light();
    const ask = await askOf(api, id, UNIT);
    const cases: [Visitor, number, string][] = [
      [await linkFor(id, UNIT, { hours: -1 }), 410, '链接已过期'],
      [await linkFor(id, UNIT, { key: Buffer.alloc(32, 1) }), 404, '链接不完整'],
      [await linkFor(id, UNIT, { purpose: 'sign' }), 404, '没有找到'],
      [await linkFor(id, UNIT, { purpose: 'coordinate' }), 404, '没有找到'],
      [new Visitor(api, linkOf(api, { id: randomUUID() }, { purpose: 'approve' })), 404, '没有找到'],
      [new Visitor(api, linkOf(api, ask, { purpose: 'approve' })), 403, '链接已失效'],
    ];
    const before = await traces();
    for (const [visitor, status, words] of cases)
      for (const answer of [await visitor.look(), await visitor.send({ step: 'approve', form: 'x' })]) {
        expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
        expect(answer.text).not.toContain('管网');
      }
    expect(await traces()).toBe(before);
  });

  it('a text published first shows red reasons and is signed afterwards', async () => {
    api.clock.set(new Date('2026-11-23T19:30:00+08:00'));
    const { id } = await text();
    const { version, latest } = await rows().findOneByOrFail(ResponseRow, { id });
    await rows().query(`update session set expires_at = '2026-12-01', last_seen_at = $1`, [api.clock.now()]);
    const opened = await office.post(`/api/v1/responses/${id}/approval/emergency`, {
      version,
      edition: latest,
      reason: '谣言扩散，不能等',
    });
    expect(opened.status).toBe(200);
    const visitor = await linkFor(id);
    const page = (await visitor.look()).text;
    for (const words of ['请补签', '谣言扩散，不能等', '2026年11月24日 10:00']) expect(page).toContain(words);
    expect((await press(visitor, 'approve')).text).toContain('已审签');
    await press(await linkFor(id, OFFICE), 'approve');
    const view = (await office.get(`/api/v1/responses/${id}/approval`)).json<ApprovalView>();
    expect(view.emergency?.settledAt).not.toBeNull();
  });

  it('from 重大 on asks for a code by SMS, where the city can send one', async () => {
    const { id, incident } = await text();
    const gateway = { jurisdictionId: api.jurisdictionId, kind: 'sms' as const, name: '短信网关' };
    const settingsSealed = seal(api.keys.contacts, '{}');
    const made = { createdBy: 'test', createdAt: MORNING };
    await rows().insert(EndpointRow, { ...gateway, ...made, settingsSealed, enabled: true });
    const visitor = await linkFor(id);
    const page = (await visitor.look()).text;
    expect(page).toContain('获取短信验证码');
    expect(page).not.toContain('value="approve"');
    const { version, latest } = await rows().findOneByOrFail(ResponseRow, { id });
    const seen = { version: String(version), edition: String(latest) };
    expect((await press(visitor, 'approve', seen)).text).toContain('请先获取短信验证码');
    expect((await press(visitor, 'code')).text).toContain('验证码已发出');
    const ask = await askOf(api, id, UNIT);
    const sent = await rows().findOneByOrFail(SignCodeRow, { subjectId: ask.id });
    const notice = await rows().findOneByOrFail(NoticeRow, { subjectId: sent.id });
    expect(notice).toMatchObject({ template: 'code', channel: 'sms', assignmentId: null, priority: 9 });
    await rows().update(NoticeRow, { id: notice.id }, { state: 'accepted' });
    const code = unseal(api.keys.contacts, Buffer.from(String(notice.data['code']), 'base64'));
    const wrong = await press(visitor, 'approve', { code: code === '000000' ? '000001' : '000000' });
    expect([wrong.status, wrong.text]).toEqual([409, expect.stringContaining('验证码不正确')]);
    expect((await press(visitor, 'approve', { code })).text).toContain('已审签');
    expect(await logged(incident.id, 'approval.signed')).toMatchObject([{ data: { code: 'checked' } }]);
    const detail = await office.get(`/api/v1/incidents/${incident.id}`);
    expect(detail.text).toContain('手机链接审签，短信验证码已核对');
    await rows().update(EndpointRow, { kind: 'sms' }, { enabled: false });
  });

  it('leaves departments that differ where they are: no link signs past the facts table', async () => {
    const { id } = await handedIn(api, writer, [UNIT, OTHER_UNIT], { opinionLevel: '较大' });
    expect(await stateOf(id)).toBe('aligning');
    await expect(askOf(api, id, UNIT)).rejects.toThrow();
  });
});
