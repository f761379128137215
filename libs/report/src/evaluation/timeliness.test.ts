import { timelinessOf, type TimedDeadline } from './timeliness.js';

const at = (hour: number, second = 0) => new Date(Date.UTC(2026, 10, 23, hour, 0, second));
const clock = (given: Partial<TimedDeadline>): TimedDeadline => ({
  rule: 'DL-03',
  kind: 'statutory',
  origin: 'birth',
  round: 1,
  startsAt: at(0),
  dueAt: at(8),
  state: 'open',
  settledAt: null,
  ...given,
});

describe('timeliness of an evaluation', () => {
  it.each<[string, Partial<TimedDeadline>, string, number]>([
    ['done in time', { state: 'met', settledAt: at(7) }, 'in_time', 0],
    ['done on the second', { state: 'met', settledAt: at(8) }, 'in_time', 0],
    ['late by a second is a minute late', { state: 'missed', settledAt: at(8, 1) }, 'late', 1],
    ['late by an hour', { state: 'missed', settledAt: at(9) }, 'late', 60],
    ['not done at all', { state: 'missed' }, 'not_done', 120],
    ['still running', { dueAt: at(11) }, 'open', 0],
    ['replaced by 5 h and 24 h', { state: 'superseded' }, 'superseded', 0],
  ])('%s', (_, given, outcome, lateMinutes) => {
    expect(timelinessOf([clock(given)], at(10))).toMatchObject([{ rule: 'DL-03', outcome, lateMinutes }]);
  });

  it('stands by turn and due time, without the evaluation’s own clocks', () => {
    const rows = [
      clock({ rule: 'DL-03', round: 2 }),
      clock({ rule: 'DL-12' }),
      clock({ rule: 'DL-07', dueAt: at(5) }),
      clock({ rule: 'DL-03' }),
      clock({ rule: 'DL-13' }),
    ];
    expect(timelinessOf(rows, at(10)).map(({ rule, round }) => `${round} ${rule}`)).toEqual([
      '1 DL-07',
      '1 DL-03',
      '2 DL-03',
    ]);
  });
});
