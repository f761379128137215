export { IncidentIndex } from './cluster/incident-index.js';
export type { Found, IndexEntry, LookupHit, Suggestion } from './cluster/types.js';
export { indexEntry } from './cluster/entry.js';
export { modelOf } from './model/model-of.js';
export { FieldModel, trainFieldModel, type FieldModelJson, type LabelledText } from './model/field-model.js';
export { PairModel, type LabelledPair } from './similar/pair-model.js';
export { judge, type JudgeHelp } from './judge.js';
export { mergeJudgements, type Heat } from './merge.js';
