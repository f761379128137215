/*
 * Accounts (账号), for the administrator.
 *   GET    /api/v1/accounts              → {items: AccountView[]}   (right accounts.manage, as all of these)
 *   GET    /api/v1/accounts/people?q=    → {items: PersonOption[]}  (people of the roster an account may be linked to)
 *   POST   /api/v1/accounts              NewAccount    → AccountWithPassword
 *   PATCH  /api/v1/accounts/:id          ChangeAccount → AccountView
 *   POST   /api/v1/accounts/:id/password → AccountWithPassword
 *   POST   /api/v1/accounts/:id/unlock   → AccountView
 */

export type AccountRole = 'monitor' | 'office' | 'liaison' | 'leader' | 'administrator' | 'auditor';

export interface AccountView {
  id: string;
  login: string;
  displayName: string;
  role: AccountRole;
  /** As the account has it; may be a name of the past. */
  unit: string | null;
  /** Who has that unit's duties today, for which the account acts; null without a unit or when nobody succeeded. */
  unitToday: string | null;
  disabled: boolean;
  /** Too many wrong passwords: until when no log-in is taken. */
  lockedUntil: string | null;
  mustChangePassword: boolean;
  /** The person of the roster who stands for the same person. */
  person: { id: string; name: string; unit: string } | null;
  /** Last use of a session that is still open. */
  lastSeenAt: string | null;
  createdAt: string;
  /** The caller's own: may not be switched off or reset here. */
  own: boolean;
}

export interface NewAccount {
  login: string;
  displayName: string;
  role: AccountRole;
  /** Of the directory; null for administrators and auditors only. */
  unit: string | null;
  /** Somebody of the roster; null: nobody. */
  contactId: string | null;
}

/** What is absent stays. */
export interface ChangeAccount {
  displayName?: string;
  role?: AccountRole;
  unit?: string | null;
  disabled?: boolean;
  contactId?: string | null;
}

export interface AccountWithPassword {
  account: AccountView;
  /** Made up; shown this once, to be changed at the first log-in. */
  password: string;
}
