export { createDataSource, type Classes, type Schema } from './data-source.js';
