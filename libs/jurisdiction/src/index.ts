export * from './schema/profile.js';
export { dayOf, Directory, inForce } from './directory.js';
export {
  bookOf,
  dueAfter,
  dueOfRule,
  stampClocks,
  type ClockBook,
  type RuleDue,
  type StampedClocks,
} from './clock-book.js';
export { loadDirectory, loadProfile } from './load/load.js';
export { ProfileError, type Problem } from './load/problems.js';
export { sourcesOf, type ProfileSource } from './sources.js';
export {
  compileWords,
  WordBook,
  type WordList,
  type WordMatch,
  type WordMatcher,
  type WordScan,
  type WordSpot,
} from './words/matcher.js';
export { classifiedWords } from './words/classified.js';
export { looksUrgent } from './words/urgent.js';
export { compileCondition, type Condition, type ConditionFailure } from './exceptions/compile.js';
export { compileException, type Applied, type CompiledException } from './exceptions/book.js';
export { exceptionSchema } from './schema/rules.js';
export type { LedgerField } from './schema/ledger.js';
export { policySchema, PUBLICATION_FORMS } from './schema/directory.js';
export { type TemplateField } from './schema/templates.js';
export { outletsOn, standardOutlet } from './outlets.js';
export { LOCAL } from './exceptions/local.js';
export {
  BODY_WORDS,
  EVENT_WORDS,
  exceptionVariables,
  SIGNAL_WORDS,
  TONE_WORDS,
  type ExceptionVariable,
  type MatterView,
} from './exceptions/variables.js';
export {
  DIRECTORY_KINDS,
  KINDS,
  detailOf,
  keyOf,
  nameOf,
  type Body as EntryBody,
  type KindSpec,
} from './changes/kinds.js';
export { TEMPLATE_WORDS } from './changes/policy-words.js';
export { diffBodies, type FieldDiff } from './changes/diff.js';
export { EntrySet, type StandingEntry } from './changes/entry-set.js';
export {
  planKnownPlaces,
  PLACE_COLUMNS,
  PLACE_TYPE_WORDS,
  type PlacePlan,
  type StandingPlace,
} from './changes/known-places.js';
export { referrersOf, type Referrer } from './changes/referrers.js';
export { renameEdits, RenameRefused, type Rename } from './changes/rename.js';
export {
  checkEdits,
  needsApproval,
  type CheckedEdit,
  type CheckedEdits,
  type EditProblem,
  type GivenEdit,
} from './changes/check-edits.js';
