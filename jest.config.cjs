// Jest runs the code as CommonJS through swc (docs/decisions/0003): ESM-only packages are transformed too.
const esmOnly = [
  '@nestjs',
  'htmlparser2',
  'dom[a-z-]*',
  'entities',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  'read-excel-file',
  '@borewit',
  '@marcbachmann',
];
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,libs,config,src,test,bench}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.huiyin/', '<rootDir>/.tmp/'],
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest', { module: { type: 'commonjs' } }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^#config$': '<rootDir>/config/src/index.ts',
    '^#([^/]+)/service$': '<rootDir>/libs/$1/src/service.ts',
    '^#([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['reflect-metadata'],
  maxWorkers: 2,
  testTimeout: 180000,
};
