/* eslint-disable typescript/unbound-method -- put back as it was, called by nobody here */
// The test environment of jest without a realm of its own: a test file runs in the worker's own context, so that what it
// shares with the next one (see runtime.cjs) has one Date, one Error, one Promise. What a file leaves behind on the global
// object, in process.env and in the exit code is put back when it ends.
const { ModuleMocker } = require('jest-mock');
const { belongsToShared } = require('./shared.cjs');

class OneRealm {
  constructor() {
    this.before = describeGlobals();
    this.env = { object: process.env, values: { ...process.env } };
    this.process = { exitCode: process.exitCode, exit: process.exit };
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = null;
  }

  async setup() {}

  async teardown() {
    this.global = null;
    for (const key of Reflect.ownKeys(globalThis)) {
      const was = this.before.get(key);
      if (was === undefined && !belongsToShared(key)) Reflect.deleteProperty(globalThis, key);
      else if (was && 'value' in was && !Object.is(globalThis[key], was.value))
        Object.defineProperty(globalThis, key, was);
    }
    process.env = this.env.object;
    for (const name of Object.keys(process.env)) if (!(name in this.env.values)) delete process.env[name];
    Object.assign(process.env, this.env.values);
    Object.assign(process, this.process);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Only asked whether there is one; code is compiled by runtime.cjs. */
  getVmContext() {
    return this.global;
  }
}

function describeGlobals() {
  return new Map(
    Reflect.ownKeys(globalThis).map((key) => [key, Object.getOwnPropertyDescriptor(globalThis, key)]),
  );
}

module.exports = OneRealm;
