import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { FactActions, SettleActions } from '#incidents/service';
import { Wakeups } from '#queue';

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
    provide: FactActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new FactActions(source, clock, wakeups),
  },
];
