export type * from './brief/types.js';
