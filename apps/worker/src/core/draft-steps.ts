import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { maskPersonal } from '#collect';
import { Wakeups } from '#queue';
import { ResponseAttachments, ResponseDrafts, ResponseRemarks } from '#respond/service';

type Ground = [DataSource, Clock, Wakeups];
const ground = [DataSource, Clock, Wakeups];

/** Texts for the public while they are written; what masks items as they are stored finds what may not go out. */
export const draftSteps: Exclude<Provider, Function>[] = [
  {
    provide: ResponseDrafts,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new ResponseDrafts(source, clock, wakeups, maskPersonal),
  },
  {
    provide: ResponseRemarks,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new ResponseRemarks(source, clock, wakeups, maskPersonal),
  },
  {
    provide: ResponseAttachments,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new ResponseAttachments(source, clock, maskPersonal),
  },
];
