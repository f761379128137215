export { RouteStep } from './step/route-step.js';
export { mergeRouting } from './step/merge-routing.js';
export { RoutingActions, type JudgementPreview } from './step/routing-actions.js';
export type { Correction, CorrectionPreview } from './step/correction.js';
export { IncidentOpener, type Opening } from './step/open-incident.js';
export { readDispatches, type ReadDispatch } from './learning/read-dispatches.js';
export { Rulings, type Ruler, type Ruling } from './step/rulings.js';
export { routingFacts, routingOf, type RoutedIncident, type RoutingFacts } from './step/routing-of.js';
