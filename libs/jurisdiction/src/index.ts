export * from './schema/profile.js';
export { Directory, inForce } from './directory.js';
export {
  compileWords,
  type WordList,
  type WordMatch,
  type WordMatcher,
  type WordSpot,
} from './words/matcher.js';
export { classifiedWords } from './words/classified.js';
