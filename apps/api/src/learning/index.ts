import { CorrectionTotalsReader } from './correction-totals.js';
import { CorrectionTotalsController } from './correction-totals.controller.js';
import { LearningController } from './learning.controller.js';
import { LearningReader } from './learning-reader.js';

export const learningControllers = [LearningController, CorrectionTotalsController];
export const learningProviders = [LearningReader, CorrectionTotalsReader];
