export * from './schema/profile.js';
export { Directory, inForce } from './directory.js';
