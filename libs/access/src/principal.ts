import { rightsOf, type Right, type Role } from './rights.js';

/** Who asks: a person with a session or a program with a token. */
export interface Principal {
  kind: 'account' | 'token';
  /** Null for a program. */
  accountId: string | null;
  /** Login of the account or name of the token. */
  login: string;
  displayName: string;
  role: Role;
  /** The unit a liaison or leader acts for. */
  unit: string | null;
  jurisdictionId: string;
  mustChangePassword: boolean;
}

export const mayDo = (principal: Principal, right: Right): boolean =>
  !principal.mustChangePassword && rightsOf(principal.role).includes(right);
