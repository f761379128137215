import type { OpinionLevel, StampedPolicy, StampedStep } from '#incidents';
import { planTrial, realTimeOf, type TrialClock } from './plan.js';
import { policyTimeline } from './timeline.js';

const at = (text: string) => new Date(`${text}+08:00`);
const HOUR = 3_600_000;
const step = (after: number, given: Partial<StampedStep> = {}): StampedStep => ({
  after,
  plus: 0,
  to: 'liaison',
  template: 'reminder',
  channels: ['mail'],
  reach: 'each',
  minLevel: '一般',
  ...given,
});
const policy = (given: Partial<StampedPolicy> = {}): StampedPolicy => ({
  key: 'sign',
  name: '签收催办',
  version: '1',
  steps: [step(0), step(0.5), step(1, { to: 'charge_leader' }), step(2, { minLevel: '重大' })],
  repeat: null,
  stop: [],
  spans: { 一般: 4 * HOUR, 较大: HOUR, 重大: HOUR / 2, 特别重大: HOUR / 4 },
  rest: { from: '22:00', to: '07:00', levels: ['一般', '较大'] },
  edition: 0,
  ...given,
});
const timeline = (
  level: OpinionLevel,
  startsAt: Date,
  given: Partial<StampedPolicy> = {},
  dueAt: Date | null = null,
) => policyTimeline({ policy: policy(given), level, startsAt, dueAt });

describe('a policy as a timeline', () => {
  it('shows the night between two steps as hours that do not count', () => {
    const { steps, marks, rests, dueAt } = timeline('一般', at('2026-11-18T20:30:00'));
    expect(steps.map((each) => each.at)).toEqual([
      at('2026-11-18T20:30:00'),
      at('2026-11-19T07:30:00'),
      at('2026-11-19T09:30:00'),
    ]);
    expect(rests).toEqual([{ from: at('2026-11-18T22:00:00'), to: at('2026-11-19T07:00:00') }]);
    expect(marks.map(({ share }) => share)).toEqual([0.5, 0.8, 1]);
    expect(dueAt).toEqual(at('2026-11-19T09:30:00'));
  });

  it('does not rest at a level that goes on through the night, and takes in the steps of that level', () => {
    const { steps, rests, passedOver } = timeline('重大', at('2026-11-18T23:00:00'));
    expect(steps.map((each) => each.at)).toEqual([
      at('2026-11-18T23:00:00'),
      at('2026-11-18T23:15:00'),
      at('2026-11-18T23:30:00'),
      at('2026-11-19T00:00:00'),
    ]);
    expect(rests).toEqual([]);
    expect(passedOver).toEqual([]);
    expect(timeline('一般', at('2026-11-18T10:00:00')).passedOver).toEqual([3]);
  });

  it('begun at night shows only what is left of the night, and the second night whole', () => {
    const { rests } = timeline('一般', at('2026-11-18T23:30:00'), {
      spans: { 一般: 20 * HOUR, 较大: HOUR, 重大: HOUR, 特别重大: HOUR },
    });
    expect(rests).toEqual([
      { from: at('2026-11-18T23:30:00'), to: at('2026-11-19T07:00:00') },
      { from: at('2026-11-19T22:00:00'), to: at('2026-11-20T07:00:00') },
    ]);
  });

  it('names repeats, and counts a due time of its own in natural hours', () => {
    const due = at('2026-11-20T10:00:00');
    const { steps, marks, endsAt } = timeline(
      '一般',
      at('2026-11-18T10:00:00'),
      { steps: [step(0.5), step(1)], repeat: { every: 0.5, times: 2 }, rest: null, spans: null },
      due,
    );
    expect(steps.map(({ at: when, repeat }) => [when, repeat])).toEqual([
      [at('2026-11-19T10:00:00'), false],
      [due, false],
      [at('2026-11-21T10:00:00'), true],
      [at('2026-11-22T10:00:00'), true],
    ]);
    expect(marks[1]).toEqual({ share: 0.8, at: at('2026-11-20T00:24:00') });
    expect(endsAt).toEqual(at('2026-11-22T10:00:00'));
  });

  it('a clock without a due time has no marks and takes only what is told at once', () => {
    const { steps, marks, dueAt } = timeline('一般', at('2026-11-18T10:00:00'), {
      steps: [step(0, { to: 'office' })],
      spans: null,
      rest: null,
    });
    expect(steps).toHaveLength(1);
    expect(marks).toEqual([]);
    expect(dueAt).toBeNull();
  });
});

describe('the plan of a trial', () => {
  const clock = (given: Partial<TrialClock> = {}): TrialClock => ({
    clock: 'sign',
    unit: '市教科局',
    policy: policy(),
    level: '一般',
    startsAt: at('2026-11-18T10:00:00'),
    dueAt: null,
    ends: null,
    ...given,
  });

  it('brings the steps of all clocks into one order', () => {
    const steps = planTrial([clock(), clock({ unit: '兑镇镇', startsAt: at('2026-11-18T11:00:00') })]);
    expect(steps.map(({ unit, stepIndex }) => `${unit}${stepIndex}`)).toEqual([
      '市教科局0',
      '兑镇镇0',
      '市教科局1',
      '兑镇镇1',
      '市教科局2',
      '兑镇镇2',
    ]);
  });

  it('spares every step from the moment on at which the unit is assumed to sign, and none before', () => {
    const ends = { at: at('2026-11-18T12:00:00'), by: 'signed' as const };
    expect(planTrial([clock({ ends })]).map(({ sparedBy }) => sparedBy)).toEqual([null, 'signed', 'signed']);
    const later = { ...ends, at: at('2026-11-18T12:00:01') };
    expect(planTrial([clock({ ends: later })]).map(({ sparedBy }) => sparedBy)).toEqual([
      null,
      null,
      'signed',
    ]);
  });

  it('an hour of it takes a second at 3600 times the speed', () => {
    const startedAt = at('2026-11-22T09:00:00');
    const virtualStart = at('2026-11-18T10:00:00');
    expect(realTimeOf(at('2026-11-18T14:00:00'), { virtualStart, startedAt, speed: 3600 })).toEqual(
      at('2026-11-22T09:00:04'),
    );
  });
});
