export * from './schema/profile.js';
export { Directory, inForce } from './directory.js';
export { loadDirectory, loadProfile } from './load/load.js';
export { ProfileError, type Problem } from './load/problems.js';
export { sourcesOf, type ProfileSource } from './sources.js';
export {
  WordBook,
  type WordList,
  type WordMatch,
  type WordMatcher,
  type WordScan,
  type WordSpot,
} from './words/matcher.js';
export { classifiedWords } from './words/classified.js';
export { compileCondition, type Condition, type ConditionFailure } from './exceptions/compile.js';
export { compileException, type Applied, type CompiledException } from './exceptions/book.js';
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
