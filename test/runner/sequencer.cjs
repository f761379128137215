// What takes a minute by itself begins first: begun last, it would leave the other worker with nothing to do.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONG = /test\/(faults|browser|import)\/|test\/(stories\/killed|bench|api\/leak)\.test\.ts$/;

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const long = sorted.filter(({ path }) => LONG.test(path));
    return [...long, ...sorted.filter((test) => !long.includes(test))];
  }
};
