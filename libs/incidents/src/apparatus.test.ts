import { apparatusOf } from './apparatus.js';

describe('what an answer has to go through', () => {
  it.each([
    ['一般', 'none', 1, { facts: false, signatures: 1, evaluation: false, quietClose: true }],
    ['较大', 'none', 1, { facts: false, signatures: 1, evaluation: true, quietClose: false }],
    ['一般', 'none', 2, { facts: true, signatures: 1, evaluation: true, quietClose: false }],
    ['重大', 'none', 1, { facts: false, signatures: 2, evaluation: true, quietClose: false }],
    ['特别重大', 'I', 3, { facts: true, signatures: 2, evaluation: true, quietClose: false }],
    ['较大', 'II', 1, { facts: false, signatures: 2, evaluation: true, quietClose: false }],
  ] as const)('%s, event %s, %d departments', (opinionLevel, eventLevel, respondents, expected) => {
    expect(apparatusOf({ opinionLevel, eventLevel }, respondents)).toEqual(expected);
  });
});
