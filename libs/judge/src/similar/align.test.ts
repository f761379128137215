import fc from 'fast-check';
import { align } from './align.js';

const shown = (a: string, b: string) => align(a, b).hunks.map((hunk) => `[${hunk.a}|${hunk.b}]`);

describe('two texts side by side', () => {
  it('part where a word is another, and meet again', () => {
    expect(shown('定于3月5日对东街停水检修', '定于3月6日对东街停水检修')).toEqual(['[5|6]']);
    expect(shown('【爆料】我是西关村的村民', '我是西关村的村民')).toEqual(['[【爆料】|]']);
  });

  it('hold together over a long stretch that only one of them has', () => {
    const filler = '甲乙丙丁戊己庚辛壬癸'.repeat(8);
    const { hunks, common } = align(`道路塌陷无人维修${filler}希望尽快处理`, '道路塌陷无人维修希望尽快处理');
    expect(hunks).toEqual([{ a: filler, b: '', before: '道路塌陷无人维修', next: '希望尽快处理' }]);
    expect(common).toBe(14);
  });

  it('stay side by side to the end of long letters that repeat themselves', () => {
    const signs = Array.from('开发商承诺的配套至今没有落实');
    let state = 1;
    const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 16;
    const text = Array.from({ length: 2400 }, () => signs[next() % signs.length]!);
    const [a, b] = [text.join(''), text.map((sign, i) => (i % 40 === 7 ? '啊' : sign)).join('')];
    expect(align(a, b).common / a.length).toBeGreaterThan(0.9);
  });

  it('count what they share within their cores', () => {
    const [a, b] = ['转载自本地论坛东街停水三天', '转载自本地论坛西山道路塌陷'];
    const cores = [
      [7, 13],
      [7, 13],
    ] as const;
    expect(align(a, b, cores)).toMatchObject({ common: 7, core: 0 });
    expect(align(a, a, cores)).toMatchObject({ common: 13, core: 6 });
  });

  it('lose nothing: what is common and what is not makes up either text', () => {
    const text = fc
      .array(fc.constantFrom('东', '西', '南', '北', '停水', '道路', '村民', '三', '五'), { maxLength: 60 })
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { hunks, common } = align(a, b);
        expect(hunks.reduce((sum, hunk) => sum + hunk.a.length, common)).toBe(a.length);
        expect(hunks.reduce((sum, hunk) => sum + hunk.b.length, common)).toBe(b.length);
      }),
      { seed: 3 },
    );
  });
});
