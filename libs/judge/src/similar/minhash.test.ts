import fc from 'fast-check';
import { bandKeys, gramHashes, overlap, signature, SLOTS } from './minhash.js';
import { normaliseText, normaliseUrl } from './normalise.js';

const words = '暖气不热停水停电道路塌陷学校收费医院看病噪声扰民河水变黑物业垃圾公交站牌拖欠工资';
const text = fc
  .array(fc.integer({ min: 0, max: words.length - 1 }), { minLength: 60, maxLength: 200 })
  .map((picks) => picks.map((pick) => words[pick]).join(''));

describe('minhash', () => {
  it('gives each gram once, in order', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        const grams = [...gramHashes(any)];
        expect(grams).toEqual([...new Set(grams)].sort((a, b) => a - b));
        expect(grams.length).toBeGreaterThan(0);
      }),
    );
  });

  it('estimates the overlap of two texts by the share of equal slots', () => {
    let error = 0;
    let count = 0;
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 50 }), (whole, cut) => {
        const a = gramHashes(whole);
        const b = gramHashes(whole.slice(cut));
        const [left, right] = [signature(a), signature(b)];
        const equal = left.filter((value, i) => value === right[i]).length / SLOTS;
        error += equal - overlap(a, b).jaccard;
        count++;
      }),
      { seed: 7, numRuns: 300 },
    );
    expect(Math.abs(error / count)).toBeLessThan(0.05);
  });

  it('shares a band with nearly every copy that lost a tenth of its text', () => {
    let found = 0;
    const runs = 200;
    fc.assert(
      fc.property(text, (whole) => {
        const a = bandKeys(signature(gramHashes(whole)));
        const b = bandKeys(signature(gramHashes(whole.slice(0, Math.floor(whole.length * 0.9)))));
        if (a.some((key, i) => key === b[i])) found++;
      }),
      { seed: 11, numRuns: runs },
    );
    expect(found / runs).toBeGreaterThan(0.97);
  });

  it('counts the shared part of two sets', () => {
    const set = (...values: number[]) => Uint32Array.from(values);
    expect(overlap(set(1, 2, 3, 4), set(3, 4, 5))).toEqual({ jaccard: 2 / 5, containment: 2 / 3 });
    expect(overlap(set(1), set(2))).toEqual({ jaccard: 0, containment: 0 });
  });
});

describe('normalising', () => {
  it('keeps letters and numbers, drops what reposts add', () => {
    expect(normaliseText('＃热点#  ＡＢＣ１２３ @某人 你好！ https://t.cn/abc[心]')).toBe('热点abc123你好');
    expect(normaliseText('气温1.5度，8:30开始')).toBe('气温1·5度8·30开始');
  });

  it('makes one address of those that differ by tracking', () => {
    const page = normaliseUrl('https://example.com/a/1');
    expect(normaliseUrl('http://www.example.com/a/1/?utm_source=x&spm=2#top')).toBe(page);
    expect(normaliseUrl('https://example.com/a/1?id=2')).not.toBe(page);
    expect(normaliseUrl('https://example.com/')).toBeNull();
    expect(normaliseUrl('no address')).toBeNull();
  });
});
