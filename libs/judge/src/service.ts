import { JudgeModelRow } from './entities/model.entity.js';
import { RegressionCaseRow, RegressionRunRow } from './entities/regression.entity.js';
import { spikeEntities } from './entities/spike.entity.js';

export * from './entities/model.entity.js';
export * from './entities/regression.entity.js';
export * from './entities/spike.entity.js';
export { ItemRelevance, saidOfItems, type SaidOfItems } from './corrections/item-relevance.js';
export { JudgementCorrections, type GivenCorrection } from './corrections/judgement-corrections.js';
export { activeModels, modelsById, weightsOf, type UsedModels } from './learning/active-models.js';
export { lastSlot, ModelKeeper, type KeeperParts } from './learning/model-keeper.js';
export { seedCases } from './regression/seed.js';
export { runCases } from './regression/regression.js';
export { itemOf } from './step/item-of.js';
export { JudgeStep, type NearestIncidents } from './step/judge-step.js';
export { SpikeActions, SPIKE_NOTE_LENGTH } from './step/spike-actions.js';
export { SpikeStep, type SpikeTeller } from './step/spike-step.js';
export { reachOf } from './step/recall.js';
export { IndexKeeper } from './step/index-keeper.js';
export { rejudgeRegrouped } from './step/regrouped.js';
export { rejudge, type RejudgeOptions, type StandingItem } from './step/rejudge.js';

export const judgeEntities = [JudgeModelRow, RegressionCaseRow, RegressionRunRow, ...spikeEntities];
