import type { LateUnit } from '../../../../api/src/contract/index.js';
import { isKind, monthOf, share, span, total } from './words.js';

const unit = (given: Partial<LateUnit>): LateUnit => ({
  unit: '甲局',
  duties: 0,
  signedInTime: 0,
  signedOf: 0,
  reportedInTime: 0,
  reportedOf: 0,
  lateNow: 0,
  longestLate: 0,
  urged: 0,
  supervised: 0,
  refusals: 0,
  ...given,
});

describe('figures of the late in words', () => {
  it('show no share where nothing is to be counted', () => {
    expect([share(0, 0), share(0, 4), share(2, 3)]).toEqual(['—', '0%', '67%']);
    expect([span(0), span(5400)]).toEqual(['—', '1 小时 30 分钟']);
  });

  it('add up to a line for all, whose longest is the longest of any', () => {
    const all = total([
      unit({ duties: 3, longestLate: 60 }),
      unit({ duties: 2, longestLate: 90, lateNow: 1 }),
    ]);
    expect(all).toMatchObject({ unit: '合计', duties: 5, longestLate: 90, lateNow: 1 });
    expect(total([]).longestLate).toBe(0);
  });

  it('are of whole months, and of this one as far as it has come', () => {
    expect(monthOf('2026-11-23', 0)).toEqual({ from: '2026-11-01', to: '2026-11-23' });
    expect(monthOf('2026-03-05', 1)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(monthOf('2026-01-05', 1)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });

  it('have a closed list of kinds', () => {
    expect([isKind('late_now'), isKind('toString'), isKind(undefined)]).toEqual([true, false, false]);
  });
});
