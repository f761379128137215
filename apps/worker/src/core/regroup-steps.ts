import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { GroupingProposals, RegroupActions } from '#incidents/service';
import { rejudgeRegrouped } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { mergeRouting, RouteStep } from '#route/service';

/** 归并、拆分、移动: what it needs of judging and routing is handed in here. */
export const regroupSteps: Provider[] = [
  {
    provide: RegroupActions,
    inject: [DataSource, Clock, Wakeups, RouteStep],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups, route: RouteStep) =>
      new RegroupActions(source, clock, wakeups, readDirectory, {
        rejudge: rejudgeRegrouped,
        reroute: (manager, incidentId) => route.decide(manager, incidentId),
        unite: mergeRouting,
      }),
  },
  {
    provide: GroupingProposals,
    inject: [DataSource, Clock, RegroupActions],
    useFactory: (source: DataSource, clock: Clock, actions: RegroupActions) =>
      new GroupingProposals(source, clock, actions),
  },
];
