import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { FactActions, SettleActions } from '#incidents/service';
import { SpikeActions, SpikeStep } from '#judge/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import type { Keys } from '#secrets';
import { spikeTeller } from './spike-notice.js';
import { KEYS } from './tokens.js';

type Ground = [DataSource, Clock, Wakeups];
const ground = [DataSource, Clock, Wakeups];

/** Suspected levels, figures and claims that people settle. */
export const levelSteps: Exclude<Provider, Function>[] = [
  {
    provide: SettleActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new SettleActions(source, clock, wakeups),
  },
  {
    provide: SpikeActions,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new SpikeActions(source, clock),
  },
  {
    provide: SpikeStep,
    inject: [...ground, ContactBook, KEYS],
    useFactory: (...[source, clock, , contacts, keys]: [...Ground, ContactBook, Keys]) =>
      new SpikeStep(source, clock, readDirectory, spikeTeller(clock, contacts, keys)),
  },
  {
    provide: FactActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new FactActions(source, clock, wakeups),
  },
];
