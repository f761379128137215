import { publicationDue } from './due.js';

const at = new Date('2026-11-18T09:00:00+08:00');
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
const clocks = {
  rest: { levels: ['一般', '较大'], from: '22:00', to: '07:00' },
  publication: {
    within: { 一般: 'PT4H', 较大: 'PT2H', 重大: 'PT30M', 特别重大: 'PT20M' },
    remindBefore: 'P1D',
  },
};

it('is the span of the level where the statutory time lies behind it or there is none', () => {
  expect(publicationDue(at, '一般', [{ rule: 'DL-03', dueAt: later(40) }], clocks)).toEqual({
    dueAt: later(4),
    rule: null,
  });
  expect(publicationDue(at, '较大', [], clocks)).toEqual({ dueAt: later(2), rule: null });
});

it('is the statutory time where that comes first; one that has passed no longer helps', () => {
  const rows = [
    { rule: 'DL-02', dueAt: later(0.1) },
    { rule: 'DL-03', dueAt: later(3) },
    { rule: 'DL-01', dueAt: later(1) },
  ];
  expect(publicationDue(at, '一般', rows, clocks)).toEqual({ dueAt: later(1), rule: 'DL-01' });
  expect(publicationDue(at, '一般', [{ rule: 'DL-03', dueAt: later(-1) }], clocks).rule).toBeNull();
});

it('rests at night for what is light', () => {
  const evening = new Date('2026-11-18T20:00:00+08:00');
  const due = (level: '一般' | '重大') => publicationDue(evening, level, [], clocks).dueAt;
  expect(due('一般')).toEqual(new Date('2026-11-19T09:00:00+08:00'));
  expect(due('重大')).toEqual(new Date('2026-11-18T20:30:00+08:00'));
});
