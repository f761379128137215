import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import {
  DispositionActions,
  DispositionProposals,
  ReferralActions,
  ReplyActions,
  type DeadlinePolicy,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { Archives, Evaluations } from '#report/service';
import { DEADLINE_POLICY } from './tokens.js';

/** Where judging ends, what people do about it, and the end of a matter. */
export const dispositionSteps: Exclude<Provider, Function>[] = [
  {
    provide: DispositionActions,
    inject: [DataSource, Clock, Wakeups, DEADLINE_POLICY],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups, policy: DeadlinePolicy) =>
      new DispositionActions(source, clock, wakeups, readDirectory, policy),
  },
  {
    provide: DispositionProposals,
    inject: [DataSource, Clock, Wakeups, DEADLINE_POLICY],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups, policy: DeadlinePolicy) =>
      new DispositionProposals(source, clock, wakeups, readDirectory, policy),
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
  {
    provide: Evaluations,
    inject: [DataSource, Clock, DEADLINE_POLICY],
    useFactory: (source: DataSource, clock: Clock, policy: DeadlinePolicy) =>
      new Evaluations(source, clock, readDirectory, policy),
  },
  {
    provide: Archives,
    inject: [DataSource, Clock],
    useFactory: (source: DataSource, clock: Clock) => new Archives(source, clock, readDirectory),
  },
];
