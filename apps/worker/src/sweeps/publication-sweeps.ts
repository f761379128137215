import type { DataSource } from 'typeorm';
import type { Clock, Timeline } from '#clock';
import { readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import { publicationsDue, type Proofs } from '#respond/service';
import { seldom } from './seldom.js';
import type { Sweep } from './sweeper.js';

interface Parts {
  database: DataSource;
  clock: Clock;
  wakeups: Wakeups;
  proofs: Proofs;
}

/** Texts to be published, promises that come due, and pages to be compared with what was approved. */
export const publicationSweeps = ({ database, clock, wakeups, proofs }: Parts): Sweep[] => [
  {
    name: 'publications and promises due',
    run: seldom(30_000, async () => {
      for (const timeline of ['real', 'rehearsal'] satisfies Timeline[]) {
        const now = clock.now(timeline);
        for (const incidentId of await publicationsDue(database.manager, now, timeline, readDirectory))
          await wakeups.wake('escalate', { incidentId });
      }
    }),
  },
  {
    name: 'published pages to read',
    // A site that does not answer must not hold up the other sweeps.
    run: inBackground(() => proofs.due()),
  },
];

/** One at a time, and nobody waits for it; what went wrong is said in the next round. */
function inBackground(work: () => Promise<unknown>): () => Promise<void> {
  let running = false;
  let failed: Error | null = null;
  return async () => {
    if (failed) {
      const error = failed;
      failed = null;
      throw error;
    }
    if (running) return;
    running = true;
    void work()
      .catch((error: unknown) => (failed = error as Error))
      .finally(() => (running = false));
  };
}
