import { AccountRow, ApiTokenRow, AuditRow, PostHolderRow, SessionRow } from './entities/access.entity.js';

export * from './entities/access.entity.js';
export { audit, type AuditAction, type AuditEntry } from './audit.js';
export {
  authenticate,
  changePassword,
  createAccount,
  PasswordRefused,
  type LoginResult,
  type NewAccount,
} from './accounts.js';
export {
  AccountRefused,
  changeAccount,
  lastSeen,
  resetPassword,
  unlockAccount,
  type AccountChange,
  type AccountDeed,
} from './administration.js';
export { accountsOf, type Person } from './accounts-of.js';
export { assignPost, linkPerson, postHolders, type Holder } from './posts.js';
export {
  ensureFirstAdministrator,
  ensureRehearsalAccounts,
  makeUpPassword,
  type GivenLogin,
  type RehearsalPerson,
} from './first-accounts.js';
export {
  closeOtherSessions,
  closeSession,
  IDLE_MINUTES,
  openSession,
  principalOf,
  resumeSession,
  resumeToken,
} from './sessions.js';

export const accessEntities = [AccountRow, PostHolderRow, SessionRow, ApiTokenRow, AuditRow];
