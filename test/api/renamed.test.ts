import { recusedAmong } from '#incidents/service';
import { ContactBook, ContactRow } from '#jurisdiction/service';
import type { DutyView, Me, Page } from '../../apps/api/src/contract/index.js';
import type { Client } from '../support/api.js';
import { makeDuty } from '../support/rows.js';
import { createReportCity, known, type ReportCity } from './reports.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

const NEW = '市城市服务局';

describe('the people of a unit that has been renamed (RT-52)', () => {
  let city: ReportCity;
  let old: Client;
  let made: Client;
  let charge: Client;
  let before: Matter;
  let after: Matter;

  /** As the page of renames does it: the old entry ends and names its successor, which begins the next day. */
  async function rename(lastDay: string, firstDay: string): Promise<void> {
    const { manager, api } = city;
    await manager.query(
      `update directory_entry set body = body || $2::jsonb
       where jurisdiction_id = $1 and kind = 'units' and key = $3 and replaced_at is null`,
      [api.jurisdictionId, { validTo: lastDay, successor: NEW }, UNIT],
    );
    await manager.query(
      `insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
       values ($1, 'units', $2, 90, $3, 'test', now())`,
      [
        api.jurisdictionId,
        NEW,
        { name: NEW, kind: '市直部门', aliases: [], validFrom: firstDay, basis: '虚构' },
      ],
    );
    await manager.query('update jurisdiction set directory_version = directory_version + 1');
  }
  const status = async (client: Client, { incident }: Matter) =>
    (await client.get(`/api/v1/incidents/${incident.id}`)).status;

  beforeAll(async () => {
    city = await createReportCity();
    const { api } = city;
    before = await makeMatter(api, '旧名', UNIT);
    old = (await known(api, 'liaison', UNIT)).client;
    made = (await known(api, 'liaison', NEW)).client;
    const leader = await known(api, 'leader', '市政府');
    charge = leader.client;
    await city.inCharge((await city.person(leader.login, '分管副市长')).id);
  });
  afterAll(() => city.api.close());

  it('act for it under its old name until the day comes, with accounts made ahead too', async () => {
    await rename('2026-12-31', '2027-01-01');
    after = await makeMatter(city.api, '新名', NEW);
    const units = [old, made].map(async (client) => (await client.get('/api/v1/me')).json<Me>().unit);
    expect(await Promise.all(units)).toEqual([UNIT, UNIT]);
    expect([await status(old, before), await status(made, before)]).toEqual([200, 200]);
    await city.manager.query(
      `update directory_entry set body = body || $1::jsonb where kind = 'units' and key = $2`,
      [{ validTo: '2026-01-31' }, UNIT],
    );
    await city.manager.query(
      `update directory_entry set body = body || $1::jsonb where kind = 'units' and key = $2`,
      [{ validFrom: '2026-02-01' }, NEW],
    );
    await city.manager.query('update jurisdiction set directory_version = directory_version + 1');
  });

  it('act for the unit under its present name, and for what was given under the old one', async () => {
    const me = (await old.get('/api/v1/me')).json<Me>();
    expect([me.unit, me.units]).toEqual([NEW, expect.arrayContaining([UNIT, NEW])]);
    for (const client of [old, made]) {
      const duties = (await client.get('/api/v1/duties?state=all')).json<Page<DutyView>>();
      expect(duties.items.map(({ unit }) => unit).sort()).toEqual([NEW, UNIT].sort());
    }
    expect((await made.post(`/api/v1/duties/${before.duty.id}/sign`)).status).toBe(200);
    expect((await old.post(`/api/v1/duties/${after.duty.id}/sign`)).status).toBe(200);
    const street = (await known(city.api, 'liaison', OTHER_UNIT)).client;
    expect([await status(street, before), await status(street, after)]).toEqual([404, 404]);
  });

  it('are kept from a report under either name, and so are those in charge of it and its people of the roster', async () => {
    const { api, manager } = city;
    const contacts = new ContactBook(api.keys.contacts);
    const [contact] = await manager.findBy(ContactRow, { unit: UNIT, role: 'liaison' });
    for (const recused of [UNIT, NEW]) {
      const matter = await makeMatter(api, '回避', OTHER_UNIT, { recused: [recused] });
      await makeDuty(manager, matter.incident, { unit: NEW });
      await makeDuty(manager, matter.incident, { unit: '市政府' });
      for (const client of [old, made, charge]) expect(await status(client, matter)).toBe(404);
      const told = await recusedAmong(manager, matter.incident.id, [contact?.id ?? ''], contacts);
      expect([recused, [...told]]).toEqual([recused, [contact?.id]]);
    }
    const none = await makeMatter(api, '无关', '市政府');
    expect(await status(charge, none)).toBe(200);
  });
});
