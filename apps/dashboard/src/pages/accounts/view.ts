import type { AccountRole, AccountView } from '../../../../api/src/contract/index.js';

/** Roles that act for a unit: what their people get and are kept from follows from it. */
export const needsUnit = (role: AccountRole): boolean => role !== 'administrator' && role !== 'auditor';

/** Whether the unit of an account has changed its name, or has nobody who took over. */
export function unitNote({ unit, unitToday }: Pick<AccountView, 'unit' | 'unitToday'>): string | null {
  if (unit === null || unit === unitToday) return null;
  return unitToday === null
    ? '该单位已不在名录中，也没有承继单位，请为账号另选单位。'
    : `该单位现为“${unitToday}”，账号已按现单位办理事项；可改登记为现名。`;
}

export type AccountState = 'locked' | 'off' | 'new' | 'on';
export const stateWord: Record<AccountState, string> = {
  locked: '暂停登录',
  off: '已停用',
  new: '待改初始密码',
  on: '启用',
};
export function stateOf(account: AccountView): AccountState {
  if (account.disabled) return 'off';
  if (account.lockedUntil) return 'locked';
  return account.mustChangePassword ? 'new' : 'on';
}

/** Those of the state whose login, name, unit or person holds the word; `unit`: whose unit is out of date. */
export function shownAccounts(
  accounts: readonly AccountView[],
  { q, state }: { q: string; state: string },
): AccountView[] {
  const word = q.toLowerCase();
  return accounts.filter((account) => {
    const texts = [account.login, account.displayName, account.unit, account.unitToday, account.person?.name];
    const fits = state === 'unit' ? unitNote(account) !== null : state === '' || stateOf(account) === state;
    return fits && texts.some((text) => text?.toLowerCase().includes(word));
  });
}
