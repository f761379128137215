import type { DataSource } from 'typeorm';
import type { Clock, Timeline } from '#clock';
import { holdsDue, instructionsDue, progressDue, settlesDue, supervisionsDue } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import { responsesDue } from '#respond/service';
import { seldom } from './seldom.js';
import type { Sweep } from './sweeper.js';

interface Parts {
  database: DataSource;
  clock: Clock;
  wakeups: Wakeups;
}

/** Supervision orders that run out, words and signatures that are owed, and matters of which nothing was said for a day. */
export const superviseSweeps = (parts: Parts): Sweep[] => [
  {
    name: 'supervision orders due',
    run: () => onBoth(parts, (now, timeline) => supervisionsDue(parts.database.manager, now, timeline)),
  },
  {
    name: 'words and signatures due',
    run: () => onBoth(parts, (now, timeline) => responsesDue(parts.database.manager, now, timeline)),
  },
  {
    name: 'instructions due',
    run: () => onBoth(parts, (now, timeline) => instructionsDue(parts.database.manager, now, timeline)),
  },
  {
    name: 'levels to be asked again',
    run: seldom(5_000, () =>
      onBoth(parts, (now, timeline) => holdsDue(parts.database.manager, now, timeline, readDirectory)),
    ),
  },
  {
    name: 'suspected levels to be settled',
    run: seldom(2_000, () =>
      onBoth(parts, (now, timeline) => settlesDue(parts.database.manager, now, timeline, readDirectory)),
    ),
  },
  {
    name: 'progress to be told',
    run: seldom(60_000, () =>
      onBoth(parts, (now, timeline) => progressDue(parts.database.manager, now, timeline, readDirectory)),
    ),
  },
];

async function onBoth(
  { clock, wakeups }: Parts,
  due: (now: Date, timeline: Timeline) => Promise<string[]>,
): Promise<void> {
  for (const timeline of ['real', 'rehearsal'] satisfies Timeline[])
    for (const incidentId of await due(clock.now(timeline), timeline))
      await wakeups.wake('escalate', { incidentId });
}
