import { CommitmentRow } from './entities/commitment.entity.js';
import { PolicyDocumentRow, PolicyInterpretationRow } from './entities/interpretation.entity.js';
import { PressConferenceRow } from './entities/press-conference.entity.js';
import { PublicationProofRow, PublicationRow, TakeoverRow } from './entities/publication.entity.js';
import { ResponseRow, ResponseVersionRow } from './entities/response.entity.js';

export * from './entities/commitment.entity.js';
export * from './entities/interpretation.entity.js';
export * from './entities/press-conference.entity.js';
export * from './entities/publication.entity.js';
export * from './entities/response.entity.js';
export { isAnswerOf, lockResponse, moveResponse, saveResponse } from './step/response-steps.js';

export const respondEntities = [
  ResponseRow,
  ResponseVersionRow,
  PublicationRow,
  PublicationProofRow,
  TakeoverRow,
  CommitmentRow,
  PressConferenceRow,
  PolicyDocumentRow,
  PolicyInterpretationRow,
];
