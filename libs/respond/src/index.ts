export * from './life.js';
