export type * from './brief/types.js';
export type { BriefInput, BriefItem, Finding, PastCase, Published } from './brief/input.js';
export { makeBrief, MOST_ITEMS } from './brief/make-brief.js';
export { questionsOf, type AskingItem } from './questions/questions.js';
export { withheld } from './documents/draft.js';
export { ledgerTable, type LedgerMatter } from './documents/ledger.js';
export { groupText, phoneScript } from './documents/texts.js';
export { documentNames } from './documents/words.js';
export * from './evaluation/types.js';
