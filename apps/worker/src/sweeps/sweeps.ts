import type { DataSource } from 'typeorm';
import type { Clock, Timeline } from '#clock';
import type { CollectStep } from '#collect/service';
import type { EscalateStep, RosterCare, Trials } from '#escalate/service';
import { flaresDue, markMissedDeadlines, type NightApprovals } from '#incidents/service';
import type { ModelKeeper } from '#judge/service';
import type { JudgeStep } from '#judge/service';
import type { SpikeStep } from '#judge/service';
import type { JobName, JobPayload, Wakeups } from '#queue';
import type { Proofs } from '#respond/service';
import { closingSweeps } from './closing-sweeps.js';
import { groupingSweep } from './grouping-sweep.js';
import { publicationSweeps } from './publication-sweeps.js';
import { superviseSweeps } from './supervise-sweeps.js';
import { seldom } from './seldom.js';
import type { Sweep } from './sweeper.js';

export interface SweepParts {
  database: DataSource;
  clock: Clock;
  wakeups: Wakeups;
  collect: CollectStep;
  escalate: EscalateStep;
  trials: Trials;
  roster: RosterCare;
  nights: NightApprovals;
  proofs: Proofs;
  spikes: SpikeStep;
  judge: JudgeStep;
  models: ModelKeeper;
}

/** How long (ms) a matter whose wake-up was lost may wait. */
const OVERLOOKED_MS = 5_000;
/** Reposts rise over hours. */
const FLARES_MS = 60_000;
/** The last hour is looked at every minute. */
const SPIKES_MS = 60_000;
/** The roster is a matter of days. */
const ROSTER_MS = 600_000;
/** Models learn once a week. */
const MODELS_MS = 60_000;

/** Every sweep there is: nothing that was committed waits for a wake-up that was lost, and nothing due is overlooked. */
export function createSweeps(parts: SweepParts): Sweep[] {
  const { database, clock, escalate } = parts;
  return [
    {
      // Younger ones have most likely just been woken.
      name: 'items not judged',
      run: () =>
        wakeRows(
          parts,
          'judge',
          'jurisdictionId',
          `select distinct jurisdiction_id as id from item
           where judged_at is null and created_at < now() - interval '2 seconds'
           union select distinct jurisdiction_id from item where grown_at is not null`,
        ),
    },
    {
      name: 'incidents not routed',
      run: async () => {
        const rows: { id: string; turn: number }[] = await database.query(UNROUTED);
        for (const { id, turn } of rows)
          await parts.wakeups.wake('route', { incidentId: id }, turn === 0 ? 'first' : 'in_order');
      },
    },
    { name: 'escalations due', run: () => escalate.due() },
    {
      name: 'nobody told yet',
      // Looks at every open matter; each of them has been woken when it changed.
      run: seldom(OVERLOOKED_MS, async () =>
        wakeEach(parts, 'escalate', 'incidentId', await escalate.overlooked()),
      ),
    },
    {
      name: 'deadlines missed',
      run: async () => {
        for (const timeline of ['real', 'rehearsal'] satisfies Timeline[])
          await database.transaction((manager) =>
            markMissedDeadlines(manager, clock.now(timeline), timeline),
          );
      },
    },
    { name: 'night approvals due', run: () => parts.nights.due() },
    {
      name: 'answered matters that flare up',
      run: seldom(FLARES_MS, async () => {
        for (const timeline of ['real', 'rehearsal'] satisfies Timeline[])
          await wakeEach(
            parts,
            'route',
            'incidentId',
            await flaresDue(database.manager, clock.now(timeline), timeline),
          );
      }),
    },
    ...superviseSweeps(parts),
    ...publicationSweeps(parts),
    ...closingSweeps(parts),
    groupingSweep(parts),
    { name: 'roster to be confirmed or mended', run: seldom(ROSTER_MS, () => parts.roster.due()) },
    { name: 'models to train', run: seldom(MODELS_MS, () => parts.models.due()) },
    { name: 'rises over what is usual', run: seldom(SPIKES_MS, () => parts.spikes.due()) },
    { name: 'steps of trials due', run: () => parts.trials.due() },
    {
      name: 'mails of trials due',
      run: () =>
        wakeRows(
          parts,
          'deliver',
          'jurisdictionId',
          `select distinct trial.jurisdiction_id as id
           from policy_trial_step step join policy_trial trial on trial.id = step.trial_id
           where step.mail_state in ('pending', 'sending') and step.mail_next_at <= $1`,
          [clock.now('real')],
        ),
    },
    {
      name: 'notices due',
      run: () =>
        wakeRows(
          parts,
          'deliver',
          'jurisdictionId',
          `select distinct jurisdiction_id as id from notice
           where state in ('pending', 'sending', 'committing') and next_attempt_at <= $1`,
          [clock.now('real')],
        ),
    },
    {
      name: 'sources due',
      run: async () => wakeEach(parts, 'collect', 'sourceId', await parts.collect.due()),
    },
  ];
}

/** Those that go first, then the longest waiting. */
const UNROUTED = `select id, turn from incident where needs_routing order by turn, updated_at limit 200`;

async function wakeRows<N extends JobName>(
  parts: SweepParts,
  name: N,
  key: keyof JobPayload<N>,
  sql: string,
  values: unknown[] = [],
): Promise<void> {
  const rows: { id: string }[] = await parts.database.query(sql, values);
  await wakeEach(
    parts,
    name,
    key,
    rows.map((row) => row.id),
  );
}

async function wakeEach<N extends JobName>(
  { wakeups }: SweepParts,
  name: N,
  key: keyof JobPayload<N>,
  ids: string[],
): Promise<void> {
  for (const id of ids) await wakeups.wake(name, { [key]: id } as JobPayload<N>);
}
