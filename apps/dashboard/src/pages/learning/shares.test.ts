import { headline, shareWords, worstFirst } from './shares.js';

describe('the figures of 派单复盘', () => {
  it('say in one sentence how many first dispatches stood', () => {
    expect(headline({ dispatched: 8, stood: 6, correctedBefore: 1 })).toBe(
      '首次交办 8 件，2 件后来改派，首派准确率 75%；另有 1 件的建议在交办前经人工更正。',
    );
    expect(headline({ dispatched: 3, stood: 3, correctedBefore: 0 })).toBe(
      '首次交办 3 件，没有一件改派，首派准确率 100%。',
    );
    expect(headline({ dispatched: 0, stood: 0, correctedBefore: 0 })).toBe('这段时间没有交办。');
  });

  it('show a dash rather than a share of nothing', () => {
    expect(shareWords({ dispatched: 0, stood: 0 })).toBe('—');
    expect(shareWords({ dispatched: 3, stood: 2 })).toBe('67%');
  });

  it('put first what went wrong most often', () => {
    const rows = [
      { name: '甲', dispatched: 9, stood: 9 },
      { name: '乙', dispatched: 3, stood: 1 },
      { name: '丙', dispatched: 0, stood: 0 },
    ];
    expect(worstFirst(rows).map(({ name }) => name)).toEqual(['乙', '甲']);
  });
});
