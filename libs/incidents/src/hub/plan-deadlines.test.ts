import * as fc from 'fast-check';
import { asNewDeadline, planDeadlines, type NewDeadline, type StoredDeadline } from './plan-deadlines.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 18, hour));
const stored = (rule: string, part: Partial<StoredDeadline> = {}): StoredDeadline => ({
  rule,
  origin: 'birth',
  startsAt: at(0),
  dueAt: at(48),
  state: 'open',
  ...part,
});
const wanted = (rule: string, part: Partial<NewDeadline> = {}): NewDeadline => ({
  rule,
  kind: 'statutory',
  origin: 'birth',
  startsAt: at(0),
  dueAt: at(48),
  superseded: false,
  ...part,
});

describe('planning due times', () => {
  it('adds what is not there and leaves what is the same', () => {
    const plan = planDeadlines([stored('DL-03')], [wanted('DL-03'), wanted('DL-19', { kind: 'superior' })]);
    expect(plan).toEqual({ add: [wanted('DL-19', { kind: 'superior' })], earlier: [], supersede: [] });
  });

  it('moves a due time earlier, never later', () => {
    const row = stored('DL-03');
    expect(planDeadlines([row], [wanted('DL-03', { dueAt: at(47) })]).earlier).toEqual([
      { row, startsAt: at(0), dueAt: at(47) },
    ]);
    expect(planDeadlines([row], [wanted('DL-03', { dueAt: at(49) })]).earlier).toEqual([]);
  });

  it('keeps the 48 hours beside a suspected emergency and marks them once it is confirmed', () => {
    const row = stored('DL-03');
    const suspected = planDeadlines([row], [wanted('DL-01'), wanted('DL-02'), wanted('DL-03')]);
    expect(suspected.supersede).toEqual([]);
    const confirmed = planDeadlines([row], [wanted('DL-01'), wanted('DL-02')]);
    expect(confirmed.supersede).toEqual([row]);
  });

  it('does not unsettle what was met', () => {
    const row = stored('DL-03', { state: 'met' });
    expect(planDeadlines([row], [wanted('DL-01')]).supersede).toEqual([]);
  });

  it('keeps an upgraded due time beside the original of the same rule', () => {
    const plan = planDeadlines([stored('DL-01')], [wanted('DL-01', { origin: 'upgrade', dueAt: at(60) })]);
    expect(plan.add).toHaveLength(1);
    expect(plan.earlier).toEqual([]);
  });

  it('property: whatever is wanted, no stored time moves later and none disappears', () => {
    const due = fc.record({
      rule: fc.constantFrom('DL-01', 'DL-02', 'DL-03', 'DL-19'),
      origin: fc.constantFrom('birth' as const, 'upgrade' as const),
      hour: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(due), fc.array(due), (before, after) => {
        const rows = before.map((one) => stored(one.rule, { origin: one.origin, dueAt: at(one.hour) }));
        const plan = planDeadlines(
          rows,
          after.map((one) => wanted(one.rule, { origin: one.origin, dueAt: at(one.hour) })),
        );
        for (const { row, dueAt } of plan.earlier) expect(dueAt.getTime()).toBeLessThan(row.dueAt.getTime());
        for (const row of plan.supersede) expect(row.rule).toBe('DL-03');
      }),
    );
  });

  it('reads a due time of the rules', () => {
    const due = { id: 'DL-19', from: '2026-11-18T08:00:00+08:00', due: '2026-11-18T18:00:00+08:00' };
    expect(asNewDeadline(due)).toEqual({
      rule: 'DL-19',
      kind: 'superior',
      origin: 'birth',
      startsAt: at(0),
      dueAt: at(10),
      superseded: false,
    });
  });
});
