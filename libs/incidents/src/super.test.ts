import * as fc from 'fast-check';
import { changedSince, type SuperFacts } from './super.js';

const facts = (given: Partial<SuperFacts> = {}): SuperFacts => ({
  casualties: { dead: null, injured: 3, missing: null, trapped: 5, atRisk: null },
  eventLevel: 'III',
  items: 12,
  hot: false,
  ...given,
});
const people = (given: Partial<SuperFacts['casualties']>) =>
  facts({ casualties: { ...facts().casualties, ...given } });

describe('a decision not to confirm 特别重大 is asked again', () => {
  it.each<[string, SuperFacts, string[]]>([
    ['nothing has changed', facts(), []],
    ['somebody has died', people({ dead: 1 }), ['死亡由0人升至1人']],
    ['more are hurt', people({ injured: 4 }), ['受伤由3人升至4人']],
    ['fewer are trapped', people({ trapped: 0 }), []],
    ['the event is graver', facts({ eventLevel: 'II' }), ['突发事件等级上升']],
    ['the event is less grave', facts({ eventLevel: 'none' }), []],
    ['items have doubled', facts({ items: 24 }), ['相关信息由12条增至24条']],
    ['a few items more', facts({ items: 20 }), []],
    ['a national hot list', facts({ hot: true }), ['进入全国热搜']],
  ])('%s', (_, now, because) => {
    expect(changedSince(facts(), now)).toEqual(because);
  });

  it('of few items, when ten more have come', () => {
    expect(changedSince(facts({ items: 1 }), facts({ items: 5 }))).toEqual([]);
    expect(changedSince(facts({ items: 1 }), facts({ items: 11 }))).toHaveLength(1);
  });

  it('never of what it was decided on', () => {
    const count = fc.option(fc.nat(200), { nil: null });
    const any: fc.Arbitrary<SuperFacts> = fc.record({
      casualties: fc.record({ dead: count, injured: count, missing: count, trapped: count, atRisk: count }),
      eventLevel: fc.constantFrom(
        'none' as const,
        'IV' as const,
        'III' as const,
        'II' as const,
        'I' as const,
      ),
      items: fc.nat(1000),
      hot: fc.boolean(),
    });
    fc.assert(fc.property(any, (one) => expect(changedSince(one, one)).toEqual([])));
  });
});
