import type { AccountView } from '../../../../api/src/contract/index.js';
import { needsUnit, shownAccounts, stateOf, unitNote } from './view.js';

const account = (given: Partial<AccountView> = {}): AccountView => ({
  id: given.login ?? 'a',
  login: 'wang',
  displayName: '王示例',
  role: 'liaison',
  unit: '市甲局',
  unitToday: '市甲局',
  disabled: false,
  lockedUntil: null,
  mustChangePassword: false,
  person: null,
  lastSeenAt: null,
  createdAt: '2026-11-22T08:00:00+08:00',
  own: false,
  ...given,
});

it('says what is the matter with an account, the gravest first', () => {
  const locked = { lockedUntil: '2026-11-22T08:15:00+08:00', mustChangePassword: true };
  expect(stateOf(account())).toBe('on');
  expect(stateOf(account({ mustChangePassword: true }))).toBe('new');
  expect(stateOf(account(locked))).toBe('locked');
  expect(stateOf(account({ ...locked, disabled: true }))).toBe('off');
});

it('offers the present name of a unit, and says when nobody has taken over', () => {
  expect(unitNote(account())).toBeNull();
  expect(unitNote(account({ unit: null, unitToday: null }))).toBeNull();
  expect(unitNote(account({ unitToday: '市乙局' }))).toContain('现为“市乙局”');
  expect(unitNote(account({ unitToday: null }))).toContain('没有承继单位');
});

it('finds accounts by login, name, unit of then and now, and person', () => {
  const moved = account({ login: 'li', displayName: '李示例', unitToday: '市乙局' });
  const linked = account({ login: 'zhao', person: { id: '1', name: '赵示例', unit: '市甲局' } });
  const all = [account(), moved, linked];
  const logins = (q: string, state = '') => shownAccounts(all, { q, state }).map(({ login }) => login);
  expect(logins('')).toEqual(['wang', 'li', 'zhao']);
  expect(logins('WANG')).toEqual(['wang']);
  expect(logins('乙局')).toEqual(['li']);
  expect(logins('赵示例')).toEqual(['zhao']);
  expect(logins('', 'unit')).toEqual(['li']);
  expect(logins('', 'off')).toEqual([]);
});

it('asks for a unit where people act for one', () => {
  expect([
    needsUnit('monitor'),
    needsUnit('leader'),
    needsUnit('administrator'),
    needsUnit('auditor'),
  ]).toEqual([true, true, false, false]);
});
