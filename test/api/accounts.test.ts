import { AccountRow, AuditRow } from '#access/service';
import { ContactRow } from '#jurisdiction/service';
import type {
  AccountView,
  AccountWithPassword,
  PersonOption,
  PostView,
  RosterUnitDetail,
} from '../../apps/api/src/contract/index.js';
import type { Client } from '../support/api.js';
import { createReportCity, known, type ReportCity } from './reports.js';
import { OTHER_UNIT, UNIT } from './world.js';

const NAME = '赵鼎新';

describe('accounts', () => {
  let city: ReportCity;
  let administrator: Client;
  let own: string;

  beforeAll(async () => {
    city = await createReportCity();
    const admin = await known(city.api, 'administrator', null);
    administrator = admin.client;
    own = admin.login;
  });
  afterAll(() => city.api.close());

  const accounts = async () =>
    (await administrator.get('/api/v1/accounts')).json<{ items: AccountView[] }>().items;
  const find = async (login: string) => (await accounts()).find((one) => one.login === login) as AccountView;
  const change = (id: string, body: object) => administrator.ask('PATCH', `/api/v1/accounts/${id}`, { body });
  const make = (given: object) =>
    administrator.post('/api/v1/accounts', {
      login: 'wang.shili',
      displayName: '王示例',
      role: 'liaison',
      unit: UNIT,
      ...given,
    });

  it('are made with a password that is shown once and must be changed', async () => {
    const answer = await make({});
    expect(answer.status).toBe(201);
    const { account, password } = answer.json<AccountWithPassword>();
    expect(account).toMatchObject({
      login: 'wang.shili',
      unitToday: UNIT,
      mustChangePassword: true,
      own: false,
    });
    expect(JSON.stringify(await accounts())).not.toContain(password);
    const client = city.api.nobody();
    expect((await client.logIn('wang.shili', password)).json()).toMatchObject({ mustChangePassword: true });
    expect((await make({})).json()).toMatchObject({ status: 409, code: 'login_taken' });
    for (const wrong of [
      { unit: null },
      { unit: '没有的局' },
      { unit: '石桥乡' },
      { login: '王' },
      { role: 'x' },
    ])
      expect([wrong, (await make({ login: 'other', ...wrong })).status]).toEqual([wrong, 400]);
  });

  it('are switched off and on, unlocked, and given a new password; what was logged in is logged out', async () => {
    const { id } = await find('wang.shili');
    const reset = (await administrator.post(`/api/v1/accounts/${id}/password`)).json<AccountWithPassword>();
    const client = city.api.nobody();
    await client.logIn('wang.shili', reset.password);
    expect((await client.get('/api/v1/me')).status).toBe(200);
    expect((await change(id, { disabled: true })).json<AccountView>().disabled).toBe(true);
    expect((await client.get('/api/v1/me')).status).toBe(401);
    expect((await client.logIn('wang.shili', reset.password)).status).toBe(401);
    await change(id, { disabled: false });
    for (let attempt = 0; attempt < 5; attempt += 1) await client.logIn('wang.shili', 'wrong');
    expect((await find('wang.shili')).lockedUntil).not.toBeNull();
    const open = await administrator.post(`/api/v1/accounts/${id}/unlock`);
    expect(open.json<AccountView>().lockedUntil).toBeNull();
    expect((await client.logIn('wang.shili', reset.password)).status).toBe(200);
    const lines = await city.manager.findBy(AuditRow, { subject: 'wang.shili', actor: `account:${own}` });
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.created', 'password.reset', 'account.changed', 'account.unlocked']),
    );
    expect(JSON.stringify(lines)).not.toContain(reset.password);
  });

  it('leave one administrator, who does not switch itself off', async () => {
    const me = await find(own);
    for (const body of [{ disabled: true }, { role: 'auditor' }])
      expect((await change(me.id, body)).json()).toMatchObject({ status: 409, code: 'account_refused' });
    expect((await administrator.post(`/api/v1/accounts/${me.id}/password`)).status).toBe(409);
    const second = await known(city.api, 'administrator', null);
    const other = await find(second.login);
    expect((await change(other.id, { disabled: true })).status).toBe(200);
  });

  it('of a renamed unit are shown with its present name, and move to it', async () => {
    await city.api.account('liaison', '石桥乡');
    const row = await city.manager.findOneByOrFail(AccountRow, { unit: '石桥乡' });
    expect(await find(row.login)).toMatchObject({ unit: '石桥乡', unitToday: '石桥镇' });
    expect((await change(row.id, { unit: '石桥镇' })).json()).toMatchObject({
      unit: '石桥镇',
      unitToday: '石桥镇',
    });
  });

  it('are found nowhere by another city’s administrator', async () => {
    const { id } = await find('wang.shili');
    await city.manager.update(AccountRow, { id }, { jurisdictionId: '00000000-0000-4000-8000-000000000009' });
    expect((await change(id, { disabled: true })).status).toBe(404);
    expect((await administrator.post(`/api/v1/accounts/${id}/unlock`)).status).toBe(404);
  });

  describe('whom a report names already', () => {
    let report: string;
    const seen = async (client: Client) => (await client.get(`/api/v1/incidents/${report}`)).status;

    beforeAll(async () => {
      const { incident } = await city.arrives(
        `举报市综合服务局${NAME}受贿`,
        `市综合服务局${NAME}受贿，有录音为证。`,
      );
      report = incident.id;
    });
    const recused = async () => {
      const { recusedAccounts, recusedContacts } = await city.incident(report);
      return { recusedAccounts, recusedContacts };
    };

    it('never see it, made after it', async () => {
      const { account, password } = (
        await make({ login: 'zhao', displayName: NAME, role: 'monitor', unit: '市委宣传部' })
      ).json<AccountWithPassword>();
      expect((await recused()).recusedAccounts).toEqual([account.id]);
      const client = city.api.nobody();
      await client.logIn('zhao', password);
      await client.post('/api/v1/me/password', { current: password, next: 'a-much-better-1' });
      expect([await seen(client), (await client.get('/api/v1/incidents')).json()]).toEqual([
        404,
        expect.objectContaining({ items: [] }),
      ]);
    });

    it('see it no more, renamed after it', async () => {
      const { login, client } = await known(city.api, 'monitor', '市委宣传部');
      expect(await seen(client)).toBe(200);
      const row = await find(login);
      await change(row.id, { displayName: NAME });
      expect(await seen(client)).toBe(404);
      // Once is enough: nothing is written twice.
      const { version } = await city.incident(report);
      await change(row.id, { unit: OTHER_UNIT, role: 'liaison' });
      expect((await city.incident(report)).version).toBe(version);
    });

    it('are kept from it as people of the roster, new or linked with an account', async () => {
      const office = (await known(city.api, 'office', '市政府办公室')).client;
      const unit = encodeURIComponent(OTHER_UNIT);
      const { version } = (await office.get(`/api/v1/roster/units/${unit}`)).json<RosterUnitDetail>();
      const edited = await office.ask('PUT', `/api/v1/roster/units/${unit}`, {
        body: { version, set: { liaison: { name: NAME, phone: null, email: 'zdx@qinglan.example' } } },
      });
      expect(edited.status).toBe(200);
      const [contact] = await city.manager.find(ContactRow, {
        where: { unit: OTHER_UNIT, role: 'liaison' },
        order: { recordedAt: { direction: 'DESC', nulls: 'LAST' } },
        take: 1,
      });
      expect((await recused()).recusedContacts).toEqual([contact?.id]);

      const found = await administrator.get(`/api/v1/accounts/people?q=${encodeURIComponent(NAME)}`);
      const [person] = found.json<{ items: PersonOption[] }>().items;
      expect(person).toMatchObject({ id: contact?.id, unit: OTHER_UNIT });
      const { login, client } = await known(city.api, 'monitor', '市委宣传部');
      expect(await seen(client)).toBe(200);
      const linked = await change((await find(login)).id, { contactId: person?.id });
      expect(linked.json<AccountView>().person).toMatchObject({ name: NAME, unit: OTHER_UNIT });
      expect(await seen(client)).toBe(404);
    });
  });

  it('hold posts, as people of the roster do; who held one before stays on record', async () => {
    const office = (await known(city.api, 'office', '市政府办公室')).client;
    const leader = await known(city.api, 'leader', '市政府');
    const { id } = await find(leader.login);
    const put = async (person: object | null) =>
      (await office.ask('PUT', '/api/v1/posts/VM-1', { body: { person } })).json<PostView>();
    expect(await put({ id, kind: 'account' })).toMatchObject({ holder: { login: leader.login }, before: [] });
    const contactId = await city.inRoster('市政府', 'charge_leader', '孙示例');
    const people = await office.get(`/api/v1/posts/people?q=${encodeURIComponent('孙示例')}`);
    expect(people.json<{ items: PersonOption[] }>().items.map((one) => one.id)).toEqual([contactId]);
    city.api.clock.advance(60_000);
    expect(await put({ id: contactId, kind: 'contact' })).toMatchObject({
      units: [UNIT],
      holder: { name: '孙示例', unit: '市政府', login: null },
      before: [{ login: leader.login }],
    });
    expect((await put(null)).holder).toBeNull();
    const refused = await office.ask('PUT', '/api/v1/posts/VM-1', {
      body: { person: { id, kind: 'contact' } },
    });
    expect(refused.status).toBe(400);
  });
});
