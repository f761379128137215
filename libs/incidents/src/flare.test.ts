import { atLeast, flareUp, type Voice } from './flare.js';

const HOUR = 3_600_000;
const answeredAt = new Date('2026-11-23T08:00:00+08:00');
const after = (hours: number) => new Date(answeredAt.getTime() + hours * HOUR);
const voices = (hours: number[], source: (index: number) => string = (i) => `来源${i}`): Voice[] =>
  hours.map((hour, index) => ({ at: after(hour), source: source(index), negative: true }));
const every = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => from + i * step);

it('finds a rise beyond the quiet days since the answer', () => {
  const quiet = voices([5, 30, 52]);
  const rise = voices([100, 101, 103, 105, 108, 110, 112, 114]);
  const found = flareUp([...quiet, ...rise], { answeredAt, now: after(116) });
  expect(found).toMatchObject({ seen: 8, sources: 8, from: after(92) });
  expect(found?.expected).toBeLessThan(2);
});

it('calls what goes on at the same rate no rise', () => {
  const steady = voices(every(1, 120, 3), (i) => `来源${i % 9}`);
  expect(flareUp(steady, { answeredAt, now: after(120) })).toBeNull();
});

it('calls a handful no rise, however quiet it was', () => {
  expect(flareUp(voices([200, 201, 202, 203]), { answeredAt, now: after(205) })).toBeNull();
});

it('is not moved by one busy source', () => {
  const busy = voices(every(100, 116, 1), (i) => (i % 2 ? '甲' : '乙'));
  expect(flareUp(busy, { answeredAt, now: after(116) })).toBeNull();
});

it('measures by the days before the answer while those after it are too few', () => {
  const before = voices(every(-72, 0, 3), (i) => `来源${i % 8}`);
  const echo = voices([2, 4, 5, 7, 9, 10, 12], (i) => `来源${i}`);
  expect(flareUp([...before, ...echo], { answeredAt, now: after(20) })).toBeNull();
  const storm = voices(every(1, 20, 0.4), (i) => `新来源${i}`);
  expect(flareUp([...before, ...storm], { answeredAt, now: after(20) })).toMatchObject({ from: after(0) });
});

it('hears no thanks and no spreading of the answer', () => {
  const thanks = voices(every(100, 116, 1)).map((voice) => ({ ...voice, negative: false }));
  expect(flareUp(thanks, { answeredAt, now: after(116) })).toBeNull();
});

it('counts small numbers exactly', () => {
  expect(atLeast(0, 2)).toBe(1);
  expect(atLeast(1, 2)).toBeCloseTo(0.8647, 4);
  expect(atLeast(5, 1)).toBeCloseTo(0.00366, 5);
});
