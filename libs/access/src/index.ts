export { ROLES, rightsOf, type Right, type Role } from './rights.js';
export { mayDo, type Principal } from './principal.js';
