export { JudgeStep } from './step/judge-step.js';
export { IndexKeeper } from './step/index-keeper.js';
