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
