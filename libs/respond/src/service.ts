import { ResponseRow, ResponseVersionRow } from './entities/response.entity.js';

export * from './entities/response.entity.js';
export { isAnswerOf, lockResponse, moveResponse, saveResponse } from './step/response-steps.js';

export const respondEntities = [ResponseRow, ResponseVersionRow];
