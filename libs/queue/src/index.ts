export type { JobHandlers, JobName, JobPayload } from './jobs.js';
export { Wakeups } from './wakeups.js';
