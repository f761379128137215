export { RIGHTS, ROLES, rightsOf, type Right, type Role } from './rights.js';
export { Forbidden, mayDo, type Principal } from './principal.js';
