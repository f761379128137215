export type { JobHandlers, JobName, JobPayload } from './jobs.js';
export { Wakeups, type Turn } from './wakeups.js';
