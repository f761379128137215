import { ArchiveFileRow } from './archive/archive.entity.js';
import { EvaluationProposalRow, EvaluationRow } from './evaluation/evaluation.entity.js';
import { DocumentRow, DocumentVersionRow } from './documents/document.entity.js';
import { BriefRow } from './brief/brief.entity.js';

export { BriefRow } from './brief/brief.entity.js';
export { Briefs } from './brief/briefs.js';
export { readBriefInput } from './brief/read-input.js';
export * from './documents/document.entity.js';
export { Documents } from './documents/documents.js';
export { documentPaper } from './documents/paper.js';
export { documentFacts } from './documents/read-facts.js';
export * from './archive/archive.entity.js';
export * from './evaluation/evaluation.entity.js';

export const reportEntities = [
  BriefRow,
  EvaluationRow,
  EvaluationProposalRow,
  ArchiveFileRow,
  DocumentRow,
  DocumentVersionRow,
];
