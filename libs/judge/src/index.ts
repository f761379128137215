export {
  IncidentIndex,
  type Found,
  type IndexEntry,
  type LookupHit,
  type Suggestion,
} from './cluster/incident-index.js';
export { indexEntry } from './cluster/entry.js';
export { FieldModel, trainFieldModel, type FieldModelJson, type LabelledText } from './model/field-model.js';
export { PairModel, type LabelledPair } from './similar/pair-model.js';
export { judge, type JudgeHelp } from './judge.js';
export { mergeJudgements, type Heat } from './merge.js';
