import type { DataSource } from 'typeorm';
import type { Clock, Timeline } from '#clock';
import { internalDeadlines, statutoryDeadlines, upgradeDeadlines } from '#escalate';
import { closeQuiet, watchesDue } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import { Archives } from '#report/service';
import { seldom } from './seldom.js';
import type { Sweep } from './sweeper.js';

interface Parts {
  database: DataSource;
  clock: Clock;
  wakeups: Wakeups;
}

/** The archive is a matter of days. */
const TEN_MINUTES = 600_000;
/** How often (ms) what ends after days is looked for. */
const MINUTE = 60_000;
const TIMELINES = ['real', 'rehearsal'] satisfies Timeline[];
const rules = {
  directories: readDirectory,
  policy: { statutory: statutoryDeadlines, upgrade: upgradeDeadlines, internal: internalDeadlines },
};

/** Matters that have been looked on long enough, and light ones that have been quiet. */
export const closingSweeps = ({ database, clock, wakeups }: Parts): Sweep[] => [
  {
    name: 'watches over',
    run: async () => {
      for (const timeline of TIMELINES)
        for (const incidentId of await watchesDue(database.manager, clock.now(timeline), timeline, rules))
          await wakeups.wake('escalate', { incidentId });
    },
  },
  {
    name: 'quiet matters to close',
    run: seldom(MINUTE, async () => {
      for (const timeline of TIMELINES)
        await closeQuiet(database.manager, clock.now(timeline), timeline, readDirectory);
    }),
  },
  {
    name: 'matters to archive',
    run: seldom(TEN_MINUTES, async () => {
      const archives = new Archives(database, clock, readDirectory);
      for (const timeline of TIMELINES) await archives.due(timeline);
    }),
  },
];
