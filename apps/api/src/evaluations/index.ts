import { EvaluationReader } from './evaluation-reader.js';
import { EvaluationsController } from './evaluations.controller.js';

export const evaluationControllers = [EvaluationsController];
export const evaluationProviders = [EvaluationReader];
