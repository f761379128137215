export { route } from './route.js';
export { isDispatched } from './disposition.js';
export { coordinate, type Coordination } from './stages/coordination.js';
export type { RouteContext } from './matter.js';
