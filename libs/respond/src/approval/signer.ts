import { mayDo, type Principal } from '#access';
import { maySign, type Roles, type SeatPlan } from './seats.js';

/** Who signs a text, and by which way: an account in the dashboard, or a person of the roster by a signed link. */
export interface Signer {
  /** How the log names them: `account:<login>`, `link:<unit>`. */
  actor: string;
  way: 'dashboard' | 'link';
  name: string;
  /** Null: the roster knows them, and no account is theirs. */
  account: Principal | null;
  /** Every name of the unit whose leader in charge they are by the roster; empty: of none. */
  leads: readonly string[];
  /** What became of the code by short message that a link asks for; undefined where none was asked. */
  code?: 'checked' | 'unavailable' | undefined;
}

/** Somebody who is logged in. */
export const signerOf = (person: Principal): Signer => ({
  actor: `account:${person.login}`,
  way: 'dashboard',
  name: person.displayName,
  account: person,
  leads: [],
});

/**
 * Whether they may give that signature: by the role of their account, or as the leader in charge of one of the units by the
 * roster. An account that may know of no matter (administrator, auditor) signs nothing, whatever the roster says.
 */
export function mayGive({ account, leads }: Signer, seat: SeatPlan, roles: Roles): boolean {
  if (account && maySign(account, seat, roles)) return true;
  if (account && !mayDo(account, 'incidents.read')) return false;
  return seat.units.some((unit) => leads.includes(unit));
}
