export { ROLES, rightsOf, type Right, type Role } from './rights.js';
export { actsFor, mayDo, type Principal } from './principal.js';
