export { enforced, statutoryDeadlines, upgradeDeadlines, type StatutoryInput } from './statutory.js';
export { internalDeadlines, type InternalInput } from './internal.js';
