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
  /** The unit a liaison or leader acts for, by its name of today. */
  unit: string | null;
  /** Every name that unit has had and the account's own: what it was given, and what it is kept from, under any of them. */
  units: readonly string[];
  jurisdictionId: string;
  mustChangePassword: boolean;
}

/** Whether the caller acts for the unit that a row names, whatever it was called then (RT-52). */
export const actsFor = (principal: Principal, unit: string | null): boolean =>
  unit !== null && principal.units.includes(unit);

export const mayDo = (principal: Principal, right: Right): boolean =>
  !principal.mustChangePassword && rightsOf(principal.role).includes(right);
