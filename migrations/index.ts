import type { Classes } from '#persistence';
import { Initial1795356206180 } from './0001-initial.js';
import { DirectoryChanges1795400000002 } from './0002-directory-changes.js';
import { Refusals1795400000003 } from './0003-refusals.js';
import { Roster1795400000004 } from './0004-roster.js';
import { Recusal1795400000005 } from './0005-recusal.js';
import { OrdersLetters1795400000006 } from './0006-orders-letters.js';
import { UnitNames1795400000007 } from './0007-unit-names.js';

/** In the order they run; append only. */
export const migrations: Classes = [
  Initial1795356206180,
  DirectoryChanges1795400000002,
  Refusals1795400000003,
  Roster1795400000004,
  Recusal1795400000005,
  OrdersLetters1795400000006,
  UnitNames1795400000007,
];
