export { rebuiltFrom } from './cluster/frequencies.js';
export { IncidentIndex } from './cluster/incident-index.js';
export type { Found, IndexEntry, LookupHit, Suggestion } from './cluster/types.js';
export { indexEntry } from './cluster/entry.js';
export { proposeMerges, proposeSplits, type FoundGrouping, type OpenMatter } from './cluster/proposals.js';
export { modelsOf } from './model/model-of.js';
export {
  JudgeModels,
  trainFields,
  trainModels,
  type Example,
  type JudgeModelsJson,
} from './model/judge-models.js';
export { wordExamples } from './model/word-examples.js';
export { crossValidate } from './model/cross-validate.js';
export { scoreLabels, type LabelScore, type LabelScores } from './model/label-scores.js';
export { FieldModel, type FieldModelJson } from './model/field-model.js';
export { trainFieldModel, type LabelledText } from './model/train-field-model.js';
export { PairModel, type LabelledPair } from './similar/pair-model.js';
export { judge, type JudgeHelp } from './judge.js';
export { foundOf, type CorrectionChoice } from './corrections/choices.js';
export { withCorrections } from './corrections/with-corrections.js';
export { explain, type Explained } from './explain/explain.js';
export { finding, listed, marksIn } from './explain/findings.js';
export { JUDGE_STEPS, type ExplainedStep, type Finding, type JudgeStepKey } from './explain/types.js';
export { suggestionsFor, type PlaceSuggestion } from './places/lessons.js';
export { mergeJudgements } from './merge.js';
export { heatPoints, LEVEL_SPAN, type Heat } from './levels/heat-parts.js';
export {
  hear,
  heatOf,
  newReach,
  reachAfter,
  recallReach,
  type Hearing,
  type Reach,
} from './levels/reach.js';
export { levelsOfFigures } from './facts/levels-of-figures.js';
export { countsOf, raisedOnce } from './levels/opinion.js';
export { nearNext, type NextLevel } from './levels/nearness.js';
export type { ModelFigures, ModelScore } from './learning/figures.js';
export { missesOf, NEVER_UNEXPECTED } from './regression/compare.js';
export * from './regression/types.js';
export { countCases, isBroken, isMended, type CaseCounts } from './regression/counts.js';
export type { CaseSide, DecideCase } from './regression/sides.js';
export type { LearnedModels } from './topics/learned.js';
export { CopyIndex, copySimilarity, copyText } from './similar/copies.js';
