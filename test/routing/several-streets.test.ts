import type { Item } from '#incidents';
import { Analyser } from '../../src/analysis/analyser.js';
import { xiaoyi } from './judgements.js';

/** One matter told by several people over days, as the workers would meet it. */
const told = (day: string, text: string, name: string): Item => ({
  id: `${day}-${name}`,
  text,
  source: { name, tier: 'self', scope: 'local' },
  discoveredAt: `2026-11-${day}T09:00:00+08:00`,
});

describe('OP-9: several streets over ten days', () => {
  it('becomes 较大 and must be answered, with every street and one department (RT-13)', () => {
    const analyser = new Analyser(xiaoyi());
    const water = (street: string) => `${street}自来水发黄有铁锈味，沉淀一夜半桶泥，已经好几天了。`;
    const results = [
      told('08', water('新义街道'), '论坛'),
      told('11', water('新义街道、崇文街道'), '微博'),
      told('16', water('新义街道、崇文街道、中阳楼街道'), '热线'),
    ].map((item) => analyser.analyse(item));
    expect(new Set(results.map(({ incident }) => incident)).size).toBe(1);
    const [first, , last] = results;
    expect(first).toMatchObject({ opinionLevel: '一般', mustRespond: [] });
    expect(last).toMatchObject({ opinionLevel: '较大', mustRespond: ['MR-2'] });
    expect(last!.routing.respondents).toEqual(['市城市管理局']);
    expect(last!.routing.firstResponsible).toEqual(
      expect.arrayContaining(['市城市管理局', '新义街道', '崇文街道', '中阳楼街道']),
    );
    expect(last!.routing.rules).toContain('RT-13');
  });
});
