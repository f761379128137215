export type * from './brief/types.js';
export type { BriefInput, BriefItem, Finding, PastCase, Published } from './brief/input.js';
export { makeBrief, MOST_ITEMS } from './brief/make-brief.js';
export { questionsOf, type AskingItem } from './questions/questions.js';
