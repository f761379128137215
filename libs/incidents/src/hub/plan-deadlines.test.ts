import * as fc from 'fast-check';
import { asNewDeadline, planDeadlines, type NewDeadline, type StoredDeadline } from './plan-deadlines.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 18) + hour * 3_600_000);
const stored = (rule: string, part: Partial<StoredDeadline> = {}): StoredDeadline => ({
  rule,
  kind: 'statutory',
  origin: 'birth',
  round: 1,
  startsAt: at(0),
  dueAt: at(48),
  state: 'open',
  settledAt: null,
  ...part,
});
const wanted = (rule: string, part: Partial<NewDeadline> = {}): NewDeadline => ({
  rule,
  kind: 'statutory',
  origin: 'birth',
  round: 1,
  startsAt: at(0),
  dueAt: at(48),
  presumed: [],
  superseded: false,
  ...part,
});

describe('planning due times', () => {
  it('adds what is not there and leaves what is the same', () => {
    const plan = planDeadlines([stored('DL-03')], [wanted('DL-03'), wanted('DL-19', { kind: 'superior' })]);
    expect(plan).toEqual({ add: [wanted('DL-19', { kind: 'superior' })], earlier: [], supersede: [] });
  });

  it('moves a due time earlier with its start, never later', () => {
    const row = stored('DL-03', { startsAt: at(5), dueAt: at(53) });
    const from = (hour: number) => planDeadlines([row], [wanted('DL-03', { startsAt: at(hour) })]).earlier;
    expect(from(4)).toEqual([{ row, startsAt: at(4), dueAt: at(52) }]);
    expect(from(6)).toEqual([]);
  });

  it('keeps the limit a statutory time was born with, whatever the directory says by now', () => {
    const row = stored('DL-03');
    expect(planDeadlines([row], [wanted('DL-03', { dueAt: at(24) })]).earlier).toEqual([]);
    expect(planDeadlines([row], [wanted('DL-03', { startsAt: at(-2), dueAt: at(22) })]).earlier).toEqual([
      { row, startsAt: at(-2), dueAt: at(46) },
    ]);
  });

  it('moves an internal time earlier when a graver level asks for less', () => {
    const row = stored('DL-05', { kind: 'internal', dueAt: at(2) });
    const less = wanted('DL-05', { kind: 'internal', startsAt: at(1), dueAt: at(1.5) });
    expect(planDeadlines([row], [less]).earlier).toEqual([{ row, startsAt: at(1), dueAt: at(1.5) }]);
    const more = wanted('DL-05', { kind: 'internal', startsAt: at(1), dueAt: at(3) });
    expect(planDeadlines([row], [more]).earlier).toEqual([]);
  });

  it('leaves what was settled as it was settled', () => {
    const row = stored('DL-03', { state: 'met', settledAt: at(40) });
    expect(planDeadlines([row], [wanted('DL-03', { startsAt: at(-20) })]).earlier).toEqual([]);
  });

  it('gives each round rows of its own', () => {
    const first = stored('DL-03', { state: 'met', settledAt: at(40) });
    const second = wanted('DL-03', { round: 2, startsAt: at(60), dueAt: at(108) });
    expect(planDeadlines([first], [second])).toEqual({ add: [second], earlier: [], supersede: [] });
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

  it('property: whatever is wanted, no stored time moves later, none disappears, and statutory spans stay', () => {
    const due = fc.record({
      rule: fc.constantFrom('DL-01', 'DL-02', 'DL-03', 'DL-05'),
      origin: fc.constantFrom('birth' as const, 'upgrade' as const),
      round: fc.integer({ min: 1, max: 2 }),
      start: fc.integer({ min: -100, max: 100 }),
      span: fc.integer({ min: 1, max: 100 }),
    });
    const timed = ({ start, span, ...one }: { start: number; span: number; rule: string }) => ({
      ...one,
      kind: one.rule === 'DL-05' ? ('internal' as const) : ('statutory' as const),
      startsAt: at(start),
      dueAt: at(start + span),
    });
    fc.assert(
      fc.property(fc.array(due), fc.array(due), (before, after) => {
        const plan = planDeadlines(
          before.map((one) => stored(one.rule, timed(one))),
          after.map((one) => wanted(one.rule, timed(one))),
        );
        for (const { row, startsAt, dueAt } of plan.earlier) {
          expect(dueAt.getTime()).toBeLessThan(row.dueAt.getTime());
          if (row.kind === 'statutory')
            expect(dueAt.getTime() - startsAt.getTime()).toBe(row.dueAt.getTime() - row.startsAt.getTime());
        }
        for (const row of plan.supersede) expect(row.rule).toBe('DL-03');
      }),
    );
  });

  it('reads a due time of the rules', () => {
    const due = { id: 'DL-19', from: '2026-11-18T08:00:00+08:00', due: '2026-11-18T18:00:00+08:00' };
    expect(asNewDeadline(due, 1)).toEqual({
      rule: 'DL-19',
      kind: 'superior',
      origin: 'birth',
      round: 1,
      presumed: [],
      startsAt: at(0),
      dueAt: at(10),
      superseded: false,
    });
  });
});
