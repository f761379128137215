export { JudgeStep } from './step/judge-step.js';
export { IndexKeeper } from './step/index-keeper.js';
export { rejudge, type RejudgeOptions, type StandingItem } from './step/rejudge.js';
