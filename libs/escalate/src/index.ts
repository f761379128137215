export { enforced, statutoryDeadlines, upgradeDeadlines, type StatutoryInput } from './statutory.js';
export { stampPolicy, type PolicyCase } from './policy/choose.js';
export { internalDeadlines, type InternalInput } from './internal.js';
export { policyTimeline, type PolicyTimeline, type TimelineInput } from './trial/timeline.js';
export type { PlannedStep, TrialClock } from './trial/plan.js';
