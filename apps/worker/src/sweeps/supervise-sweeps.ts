import type { DataSource } from 'typeorm';
import type { Clock, Timeline } from '#clock';
import { progressDue, supervisionsDue } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import type { Sweep } from './sweeper.js';

interface Parts {
  database: DataSource;
  clock: Clock;
  wakeups: Wakeups;
}

/** Supervision orders that run out, and matters of which nothing was said for a day. */
export const superviseSweeps = (parts: Parts): Sweep[] => [
  {
    name: 'supervision orders due',
    run: () => onBoth(parts, (now, timeline) => supervisionsDue(parts.database.manager, now, timeline)),
  },
  {
    name: 'progress to be told',
    run: everyMinute(parts.clock, () =>
      onBoth(parts, (now, timeline) => progressDue(parts.database.manager, now, timeline, readDirectory)),
    ),
  },
];

/** What is counted in days need not be looked for every second. */
function everyMinute(clock: Clock, run: () => Promise<void>): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = clock.now('real').getTime();
    if (now < next) return;
    await run();
    next = now + 60_000;
  };
}

async function onBoth(
  { clock, wakeups }: Parts,
  due: (now: Date, timeline: Timeline) => Promise<string[]>,
): Promise<void> {
  for (const timeline of ['real', 'rehearsal'] satisfies Timeline[])
    for (const incidentId of await due(clock.now(timeline), timeline))
      await wakeups.wake('escalate', { incidentId });
}
