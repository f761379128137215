import { CaseTexts } from './case-texts.js';
import { RegressionController } from './regression.controller.js';
import { RegressionDesk } from './regression-desk.js';
import { RegressionRuns } from './regression-runs.js';
import { RegressionGuard } from './regression-guard.js';

export const regressionControllers = [RegressionController];
export const regressionProviders = [CaseTexts, RegressionDesk, RegressionRuns, RegressionGuard];
