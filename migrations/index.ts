import type { Classes } from '#persistence';
import { Initial1795356206180 } from './0001-initial.js';

/** In the order they run; append only. */
export const migrations: Classes = [Initial1795356206180];
