import type { JobName, JobPayload } from './jobs.js';

/** Wakes a step after commit. Losing a wake-up loses nothing: a sweep finds the row. */
export abstract class Wakeups {
  abstract wake<N extends JobName>(name: N, payload: JobPayload<N>): Promise<void>;
}
