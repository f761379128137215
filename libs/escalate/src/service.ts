export { EscalateStep } from './step/escalate-step.js';
export { RosterCare, type RosterCareDesk } from './roster/roster-care.js';
export { withholdsHeartbeat } from './watch/checks.js';
export { watchReport, watchState, type WatchReport, type WatchState } from './watch/report.js';
export { WATCH, Watchdog, type WatchdogOptions } from './watch/watchdog.js';
export { watchEntities, type CheckResult } from './watch/watch.entity.js';
export { MOST_STEPS, Trials, type TrialAddress, type TrialOutline, type TrialWish } from './trial/trials.js';
export { NotToBeTried } from './trial/proposed.js';
export type { FoundReaders, ReaderQuestion } from './trial/readers.js';
