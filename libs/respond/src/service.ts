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
export { ApprovalActions, type PaperYes, type PhoneYes } from './approval/approval-actions.js';
export { responsesDue } from './approval/due.js';
export { isEmergency } from './approval/emergency.js';
export { linkSigner, type LinkSigner } from './approval/link-signer.js';
export { maySign, seatsOf, type SeatPlan } from './approval/seats.js';
export { mayGive, type Signer } from './approval/signer.js';
export { hasWritten, isAwaited, signedBy } from './approval/signatures.js';
export { draftersOf, standingOf, type Standing } from './approval/standing.js';
export { AgreementActions, type SeenText } from './facts/agreement-actions.js';
export { notAgreed } from './facts/alignment.js';
export { FactActions } from './facts/fact-actions.js';
export { openDifferences, readFacts, type FactsTable } from './facts/table.js';
export type { PublicGround } from './public/ground.js';
export {
  allPublic,
  answersOf,
  listPublic,
  onePublic,
  publicChoices,
  type PublicPage,
} from './public/read.js';
export { LibraryRefused } from './interpretation/errors.js';
export {
  addDocument,
  addInterpretation,
  changeDocument,
  changeInterpretation,
  moveDocument,
  moveInterpretation,
  type GivenDocument,
  type GivenInterpretation,
  type LibraryAct,
} from './interpretation/library.js';
export { explainBy } from './interpretation/due.js';
export { findDocuments, knownPolicy, textOfIncident, type FoundDocument } from './interpretation/find.js';
export {
  explainedOf,
  libraryFigures,
  listDocuments,
  type Explained,
  type LibraryFilter,
  type LibraryGround,
} from './interpretation/list.js';
export { importLibrary, previewLibrary, type LibraryImport } from './interpretation/import.js';
export { COLUMNS as LIBRARY_COLUMNS } from './interpretation/sheet.js';
export { lockResponse, moveResponse } from './step/response-steps.js';

export { ResponseAttachments } from './draft/attachments.js';
export { type Begin } from './draft/begin.js';
export { ResponseDrafts, type GivenCheck } from './draft/draft-actions.js';
export { addResponseVisibility, listResponses, visibleResponses, type ResponseFilter } from './draft/list.js';
export { QUOTE_LENGTH, REMARK_LENGTH, ResponseRemarks, stands } from './draft/remarks.js';
export { hintsOf, reviewOf, type Review } from './draft/review.js';
export { latestOf } from './draft/versions.js';

export { Commitments, type NewCommitment, type Outcome } from './publication/commitments.js';
export { Conferences, type ConferencePlan } from './publication/conferences.js';
export { listCommitments, listPublications, seenOf, type ListedIds } from './publication/lists.js';
export { Proofs, type PageReader, type PaperProof, type ReadPage } from './publication/proofs.js';
export { Publications, type RecordedAnswer } from './publication/publications.js';
export { Takeovers, type NewTakeover } from './publication/takeovers.js';
export { publicationsDue } from './publication/tell-due.js';

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
