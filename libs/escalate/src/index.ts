export { enforced, statutoryDeadlines, upgradeDeadlines, type StatutoryInput } from './statutory.js';
export { choosePolicy, stampPolicy, type PolicyCase } from './policy/choose.js';
export { internalDeadlines, type InternalInput } from './internal.js';
export { policyTimeline, type PolicyTimeline, type TimelineInput } from './trial/timeline.js';
export { planTrial, realTimeOf, type PlannedStep, type TrialClock } from './trial/plan.js';
