import { isOver as over } from '#incidents';
import type { CodeState, ExtendableRule, RefusalRow } from '#incidents/service';
import type { AssignmentRow, ExtensionRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { LoadedIncident } from '../incidents/load.js';
import type { Excerpt } from './matter.js';
import type { Outcome } from './form-desk.js';
import type { Kept } from './page/layout.js';
import type { Pressing } from './pressing.js';

/** Somebody of the unit, as its own people see them. */
export interface Mate {
  id: string;
  name: string;
  /** liaison, handler, charge_leader */
  role: string;
  phone: string | null;
}

/** Whose link it is; null where the roster does not know them any more. */
export type Reader = Mate | null;

/** What may be done beside signing. */
export interface Care {
  /** The unit's own refusal that nobody has ruled on yet. */
  waiting: RefusalRow | null;
  /** The unit's refusal that has been ruled on. */
  ruled: RefusalRow | null;
  /** Until when it may be refused; null when it may not. */
  refuseBy: Date | null;
  /** Why not, where that is worth a word. */
  hint: string | null;
  /** Units that may be proposed. */
  units: string[];
  mayReport: boolean;
  /** The clock for which more time may be asked, and the times that may be chosen; null when none. */
  extendable: { rule: ExtendableRule; dueAt: Date; until: Date[] } | null;
  /** The last request for more time. */
  extension: ExtensionRow | null;
}

/** Where a handing on stands for the reader. */
export interface HandedOn {
  /** Who has it now; null: it waits for the office to enter a name, and the reader still has it. */
  to: { name: string; role: string } | null;
  at: Date;
}

/** Everything the page of one duty shows to one reader. */
export interface SignScene {
  loaded: LoadedIncident;
  duty: AssignmentRow;
  directory: Directory;
  now: Date;
  items: Excerpt[];
  care: Care;
  pressing: Pressing;
  reader: Reader;
  handedOn: HandedOn | null;
  /** Roles the duty has passed through: 联络人→承办人. */
  chain: string[];
  /** Colleagues it may be handed on to; null when it may not be handed on. */
  mates: Mate[] | null;
  /** For a leader: who of the unit should have signed. */
  staff: Mate[];
  code: CodeState;
  /** Template of the last message to this reader about this duty. */
  told: string | null;
  /** Token of the forms. */
  form: string;
  /** Where the system is: `https://…`. */
  publicUrl: string;
  /** What came of the form just sent. */
  outcome: Outcome | null;
  kept: Kept;
}

/** Nothing is done any more. */
export const isOver = ({ loaded, duty }: Pick<SignScene, 'loaded' | 'duty'>): boolean =>
  over(loaded.row.state) || loaded.row.state === 'set_aside' || !duty.mustSign;

/** The leader of a unit whose people have not signed. */
export const isLeaderView = ({ reader, duty }: Pick<SignScene, 'reader' | 'duty'>): boolean =>
  reader?.role === 'charge_leader' && duty.mustSign && duty.state === 'sent';

/** Somebody else has it: this link only looks. */
export const onlyLooks = ({ handedOn }: Pick<SignScene, 'handedOn'>): boolean => Boolean(handedOn?.to);
