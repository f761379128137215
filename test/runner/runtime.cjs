/* eslint-disable no-underscore-dangle, typescript/unbound-method -- names of jest and Node */
// Jest evaluates every module anew for every test file: the whole graph of Nest and TypeORM, two hundred times over. Here
// the product's modules and all packages are loaded once in a worker, by Node itself, as in a running installation; test
// files, what lies under test/ and the dashboard's modules are still evaluated for each file (docs/decisions/0003).
const { isBuiltin } = require('node:module');
const { join, relative, sep } = require('node:path');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { sharedModules } = require('./shared.cjs');

/** Jest answers for these itself. */
const JESTS = new Set(['@jest/globals', '@jest/expect', 'expect']);

class SharingRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, ...rest) {
    super(config, environment, resolver, transformer, ...rest);
    const folders = ['test', 'apps/dashboard'].map((folder) => join(config.rootDir, folder) + sep);
    this.isOwn = (path) => path.endsWith('.test.ts') || folders.some((folder) => path.startsWith(folder));
    this.shared = sharedModules(config, transformer);
    // One register for both ways of loading: traces of errors name the line of the source.
    this.transformCache.sourceMaps = this.shared.sourceMaps;
    this.executor.compile = (source, filename) =>
      vm.compileFunction(source, this.executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
  }

  requireModule(from, name, options, actual) {
    if (!options?.isInternalModule && !name && !this.isOwn(from)) return this.shared.require(from);
    return super.requireModule(from, name, options, actual);
  }

  requireModuleOrMock(from, name) {
    if (JESTS.has(name)) return super.requireModuleOrMock(from, name);
    if (isBuiltin(name)) return this.shared.require(name);
    const path = this.shared.resolve(from, name);
    return this.isOwn(path) ? this.requireModule(path) : this.shared.require(path);
  }

  setMock(from, name) {
    const file = relative(this._config.rootDir, from);
    throw new Error(
      `${file} mocks ${name}: modules are shared between test files, give what differs as an argument`,
    );
  }
}

module.exports = SharingRuntime;
