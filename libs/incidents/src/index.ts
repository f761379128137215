export * from './levels.js';
export * from './item.js';
export * from './judgement.js';
export * from './routing.js';
export * from './life.js';
export { emptyJudgement } from './empty-judgement.js';
export { maskForUnits } from './privacy/for-units.js';
export { DOUBLE_SURNAMES, SURNAMES, WORDLIKE } from './privacy/surnames.js';
export { joinPieces, piecesOf, splitMarks, type Piece, type SplitMarks } from './split.js';
