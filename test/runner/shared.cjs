/* eslint-disable no-underscore-dangle, typescript/unbound-method -- names of jest and Node */
// Loads TypeScript of this repository with Node's own `require`, once for a whole worker of jest: names are mapped and code is
// transformed (and cached on disk) as jest.config.cjs says. Packages that are ES modules are required as Node does it.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, sep } = require('node:path');

const PACKAGES = `${sep}node_modules${sep}`;
/** What jest tells a transformer of a loader without ES modules. */
const AS_COMMONJS = {
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};

let shared = null;

/** What shared modules have put on the global object while they were loaded: it must live as long as they do. */
const globals = new Set();
exports.belongsToShared = (key) => globals.has(key);

/** The modules that the test files of this worker share. */
exports.sharedModules = (config, transformer) => (shared ??= install(config, transformer));

function install(config, transformer) {
  const sourceMaps = new Map();
  const names = config.moduleNameMapper.map(([pattern, target]) => [new RegExp(pattern), target]);
  const isOurs = (path) => path.startsWith(config.rootDir + sep) && !path.includes(PACKAGES);
  const mapped = (name) => {
    const found = names.find(([pattern]) => pattern.test(name));
    return found ? name.replace(found[0], found[1]) : name;
  };

  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = function (name, parent, ...rest) {
    const ours = parent?.filename && isOurs(parent.filename);
    return resolveFilename.call(this, ours ? mapped(name) : name, parent, ...rest);
  };
  Module._extensions['.ts'] = (module, filename) => {
    const { code, sourceMapPath } = transformer.transform(
      filename,
      AS_COMMONJS,
      readFileSync(filename, 'utf8'),
    );
    if (sourceMapPath) sourceMaps.set(filename, sourceMapPath);
    module._compile(code, filename);
  };

  let loading = false;
  const load = Module._load;
  Module._load = function (...request) {
    if (loading) return load.apply(this, request);
    const before = new Set(Reflect.ownKeys(globalThis));
    loading = true;
    try {
      return load.apply(this, request);
    } finally {
      loading = false;
      for (const key of Reflect.ownKeys(globalThis)) if (!before.has(key)) globals.add(key);
    }
  };

  const requires = new Map();
  const requireOf = (from) => {
    const folder = dirname(from);
    if (!requires.has(folder)) requires.set(folder, Module.createRequire(from));
    return requires.get(folder);
  };
  return {
    sourceMaps,
    /** Where `name` lies for a module of ours. */
    resolve: (from, name) => requireOf(from).resolve(mapped(name)),
    require: (path) => require(path),
  };
}
