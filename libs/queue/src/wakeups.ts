import type { JobName, JobPayload } from './jobs.js';

/** Whether a wake-up goes before the others of its queue. */
export type Turn = 'first' | 'in_order';

/** Wakes a step after commit. Losing a wake-up loses nothing: a sweep finds the row. */
export abstract class Wakeups {
  /** @param turn `first`: before those that wait already, whatever they wait for; those too are woken in their order */
  abstract wake<N extends JobName>(name: N, payload: JobPayload<N>, turn?: Turn): Promise<void>;
}
