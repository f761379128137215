export { route } from './route.js';
export { isDispatched } from './disposition.js';
export { coordinate, type Coordination } from './stages/coordination.js';
export type { RouteContext } from './matter.js';
export { tryException, type ExceptionTry } from './exceptions/try.js';
export { reviewDispatches, type Mistake, type Review, type Stood } from './learning/review.js';
export { proposalFor, type Proposal } from './learning/propose.js';
export type { DispatchCase } from './learning/case.js';
export { alternatives, type Alternative } from './learning/alternatives.js';
