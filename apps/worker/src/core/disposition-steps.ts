import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { DispositionActions, ReferralActions, ReplyActions, type DeadlinePolicy } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { DEADLINE_POLICY } from './tokens.js';

/** Where judging ends, and what people do about it. */
export const dispositionSteps: Exclude<Provider, Function>[] = [
  {
    provide: DispositionActions,
    inject: [DataSource, Clock, Wakeups, DEADLINE_POLICY],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups, policy: DeadlinePolicy) =>
      new DispositionActions(source, clock, wakeups, readDirectory, policy),
  },
  {
    provide: ReplyActions,
    inject: [DataSource, Clock],
    useFactory: (source: DataSource, clock: Clock) => new ReplyActions(source, clock),
  },
  {
    provide: ReferralActions,
    inject: [DataSource, Clock],
    useFactory: (source: DataSource, clock: Clock) => new ReferralActions(source, clock),
  },
];
