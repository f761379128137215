// What takes a minute by itself begins first: begun last, it would leave the other worker with nothing to do.
// Jest's own, as jest finds it.
const { resolve } = require;
const { default: Sequencer } = require(
  resolve('@jest/test-sequencer', { paths: [resolve('@jest/core', { paths: [resolve('jest')] })] }),
);

const LONG = /test\/(faults|browser|import)\/|test\/(stories\/killed|bench|api\/leak)\.test\.ts$/;

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const long = sorted.filter(({ path }) => LONG.test(path));
    return [...long, ...sorted.filter((test) => !long.includes(test))];
  }
};
