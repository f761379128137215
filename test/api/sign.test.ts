import { randomUUID } from 'node:crypto';
import { AssignmentRow, EscalationRow, IncidentLogRow, IncidentRow, LinkFormRow } from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeDuty } from '../support/rows.js';
import { linkOf, tokenOf, Visitor, visitorOf, type LinkParts } from './signed-page.js';
import { makeMatter, UNIT, type Matter } from './world.js';

describe('the signed link of a mail', () => {
  let api: TestApi;
  let scanner: Client;
  beforeAll(async () => {
    api = await createTestApi();
    scanner = api.nobody();
  });
  afterAll(() => api.close());

  const linkTo = (duty: Pick<AssignmentRow, 'id'>, part: LinkParts = {}) => linkOf(api, duty, part);
  /** The one button of the page, as a browser sends it. */
  const press = async (path: string, headers = {}) => {
    const visitor = new Visitor(api, path);
    const form = tokenOf((await visitor.look()).text);
    return visitor.send({ form, step: 'sign' }, headers);
  };
  const dutyNow = ({ duty }: Matter) =>
    api.database.source.manager.findOneByOrFail(AssignmentRow, { id: duty.id });
  /** Everything that an act of somebody would leave behind. */
  const traces = async () => {
    const { manager } = api.database.source;
    return JSON.stringify(
      await Promise.all([
        manager.find(AssignmentRow, { order: { id: 'ASC' } }),
        manager.find(IncidentRow, { order: { id: 'ASC' } }),
        manager.find(IncidentLogRow, { order: { id: 'ASC' } }),
        manager.find(EscalationRow),
      ]),
    );
  };

  it('changes nothing however often it is looked at, by people or by mail scanners', async () => {
    const matter = await makeMatter(api, '<b>甲</b>', UNIT, { rehearsal: true });
    const link = linkTo(matter.duty);
    const before = await traces();
    for (let look = 0; look < 5; look += 1) {
      const page = await scanner.get(link);
      expect(page.status).toBe(200);
      expect(page.text).toContain('<button type="submit">签收</button>');
    }
    expect((await scanner.ask('HEAD', link)).status).toBe(200);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) await scanner.ask(method, link);
    expect(await traces()).toBe(before);
  });

  it('shows the matter on a page that runs no script, loads nothing and is kept nowhere', async () => {
    const matter = await makeMatter(api, '<b>甲</b>', UNIT, { rehearsal: true });
    const page = await scanner.get(linkTo(matter.duty));
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(page.text).toContain('&#60;b&#62;甲&#60;/b&#62;小区停水三天');
    expect(page.text).not.toMatch(/<b>|<script|<link|<img|url\(|@import|https?:\/\/forum/);
    for (const word of [
      matter.incident.number,
      UNIT,
      '回应主体',
      '○ 一般',
      '2026年11月23日 12:30',
      '还有 4 小时）',
      '演练',
    ])
      expect(page.text).toContain(word);
    expect(page.text).not.toContain('！');
  });

  it('signs by the button, once, as the unit and in the role of whose link it is', async () => {
    const matter = await makeMatter(api, '乙', UNIT);
    const visitor = await visitorOf(api, matter.duty, 'handler');
    const [first, second] = await Promise.all([visitor.press('sign'), visitor.press('sign')]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.text).toContain('已签收');
    expect(await dutyNow(matter)).toMatchObject({
      state: 'signed',
      signedBy: `link:${UNIT}`,
      signedAt: api.clock.now(),
    });
    const signed = await api.database.source.manager.findBy(IncidentLogRow, {
      incidentId: matter.incident.id,
      type: 'duty.signed',
    });
    expect(signed.map(({ data }) => data)).toEqual([
      { assignmentId: matter.duty.id, unit: UNIT, as: 'handler' },
    ]);
    expect((await visitor.look()).text).toContain('已签收');
  });

  it('signs for a script that posts to the link, as its address promises', async () => {
    const matter = await makeMatter(api, '卯', UNIT);
    const visitor = await visitorOf(api, matter.duty);
    expect((await scanner.ask('POST', visitor.path)).status).toBe(200);
    expect((await visitor.look()).text).toContain('已签收');
  });

  it('takes no form of another page or link, and looking at it changes nothing', async () => {
    const matter = await makeMatter(api, '癸', UNIT);
    const other = await makeMatter(api, '子', UNIT);
    const visitor = await visitorOf(api, matter.duty);
    const foreign = tokenOf((await scanner.get(linkTo(other.duty))).text);
    const before = await traces();
    for (const form of [
      { step: 'sign', form: 'x' },
      { step: 'sign', form: foreign },
      { step: 'sign', form: '' },
    ]) {
      const answer = await visitor.send(form);
      expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('没有改动任何内容')]);
    }
    for (const agent of ['Mozilla/5.0 (compatible; MicroMessenger)', 'WeCom-LinkPreview/1.0', 'curl/8', '']) {
      const headers = { 'user-agent': agent };
      expect((await scanner.ask('GET', visitor.path, { headers })).status).toBe(200);
      expect((await scanner.ask('HEAD', visitor.path, { headers })).text).toBe('');
    }
    expect(await traces()).toBe(before);
  });

  it('takes the same page once, however often it is sent, and a page of yesterday after another look', async () => {
    const matter = await makeMatter(api, '丑', UNIT);
    const visitor = await visitorOf(api, matter.duty);
    await visitor.press('sign');
    const form = tokenOf((await visitor.look()).text);
    const report = { form, step: 'report', truth: 'true', measures: '已抢修', next: '今晚通水' };
    const missing = await visitor.send({ ...report, next: '' });
    expect([missing.status, missing.text]).toEqual([409, expect.stringContaining('请填写下一步安排及时间')]);
    expect(missing.text).toContain('>已抢修</textarea>');
    const answers = await Promise.all([1, 2, 3].map(() => visitor.send(report)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.filter(({ text }) => text.includes('核实初报已报送'))).toHaveLength(1);
    const old = await makeMatter(api, '寅', UNIT);
    const late = await visitorOf(api, old.duty);
    const yesterday = tokenOf((await late.look()).text);
    const morning = api.clock.now();
    api.clock.advance(26 * 3_600_000);
    const answer = await late.send({ form: yesterday, step: 'sign' });
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('请再点一次按钮')]);
    expect((await late.press('sign')).text).toContain('已签收');
    expect(await api.database.source.manager.countBy(LinkFormRow, {})).toBe(1);
    api.clock.set(morning);
  });

  it('signs whatever page the browser says the form was on: the link alone is the right', async () => {
    for (const origin of ['null', 'https://mail.example']) {
      const matter = await makeMatter(api, '丙', UNIT);
      expect((await press(linkTo(matter.duty), { origin })).status).toBe(200);
      expect((await dutyNow(matter)).state).toBe('signed');
    }
  });

  it('says what to do when it has expired, is damaged, forged or made for something else', async () => {
    const matter = await makeMatter(api, '丁', UNIT);
    const good = linkTo(matter.duty);
    const cases: [string, number, string][] = [
      [linkTo(matter.duty, { hours: -1 }), 410, '链接已过期'],
      [good.slice(0, -1), 404, '链接不完整'],
      [`${good}A`, 404, '链接不完整'],
      [linkTo(matter.duty, { key: Buffer.alloc(32, 1) }), 404, '链接不完整'],
      [linkTo(matter.duty, { purpose: 'read' }), 404, '链接不完整'],
      ['/s/x', 404, '链接不完整'],
      ['/s/%00', 404, '链接不完整'],
      [linkTo({ id: randomUUID() }), 404, '没有找到这项任务'],
    ];
    for (const [link, status, words] of cases)
      for (const answer of [await scanner.get(link), await press(link)]) {
        expect([link, answer.status]).toEqual([link, status]);
        expect(answer.text).toContain(words);
        expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(answer.text).not.toContain('小区');
      }
    expect((await dutyNow(matter)).state).toBe('sent');
  });

  it('is not to be asked for without end: a page says when to go on, other links open all the same', async () => {
    const nobody = api.nobody();
    const path = '/s/asked.too.often';
    const answers = await Promise.all(Array.from({ length: 44 }, () => nobody.get(path)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
    const sent = await nobody.ask('POST', path, { raw: 'step=sign' });
    expect([sent.status, Number(sent.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
    expect(sent.text).toMatch(/请等 \d+ 秒再打开。刚才填写的内容没有提交/);
    expect((await nobody.get('/s/another.bad.link')).status).not.toBe(429);
    const far = Array.from({ length: 402 }, (_, at) =>
      nobody.get(`/s/far.${at}`, { headers: { 'x-forwarded-for': '198.51.100.9' } }),
    );
    expect((await Promise.all(far)).filter(({ status }) => status === 429)).toHaveLength(2);
  });

  it('neither shows nor signs what was taken back, became restricted or is about the unit itself', async () => {
    const { manager } = api.database.source;
    const withdrawn = await makeMatter(api, '戊', UNIT);
    await manager.update(AssignmentRow, { id: withdrawn.duty.id }, { state: 'withdrawn' });
    const restricted = await makeMatter(api, '己', UNIT, { restricted: true });
    const recused = await makeMatter(api, '庚', UNIT, { recused: [UNIT] });
    const before = await traces();
    for (const [matter, status] of [
      [withdrawn, 410],
      [restricted, 404],
      [recused, 404],
    ] as const)
      for (const answer of [await scanner.get(linkTo(matter.duty)), await press(linkTo(matter.duty))]) {
        expect(answer.status).toBe(status);
        expect(answer.text).not.toContain('小区');
      }
    expect(await traces()).toBe(before);
  });

  it('asks a unit that is only informed to sign nothing, and signs nothing of a closed matter', async () => {
    const { incident } = await makeMatter(api, '辛', UNIT);
    const told = await makeDuty(api.database.source.manager, incident, {
      unit: '石桥镇',
      roles: ['informed'],
      mustSign: false,
    });
    expect((await scanner.get(linkTo(told))).text).toContain('本件仅供知悉');
    expect((await scanner.get(linkTo(told))).text).not.toContain('<form');
    const closed = await makeMatter(api, '壬', UNIT);
    const visitor = new Visitor(api, linkTo(closed.duty));
    const form = tokenOf((await visitor.look()).text);
    const { manager } = api.database.source;
    await manager.update(IncidentRow, { id: closed.incident.id }, { state: 'closed' });
    const answer = await visitor.send({ form, step: 'sign' });
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('已经办结')]);
    expect((await visitor.look()).text).not.toContain('<form');
  });
});
