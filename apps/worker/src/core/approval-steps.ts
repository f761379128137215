import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { Wakeups } from '#queue';
import { AgreementActions, ApprovalActions, FactActions } from '#respond/service';
import type { Keys } from '#secrets';
import { KEYS } from './tokens.js';

type Ground = [DataSource, Clock, Wakeups];
const ground = [DataSource, Clock, Wakeups];

/** Facts that departments say alike, the wording they agree on, and signatures. */
export const approvalSteps: Exclude<Provider, Function>[] = [
  {
    provide: FactActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new FactActions(source, clock, wakeups),
  },
  {
    provide: AgreementActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new AgreementActions(source, clock, wakeups),
  },
  {
    provide: ApprovalActions,
    inject: [...ground, KEYS],
    useFactory: (...[source, clock, wakeups, keys]: [...Ground, Keys]) =>
      new ApprovalActions(source, clock, wakeups, keys.contacts),
  },
];
