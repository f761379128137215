export { differenceOf, valueInForce, type FactDifference, type FactState } from './facts/differences.js';
export { sameValue, type Naming } from './facts/normal.js';
export * from './draft/checklist.js';
export { dueIn } from './draft/due-words.js';
export { promisesIn, type FoundPromise } from './draft/promises.js';
export * from './interpretation/forms.js';
export * from './life.js';
export * from './publication/kinds.js';
export * from './public/answer.js';
