import { createHash } from 'node:crypto';
import { comparable, itemKey } from './key.js';

/** As it is defined, the whole text at once. */
const defined = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

describe('what items are known by', () => {
  it('is the text without blanks and punctuation, whichever unit stands in it', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 1 << 16; code += 1) {
      const sign = String.fromCharCode(code);
      const texts = [sign, `暖${sign}气`, `A${sign}1`];
      wrong.push(...texts.filter((text) => comparable(text) !== defined(text)));
    }
    expect(wrong).toEqual([]);
  });

  it('is right where signs join or depend on what follows, and where a text is long', () => {
    const long = '供暖（１）期：“不热”……Ａ区 '.repeat(500);
    for (const text of ['', 'e\u0301x', 'ΣΑΣ 中', '𝐀𠮷😀Ａ', 'ﾊﾟ', 'が', long])
      expect(comparable(text)).toBe(defined(text));
  });

  it('keeps the keys of items stored before', () => {
    const parts = ['text', comparable('城东花园，暖气不热。'), null];
    const before = createHash('sha256').update(JSON.stringify(parts)).digest();
    expect(itemKey(...parts).equals(before)).toBe(true);
    expect(itemKey('ab', 'c').equals(itemKey('a', 'bc'))).toBe(false);
  });
});
