import { TestClock } from '#clock';
import { mayDo, rightsOf, type Principal } from './index.js';
import {
  AccountRow,
  AuditRow,
  authenticate,
  changePassword,
  closeOtherSessions,
  closeSession,
  createAccount,
  ensureFirstAdministrator,
  ensureRehearsalAccounts,
  openSession,
  PasswordRefused,
  resumeSession,
  SessionRow,
} from './service.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';

const jurisdictionId = '7d4c8f7e-0000-4000-8000-000000000001';
const minutes = (count: number) => count * 60_000;

describe('access', () => {
  let database: TestDatabase;
  const clock = new TestClock(new Date('2026-11-18T09:00:00+08:00'));
  const transaction = <T>(work: (m: TestDatabase['source']['manager']) => Promise<T>) =>
    database.source.transaction(work);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function account(login: string, password = 'right-word-1'): Promise<AccountRow> {
    return createAccount(
      database.source.manager,
      { jurisdictionId, login, displayName: login, role: 'monitor', unit: null, password, mustChange: false },
      clock.now(),
      'test',
    );
  }
  const login = (name: string, password: string) =>
    transaction((m) => authenticate(m, name, password, clock.now()));

  it('makes one administrator, however many processes start at once', async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => transaction((m) => ensureFirstAdministrator(m, jurisdictionId, null, clock.now()))),
    );
    const [given] = made.filter(Boolean);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(given?.password).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const result = await login('admin', given?.password ?? '');
    expect(result).toMatchObject({ ok: true, account: { mustChange: true, role: 'administrator' } });
  });

  it('locks an account for a quarter of an hour after five failures, also when they come side by side', async () => {
    await account('wang');
    await Promise.all([1, 2, 3, 4, 5].map(() => login('wang', 'wrong')));
    expect(await login('wang', 'right-word-1')).toMatchObject({ ok: false, reason: 'locked' });
    clock.advance(minutes(14));
    expect(await login('wang', 'right-word-1')).toMatchObject({ ok: false });
    clock.advance(minutes(2));
    expect(await login('wang', 'right-word-1')).toMatchObject({ ok: true });
  });

  it('answers an unknown login, a disabled account and a wrong password alike', async () => {
    const row = await account('li');
    await database.source.manager.update(AccountRow, { id: row.id }, { disabled: true });
    for (const [name, word] of [
      ['nobody', 'x'],
      ['li', 'right-word-1'],
      ['li', 'wrong'],
    ] as const)
      expect(await login(name, word)).toEqual({ ok: false, reason: 'wrong' });
    const failures = await database.source.manager.findBy(AuditRow, { action: 'login', success: false });
    expect(failures.map((row) => row.actor)).toEqual(expect.arrayContaining(['unknown', 'li']));
  });

  it('ends a session after half an hour without use, and after twelve hours in any case', async () => {
    const row = await account('zhao');
    const manager = database.source.manager;
    const idle = await openSession(manager, row, clock.now());
    clock.advance(minutes(29));
    expect(await resumeSession(manager, idle, clock.now())).toMatchObject({ login: 'zhao', role: 'monitor' });
    clock.advance(minutes(31));
    expect(await resumeSession(manager, idle, clock.now())).toBeNull();

    const used = await openSession(manager, row, clock.now());
    for (let half = 0; half < 24; half += 1) {
      clock.advance(minutes(29));
      expect(await resumeSession(manager, used, clock.now())).not.toBeNull();
    }
    clock.advance(minutes(29));
    expect(await resumeSession(manager, used, clock.now())).toBeNull();
    expect(await manager.countBy(SessionRow, { accountId: row.id })).toBe(0);
  });

  it('stores no secret that would open a session', async () => {
    const row = await account('qian');
    const token = await openSession(database.source.manager, row, clock.now());
    const stored = await database.source.query("select encode(token_hash,'escape') as a, * from session");
    expect(JSON.stringify(stored)).not.toContain(token);
    await closeSession(database.source.manager, token);
    expect(await resumeSession(database.source.manager, token, clock.now())).toBeNull();
  });

  it('changes a password only for a better one and ends the other sessions', async () => {
    const row = await account('sun');
    const manager = database.source.manager;
    const [mine, other] = [
      await openSession(manager, row, clock.now()),
      await openSession(manager, row, clock.now()),
    ];
    const change = (current: string, next: string) =>
      changePassword(manager, row.id, current, next, clock.now());
    await expect(change('wrong', 'a-much-better-1')).rejects.toThrow(PasswordRefused);
    for (const weak of ['short-1', 'onlyletters', 'contains-sun-1', 'right-word-1'])
      await expect(change('right-word-1', weak)).rejects.toThrow(PasswordRefused);
    await change('right-word-1', 'a-much-better-1');
    await closeOtherSessions(manager, row.id, mine);
    expect(await resumeSession(manager, other, clock.now())).toBeNull();
    expect(await resumeSession(manager, mine, clock.now())).not.toBeNull();
    expect(await login('sun', 'a-much-better-1')).toMatchObject({ ok: true });
  });

  it('makes the people of a rehearsal once', async () => {
    const people = [
      { login: 'xuanchuan', displayName: '宣传部值班员', role: 'monitor' as const, unit: '市委宣传部' },
    ];
    for (const password of ['first-pass-1', 'second-pass-1'])
      await ensureRehearsalAccounts(database.source.manager, jurisdictionId, people, password, clock.now());
    expect(await login('xuanchuan', 'first-pass-1')).toMatchObject({ ok: true });
  });

  it('keeps the administrator and the auditor away from incidents', () => {
    for (const role of ['administrator', 'auditor'] as const)
      expect(rightsOf(role).filter((right) => right.startsWith('incidents.'))).toEqual([]);
    const principal = { role: 'monitor', mustChangePassword: true } as Principal;
    expect(mayDo(principal, 'incidents.read')).toBe(false);
    expect(mayDo({ ...principal, mustChangePassword: false }, 'incidents.read')).toBe(true);
  });
});
