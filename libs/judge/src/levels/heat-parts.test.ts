import fc from 'fast-check';
import { OPINION_LEVELS, type Item } from '#incidents';
import { heatPoints, LEVEL_SPAN, mergeJudgements, nearNext, type Heat } from '#judge';
import { judged, xiaoyi } from '../../../../test/support/judging.js';

const partOf = (text: string, overrides: Partial<Item>, rule: string) =>
  judged(text, overrides).opinionParts?.find((part) => part.rule === rule)?.points ?? 0;
const views = (count: number): Partial<Item> => ({ engagement: { views: count } });

describe('the explainable sum (热度)', () => {
  it('says each part with its points and why', () => {
    const { opinionParts } = judged('洗煤厂偷排黑水，河里死鱼', {
      engagement: { views: 12_000, comments: 300 },
      hotSearch: 'local',
      source: { name: '省台', tier: 'provincial', scope: 'local' },
      discoveredAt: '2026-10-02T09:00:00+08:00',
    });
    expect(opinionParts).toEqual([
      { rule: 'OP-4', points: 5, because: '24小时内浏览12000次、互动300次' },
      { rule: 'OP-2', points: 2, because: '省级媒体关注' },
      { rule: 'OP-6', points: 2, because: '敏感因素2项' },
      { rule: 'OP-3', points: 1, because: '进入本地热搜' },
      { rule: 'OP-6:date', points: 1, because: '正值国庆节' },
    ]);
  });

  it('grows with spread on a logarithmic scale and is full at the highest limit', () => {
    const points = [0, 100, 1_000, 10_000, 100_000, 1_000_000, 9_000_000].map((count) =>
      partOf('路灯坏了', views(count), 'OP-4'),
    );
    expect(points).toEqual([0, 2, 4, 5, 6, 7, 7]);
    expect(partOf('路灯坏了', { engagement: { likes: 10_000 } }, 'OP-4')).toBe(7);
  });

  it('counts over all items of a matter, and keeps the most of what one item says', () => {
    const water = judged('梧桐镇停水', {
      source: { name: '省台', tier: 'provincial', scope: 'local' },
    });
    const heat: Heat = { independentSources: 12, townships: 2, spanDays: 4, items: 40, lastDay: 30 };
    const grown = mergeJudgements(water, judged('高阳镇停水'), heat, xiaoyi);
    const points = Object.fromEntries((grown.opinionParts ?? []).map((part) => [part.rule, part.points]));
    expect(points).toEqual({ 'OP-9': 3, 'OP-2': 2, 'OP-4:rate': 1, 'OP-9:days': 1, 'OP-9:townships': 1 });
  });

  it('never reaches the next level, whatever is known', () => {
    const counts = fc.integer({ min: 0, max: 50_000_000 });
    fc.assert(
      fc.property(
        fc.record({ views: counts, interactions: counts, lastDay: counts }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 16 }),
        (spread, independentSources, townships) => {
          const one = judged('洗煤厂偷排黑水，河里死鱼，学生呕吐，两人死亡', {
            hotSearch: 'national',
            assignedBySuperior: true,
            source: { name: '央视', tier: 'central', scope: 'local' },
            discoveredAt: '2026-10-02T09:00:00+08:00',
          });
          const heat = { ...spread, independentSources, townships, spanDays: 30, items: 500 };
          const parts = mergeJudgements(one, one, heat, xiaoyi).opinionParts ?? [];
          expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeLessThan(LEVEL_SPAN);
          expect(parts.every(({ points, because }) => points > 0 && because !== '')).toBe(true);
        },
      ),
    );
    const { heat = {} } = xiaoyi.profile.levels.opinion;
    expect(Object.values(heat).reduce((sum: number, most) => sum + Number(most), 0)).toBeLessThan(LEVEL_SPAN);
    expect(heatPoints(undefined)).toBe(0);
  });
});

describe('how near the next level is', () => {
  const heat: Heat = { independentSources: 4, townships: 1, spanDays: 2, items: 5, views: 20_000 };
  const near = (text: string, overrides: Partial<Item> = {}, of: Heat = heat) =>
    nearNext(judged(text, overrides), of, xiaoyi);

  it('names the ways, the nearest first', () => {
    expect(near('路灯坏了')).toEqual({
      level: '较大',
      ways: [
        '10日内再有2个独立来源',
        '再涉及2个乡镇（街道）',
        '24小时内浏览再增80000次',
        '24小时内互动再增1000次',
        '省级媒体报道',
      ],
      reached: 0.67,
    });
  });

  it('counts a sensitive factor that lifts already', () => {
    const stinks = near('洗煤厂偷排黑水', {}, { ...heat, views: 90_000 });
    expect([stinks?.level, stinks?.ways[0], stinks?.reached]).toEqual([
      '重大',
      '24小时内浏览再增10000次',
      0.9,
    ]);
    const plain = near('路灯坏了', { engagement: { views: 200_000 } }, { ...heat, views: 200_000 });
    expect([plain?.level, plain?.ways[0]]).toEqual(['重大', '24小时内浏览再增800000次']);
  });

  it('ends at the highest', () => {
    const top = judged('化工厂爆炸致31人死亡');
    expect(nearNext(top, heat, xiaoyi)).toBeNull();
    expect(nearNext({ ...top, opinionLevel: '重大', why: [] }, heat, xiaoyi)).toMatchObject({
      level: '特别重大',
      ways: ['突发事件达到特别重大（I级）'],
    });
  });

  it('is true: what it names lifts the level', () => {
    for (const count of [100_000, 1_000_000]) {
      const below = judged('路灯坏了', views(count - 1));
      const next = nearNext(below, { ...heat, views: count - 1 }, xiaoyi);
      expect(next?.ways.find((way) => way.includes('浏览'))).toBe('24小时内浏览再增1次');
      expect(OPINION_LEVELS.indexOf(judged('路灯坏了', views(count)).opinionLevel)).toBe(
        OPINION_LEVELS.indexOf(below.opinionLevel) + 1,
      );
    }
  });
});
