import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountRow, assignPost, authenticate, postHolders } from '#access/service';
import { readConfig } from '#config';
import { JurisdictionRow } from '#jurisdiction/service';
import { loadCity, smallCity } from '../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { loadKeys } from '#secrets';
import { prepareAccounts } from './accounts.js';

describe('the people of a rehearsal', () => {
  let database: TestDatabase;
  let city: JurisdictionRow;
  let config: Parameters<typeof prepareAccounts>[0];
  const portfolios = [
    { key: 'VM-1', post: '分管城建的副市长（示例）', units: ['市综合服务局'], basis: '虚构' },
  ];

  beforeAll(async () => {
    database = await createTestDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'huiyin-launch-'));
    const read = readConfig({ DATABASE_URL: database.url, HUIYIN_DATA: folder });
    config = { ...read, databaseUrl: database.url };
    const { manager } = database.source;
    const id = await loadCity(manager, loadKeys(config.keysDir), { ...smallCity(), portfolios });
    city = await manager.findOneByOrFail(JurisdictionRow, { id });
  });
  afterAll(() => database.drop());

  it('can play every part: dispatch, sign, rule on a second refusal, be in charge, receive reports', async () => {
    const { administrator, rehearsal } = await prepareAccounts(config, city, true);
    expect(administrator?.login).toBe('admin');
    expect(rehearsal.map(({ role, unit }) => [role, unit])).toEqual([
      ['monitor', '市委宣传部'],
      ['office', '市政府办公室'],
      ['liaison', '市城市管理局'],
      ['leader', '市政府办公室'],
      ['leader', '市政府'],
      ['leader', '市纪委监委'],
    ]);
    const { manager } = database.source;
    for (const { login, password } of rehearsal)
      expect(
        await database.source.transaction((m) => authenticate(m, login, password, new Date())),
      ).toMatchObject({
        ok: true,
      });
    const leader = await manager.findOneByOrFail(AccountRow, { login: 'lingdao' });
    expect(await postHolders(manager, city.id)).toMatchObject([{ portfolio: 'VM-1', accountId: leader.id }]);
  });

  it('are the same at the next start, and take no post from anybody', async () => {
    const { manager } = database.source;
    const other = await manager.findOneByOrFail(AccountRow, { login: 'zhuren' });
    const holder = { accountId: other.id, contactId: null };
    const post = { jurisdictionId: city.id, portfolio: 'VM-1', holder, at: new Date(), by: 'test' };
    await database.source.transaction((m) => assignPost(m, post));
    const before = await manager.count(AccountRow);
    const again = await prepareAccounts(config, city, true);
    expect([again.administrator, await manager.count(AccountRow)]).toEqual([null, before]);
    const [now] = await postHolders(manager, city.id);
    expect(now).toMatchObject({ accountId: other.id, until: null });
  });
});
