import { machine, median, perSecond, quantile, table, withRatio, type Row } from './report.js';

const row: Row = {
  name: 'analyse',
  unit: 'items/s',
  value: 2500,
  floor: 10_000,
  floorName: 'parsing',
  count: 6000,
  note: 'median of 3',
};

it('quantiles are by nearest rank, whatever the order', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(quantile(hundred, 0.5)).toBe(50);
  expect(quantile(hundred, 0.99)).toBe(99);
  expect(median([3, 1, 2])).toBe(2);
  expect(quantile([7], 0.99)).toBe(7);
});

it('nothing measured is no figure', () => expect(quantile([], 0.5)).toBeNaN());

it('a rate is per second', () => expect(perSecond(500, 250)).toBe(2000));

it('the table has one line for each row, with its ratio, and says what was skipped', () => {
  const lines = table({
    at: '2026-11-23T00:00:00Z',
    quick: false,
    seconds: 1,
    machine: machine(0.5),
    rows: [withRatio(row)],
    skipped: ['Redis: none here'],
  }).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toContain('load 0.5 before');
  expect(lines[3]).toMatch(/^analyse +2500 +items\/s +10000 +0\.25 +6000 +parsing +median of 3$/);
  expect(lines[4]).toBe('skipped: Redis: none here');
});

it('a naive version stands between the value and its floor', () => {
  const lines = table({
    at: '2026-11-23T00:00:00Z',
    quick: false,
    seconds: 1,
    machine: machine(0.5),
    rows: [withRatio({ ...row, unit: 'µs', value: 5, floor: 2, naive: 900, naiveName: 'one search a word' })],
    skipped: [],
  }).split('\n');
  expect(lines[3]).toMatch(
    /^analyse +5\.0 +µs +900 +2\.0 +2\.5 +6000 +parsing +one search a word +median of 3$/,
  );
});
