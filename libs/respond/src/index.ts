export * from './interpretation/forms.js';
export * from './life.js';
export * from './publication/kinds.js';
