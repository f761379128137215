// Tests run as CommonJS through swc, on modules that a worker loads once (docs/decisions/0003).
module.exports = {
  runtime: '<rootDir>/test/runner/runtime.cjs',
  testEnvironment: '<rootDir>/test/runner/environment.cjs',
  testSequencer: '<rootDir>/test/runner/sequencer.cjs',
  testMatch: ['<rootDir>/{apps,libs,config,src,test,bench}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.huiyin/', '<rootDir>/.tmp/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { module: { type: 'commonjs' } }] },
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
