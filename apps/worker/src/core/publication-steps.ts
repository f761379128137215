import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { readPage } from '#collect/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { Commitments, Conferences, Proofs, Publications, Takeovers } from '#respond/service';

type Ground = [DataSource, Clock, Wakeups];
const ground = [DataSource, Clock, Wakeups];

/** Publications, their proof, promises and press conferences. */
export const publicationSteps: Exclude<Provider, Function>[] = [
  {
    provide: Publications,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new Publications(source, clock, wakeups, readDirectory),
  },
  {
    provide: Takeovers,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new Takeovers(source, clock, wakeups, readDirectory),
  },
  {
    provide: Conferences,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new Conferences(source, clock, wakeups, readDirectory),
  },
  {
    provide: Commitments,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new Commitments(source, clock, wakeups),
  },
  {
    provide: Proofs,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new Proofs(source, { clock, wakeups, directory: readDirectory }, readPage),
  },
];
