import { DocumentRow, DocumentVersionRow } from './documents/document.entity.js';
import { BriefRow } from './brief/brief.entity.js';

export { BriefRow } from './brief/brief.entity.js';
export { Briefs } from './brief/briefs.js';
export { readBriefInput } from './brief/read-input.js';
export * from './documents/document.entity.js';
export { Documents } from './documents/documents.js';
export { documentPaper } from './documents/paper.js';
export { documentFacts } from './documents/read-facts.js';

export const reportEntities = [DocumentRow, DocumentVersionRow, BriefRow];
