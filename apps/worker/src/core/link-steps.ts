import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { HandOnActions, SignCodes } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import type { Keys } from '#secrets';
import { KEYS } from './tokens.js';

type Sealed = [DataSource, Clock, Wakeups, Keys];
const sealed = [DataSource, Clock, Wakeups, KEYS];

/** What is done by signed links, beside what accounts may do too. */
export const linkSteps: Exclude<Provider, Function>[] = [
  {
    provide: HandOnActions,
    inject: sealed,
    useFactory: (...[source, clock, wakeups, keys]: Sealed) =>
      new HandOnActions(source, clock, wakeups, readDirectory, keys.contacts),
  },
  {
    provide: SignCodes,
    inject: sealed,
    useFactory: (...[source, clock, wakeups, keys]: Sealed) => new SignCodes(source, clock, wakeups, keys),
  },
];
