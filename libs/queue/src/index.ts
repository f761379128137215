export { JOB_NAMES, jobSchemas, type JobHandlers, type JobName, type JobPayload } from './jobs.js';
export { Wakeups } from './wakeups.js';
