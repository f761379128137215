import { isIdentity, mayClear } from './cleared.js';

describe('what may be said to be nothing of a person', () => {
  it.each([
    // Invented: a number with the right check digit for a day in 1980.
    ['999999198001010011', false],
    // The same with another check digit: some other number.
    ['999999198001010010', true],
    // A day that does not exist.
    ['999999198013010019', true],
    ['13812345678', true],
  ])('a number %s: %s', (words, may) => {
    expect(isIdentity(words)).toBe(!may);
    expect(mayClear({ kind: words.length === 18 ? 'identity' : 'phone', words })).toBe(may);
  });

  it('is never a name, whole or masked', () => {
    expect(mayClear({ kind: 'name', words: '李大海' })).toBe(false);
    expect(mayClear({ kind: 'masked_name', words: '李某某' })).toBe(false);
  });
});
