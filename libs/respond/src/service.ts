import { ApprovalRow, ResponseAgreementRow, ResponseAskRow } from './entities/approval.entity.js';
import { CommitmentRow } from './entities/commitment.entity.js';
import { FactRow, FactRulingRow, FactStatementRow } from './entities/fact.entity.js';
import { ResponseAttachmentRow, ResponseCheckRow, ResponseCommentRow } from './entities/draft.entity.js';
import { PolicyDocumentRow, PolicyInterpretationRow } from './entities/interpretation.entity.js';
import { PressConferenceRow } from './entities/press-conference.entity.js';
import { PublicationProofRow, PublicationRow, TakeoverRow } from './entities/publication.entity.js';
import { ResponseRow, ResponseVersionRow } from './entities/response.entity.js';

export * from './entities/approval.entity.js';
export * from './entities/commitment.entity.js';
export * from './entities/fact.entity.js';
export * from './entities/draft.entity.js';
export * from './entities/interpretation.entity.js';
export * from './entities/press-conference.entity.js';
export * from './entities/publication.entity.js';
export * from './entities/response.entity.js';
export {
  differenceWords,
  openDifferences,
  readFacts,
  respondentsOf,
  type FactsTable,
} from './facts/table.js';
export {
  allPublic,
  answersOf,
  listPublic,
  onePublic,
  publicChoices,
  type PublicGround,
  type PublicPage,
} from './public/read.js';
export { isAnswerOf, lockResponse, moveResponse, saveResponse } from './step/response-steps.js';

export const respondEntities = [
  ResponseRow,
  ResponseVersionRow,
  ResponseCommentRow,
  ResponseAttachmentRow,
  ResponseCheckRow,
  FactRow,
  FactStatementRow,
  FactRulingRow,
  ResponseAgreementRow,
  ApprovalRow,
  ResponseAskRow,
  PublicationRow,
  PublicationProofRow,
  TakeoverRow,
  CommitmentRow,
  PressConferenceRow,
  PolicyDocumentRow,
  PolicyInterpretationRow,
];
