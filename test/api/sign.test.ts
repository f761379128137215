import { randomUUID } from 'node:crypto';
import { AssignmentRow, EscalationRow, IncidentLogRow, IncidentRow } from '#incidents/service';
import { signLink } from '#secrets';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeDuty } from '../support/rows.js';
import { makeMatter, UNIT, type Matter } from './world.js';

const hours = (count: number) => count * 3_600_000;

describe('the signed link of a mail', () => {
  let api: TestApi;
  let scanner: Client;
  beforeAll(async () => {
    api = await createTestApi();
    scanner = api.nobody();
  });
  afterAll(() => api.close());

  function linkOf(
    duty: Pick<AssignmentRow, 'id'>,
    part: { purpose?: string; hours?: number; key?: Buffer } = {},
  ): string {
    const token = signLink(part.key ?? api.keys.links, {
      assignmentId: duty.id,
      contactId: randomUUID(),
      purpose: part.purpose ?? 'sign',
      expiresAt: new Date(api.clock.now().getTime() + hours(part.hours ?? 72)),
    });
    return `/s/${token}`;
  }
  const press = (path: string, headers = {}) =>
    scanner.ask('POST', path, {
      raw: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
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
    const link = linkOf(matter.duty);
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

  it('shows the matter on a page that runs no script, loads nothing but our own font and is kept nowhere', async () => {
    const matter = await makeMatter(api, '<b>甲</b>', UNIT, { rehearsal: true });
    const page = await scanner.get(linkOf(matter.duty));
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(page.text).toContain('&#60;b&#62;甲&#60;/b&#62;小区停水三天');
    expect(page.text).not.toMatch(/<b>|<script|https?:\/\/forum/);
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

  it('signs by the button, once, as the unit', async () => {
    const matter = await makeMatter(api, '乙', UNIT);
    const link = linkOf(matter.duty);
    const [first, second] = await Promise.all([press(link), press(link)]);
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
    expect(signed).toHaveLength(1);
    expect((await scanner.get(link)).text).toContain('已签收');
  });

  it('signs whatever page the browser says the form was on: the link alone is the right', async () => {
    for (const origin of ['null', 'https://mail.example']) {
      const matter = await makeMatter(api, '丙', UNIT);
      expect((await press(linkOf(matter.duty), { origin })).status).toBe(200);
      expect((await dutyNow(matter)).state).toBe('signed');
    }
  });

  it('says what to do when it has expired, is damaged, forged or made for something else', async () => {
    const matter = await makeMatter(api, '丁', UNIT);
    const good = linkOf(matter.duty);
    const cases: [string, number, string][] = [
      [linkOf(matter.duty, { hours: -1 }), 410, '链接已过期'],
      [good.slice(0, -1), 404, '链接不完整'],
      [`${good}A`, 404, '链接不完整'],
      [linkOf(matter.duty, { key: Buffer.alloc(32, 1) }), 404, '链接不完整'],
      [linkOf(matter.duty, { purpose: 'read' }), 404, '链接不完整'],
      ['/s/x', 404, '链接不完整'],
      ['/s/%00', 404, '链接不完整'],
      [linkOf({ id: randomUUID() }), 404, '没有找到这项任务'],
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
      for (const answer of [await scanner.get(linkOf(matter.duty)), await press(linkOf(matter.duty))]) {
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
    expect((await scanner.get(linkOf(told))).text).toContain('本件仅供知悉');
    expect((await press(linkOf(told))).text).toContain('这项任务只是知会');
    const closed = await makeMatter(api, '壬', UNIT, { state: 'closed' });
    const answer = await press(linkOf(closed.duty));
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('已经办结')]);
  });
});
