import { closeness, likeness } from './likeness.js';
import { blankCodes, districtsIn, markNames } from './named.js';

const unitsOf = (text: string) => Uint16Array.from(text, (sign) => sign.charCodeAt(0));

function withoutNames(text: string): string {
  const marks = new Uint8Array(text.length).fill(1);
  markNames(unitsOf(text), text.length, marks);
  return Array.from(text)
    .filter((_, i) => marks[i] === 0)
    .join('');
}

function withoutCodes(text: string): string {
  const units = unitsOf(text);
  blankCodes(units, units.length);
  return String.fromCharCode(...units);
}

describe('names a text bears', () => {
  it('are left out of what is told: compounds, schools, roads, and no more', () => {
    expect(withoutNames('城东花园暖气不热')).toBe('暖气不热');
    expect(withoutNames('金河路第三小学门口乱停车')).not.toMatch(/金河|第三/u);
    expect(withoutNames('2号线和ktv')).toBe('和ktv');
    expect(withoutNames('我们小区附近的学校太吵')).toContain('我们小区');
  });

  it('give the districts and towns, by name or by code', () => {
    expect(districtsIn('A3区西湖街道停水')).toEqual(['a3区', '西湖街道']);
    expect(withoutCodes('a3区停水，b12县、3区和c123市')).toBe('   停水，    、3区和c123市');
  });

  it('keep letters of different districts apart, unless the directory knows that the place is one', () => {
    const of = (districts: string[], places: string[] = []) => ({
      at: new Date('2026-11-18T09:00:00+08:00'),
      places,
      localities: [],
      bodies: [],
      topics: ['供热'],
      districts,
    });
    const apart = likeness(of(['a3区']), of(['a7县']), 0.5);
    expect(apart).toBeLessThan(likeness(of(['a3区']), of(['a3区', '西湖街道']), 0.5) / 2);
    expect(likeness(of(['东镇'], ['东镇镇']), of(['东镇镇'], ['东镇镇']), 0.5)).toBeGreaterThan(0.5);
  });

  it('count beside the subject: one name and another subject is less than both', () => {
    expect(closeness(0.3, 0)).toBeLessThan(closeness(0.3, 0.3));
    expect(closeness(1, 1)).toBe(1);
  });

  it('are the districts and towns that a pattern finds, in any text', () => {
    const pattern = /[a-z]\d{1,2}[市区县州]|[\u4e00-\u9fff]{2}(?:县|镇|乡|街道)/giu;
    const signs = 'aB12县镇乡街道区市州河口，';
    let seed = 3;
    const sign = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return signs[Math.floor((seed / 2 ** 32) * signs.length)]!;
    };
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: i % 24 }, sign).join('');
      expect(districtsIn(text)).toEqual([
        ...new Set(Array.from(text.matchAll(pattern), ([word]) => word.toLowerCase())),
      ]);
    }
  });
});
