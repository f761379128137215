export { createDataSource, dataSourceOptions, type Classes, type Schema } from './data-source.js';
