import { ArchiveFileRow } from './archive/archive.entity.js';
import { EvaluationProposalRow, EvaluationRow } from './evaluation/evaluation.entity.js';
import { DocumentRow, DocumentVersionRow } from './documents/document.entity.js';
import { BriefRow } from './brief/brief.entity.js';
import { ReachRow } from './effect/reach.entity.js';
import { BriefRewriteRow } from './model/rewrite.entity.js';

export { BriefRow } from './brief/brief.entity.js';
export { Briefs } from './brief/briefs.js';
export { effectsOf } from './effect/read-effect.js';
export { enterReach, type ReachFigures } from './effect/reaches.js';
export { BriefRewriteRow } from './model/rewrite.entity.js';
export { Rewrites, type RewritePreview } from './model/rewrites.js';
export type { ModelSettings } from './model/types.js';
export * from './documents/document.entity.js';
export { Documents } from './documents/documents.js';
export { documentPaper } from './documents/paper.js';
export { documentFacts } from './documents/read-facts.js';
export * from './archive/archive.entity.js';
export { Archives, unfinished, unfinishedWords, type Unfinished } from './archive/archives.js';
export { searchArchive, type ArchiveFilter, type ArchiveHit } from './archive/search.js';
export * from './evaluation/evaluation.entity.js';
export { Evaluations, type Evaluated, type EvaluationGiven } from './evaluation/evaluations.js';

export const reportEntities = [
  BriefRow,
  BriefRewriteRow,
  ReachRow,
  EvaluationRow,
  EvaluationProposalRow,
  ArchiveFileRow,
  DocumentRow,
  DocumentVersionRow,
];
