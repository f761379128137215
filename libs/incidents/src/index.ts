export * from './levels.js';
export * from './item.js';
export * from './judgement.js';
export * from './routing.js';
export * from './life.js';
export { emptyJudgement } from './empty-judgement.js';
