import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import {
  InstructionActions,
  LevelHolds,
  SupervisionActions,
  SupervisionAnswers,
  UpwardReports,
  UrgeActions,
  WatchActions,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { Documents } from '#report/service';

type Ground = [DataSource, Clock, Wakeups];
const ground = [DataSource, Clock, Wakeups];

/** Urging, supervision orders, watch lists, reports upward and papers. */
export const superviseSteps: Exclude<Provider, Function>[] = [
  {
    provide: UrgeActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new UrgeActions(source, clock, wakeups),
  },
  {
    provide: SupervisionActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new SupervisionActions(source, clock, wakeups, readDirectory),
  },
  {
    provide: SupervisionAnswers,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new SupervisionAnswers(source, clock, wakeups),
  },
  {
    provide: WatchActions,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new WatchActions(source, clock),
  },
  {
    provide: UpwardReports,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new UpwardReports(source, clock, readDirectory),
  },
  {
    provide: InstructionActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new InstructionActions(source, clock, wakeups, readDirectory),
  },
  {
    provide: LevelHolds,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new LevelHolds(source, clock),
  },
  {
    provide: Documents,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new Documents(source, clock, readDirectory),
  },
];
