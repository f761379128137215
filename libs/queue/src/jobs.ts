import { z } from 'zod';

/**
 * Every job there is. A job is only a wake-up: it carries ids, its handler re-reads the rows and may run twice.
 * `judge` wakes the one writer of a jurisdiction; the others name what may have something to do.
 */
export const jobSchemas = {
  collect: z.object({ sourceId: z.uuid() }),
  judge: z.object({ jurisdictionId: z.uuid() }),
  route: z.object({ incidentId: z.uuid() }),
  escalate: z.object({ incidentId: z.uuid() }),
  deliver: z.object({ jurisdictionId: z.uuid() }),
} as const;
export type JobName = keyof typeof jobSchemas;
export type JobPayload<N extends JobName> = z.output<(typeof jobSchemas)[N]>;
export const JOB_NAMES = Object.keys(jobSchemas) as JobName[];

/** One handler for every job: a missing one does not compile. */
export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>) => Promise<void> };

/**
 * How each job runs. `role`: the part of HUIYIN_ROLES whose processes take it. `concurrency`: at once in one process;
 * judging and delivering lock per jurisdiction anyway, so more than one of them would only wait.
 */
export const jobSettings = {
  collect: { role: 'collect', concurrency: 8 },
  judge: { role: 'judge', concurrency: 2 },
  route: { role: 'judge', concurrency: 2 },
  escalate: { role: 'clock', concurrency: 2 },
  deliver: { role: 'notify', concurrency: 2 },
} as const satisfies Record<JobName, { role: string; concurrency: number }>;

/** What a wake-up is about: two with the same key are one. */
export const jobKey = (payload: JobPayload<JobName>): string => Object.values(payload).join('-');
