import { compare, copyText, TELLING, type CopyText } from './copies.js';
import { CopyIndex } from './copy-index.js';
import { agreeing } from './minhash.js';

const WINDOW = 60;

/** Letters of invented signs, every third a copy of an earlier one with some signs exchanged, every tenth short. */
function letters(count: number): CopyText[] {
  let seed = 7;
  const below = (most: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * most);
  };
  const sign = () => String.fromCharCode(0x4e00 + below(3000));
  const texts: string[] = [];
  while (texts.length < count) {
    const length = texts.length % 10 === 9 ? 12 : 60 + below(100);
    const told = texts.length % 3 === 2 ? texts[texts.length - 1 - below(Math.min(texts.length, 40))]! : null;
    const signs = told ? Array.from(told) : Array.from({ length }, sign);
    for (let i = told ? below(30) : 0; i > 0; i--) signs[below(signs.length)] = sign();
    texts.push(signs.join(''));
  }
  return texts.map((text) => copyText('', text));
}

const mayBeAlike = (a: CopyText, b: CopyText): boolean =>
  Math.min(a.grams.length, b.grams.length) < TELLING || agreeing(a.signature, b.signature) >= 4;

describe('kept texts nearly equal to one', () => {
  it('are those that the signatures and the texts themselves say, of all that are kept', () => {
    const index = new CopyIndex(WINDOW);
    const all = letters(200);
    let found = 0;
    for (const [number, text] of all.entries()) {
      const kept = Array.from({ length: Math.min(number, WINDOW) }, (_, back) => number - 1 - back);
      const expected = kept.filter((one) => mayBeAlike(text, all[one]!) && compare(text, all[one]!));
      const slots = index.alike(
        text,
        kept.map((one) => one % WINDOW),
      );
      expect(new Set(slots.map(({ slot }) => slot))).toEqual(new Set(expected.map((one) => one % WINDOW)));
      expect(slots).toHaveLength(expected.length);
      found += slots.length;
      index.add(number, text);
    }
    expect(found).toBeGreaterThan(50);
  });

  it('are proposed once each, and by their own signatures', () => {
    const index = new CopyIndex(WINDOW);
    const [one, other] = letters(2) as [CopyText, CopyText];
    index.add(0, one);
    index.add(1, one);
    index.add(2, other);
    expect(new Set(index.candidates(one))).toEqual(new Set([0, 1]));
    expect(index.candidates(one)).toHaveLength(2);
    expect(index.alike(one, [0, 1, 1]).map(({ slot }) => slot)).toHaveLength(2);
  });
});
