import {
  exactTime,
  fromLocalInput,
  intervalWords,
  relativeTime,
  shortTime,
  spanWords,
  toLocalInput,
} from './times.js';

const at = (text: string) => Date.parse(`${text}+08:00`);

describe('times in words', () => {
  it('writes a moment in the time of the city wherever the browser stands', () => {
    expect(exactTime('2026-11-22T00:30:00Z')).toBe('2026年11月22日 08:30');
    expect(exactTime('2026-11-22T16:05:00Z')).toBe('2026年11月23日 00:05');
    const now = at('2026-12-31T23:00:00');
    expect(shortTime('2026-11-22T08:30:00+08:00', now)).toBe('11月22日 08:30');
    expect(shortTime('2019-11-22T08:30:00+08:00', now)).toBe('2019年11月22日 08:30');
    expect(shortTime('2026-12-31T16:30:00Z', now)).toBe('2027年1月1日 00:30');
  });

  it('writes nothing for what is no time', () => {
    expect(exactTime(null)).toBe('');
    expect(exactTime('昨天')).toBe('');
  });

  it('tells how long ago, and beyond a day the time itself', () => {
    const now = at('2026-11-22T12:00:00');
    expect(relativeTime('2026-11-22T11:59:31+08:00', now)).toBe('刚刚');
    expect(relativeTime('2026-11-22T12:00:20+08:00', now)).toBe('刚刚');
    expect(relativeTime('2026-11-22T11:57:00+08:00', now)).toBe('3 分钟前');
    expect(relativeTime('2026-11-22T07:00:00+08:00', now)).toBe('5 小时前');
    expect(relativeTime('2026-11-20T07:00:00+08:00', now)).toBe('11月20日 07:00');
    expect(relativeTime('2026-11-22T13:00:00+08:00', now)).toBe('11月22日 13:00');
    expect(relativeTime('2019-11-20T07:00:00+08:00', now)).toBe('2019年11月20日 07:00');
  });

  it('names a span with its units', () => {
    const minutes = (n: number) => n * 60_000;
    expect(spanWords(minutes(12) + 5_000, true)).toBe('12 分 05 秒');
    expect(spanWords(minutes(12) + 5_000, false)).toBe('12 分');
    expect(spanWords(5_000, false)).toBe('不足 1 分');
    expect(spanWords(minutes(192), true)).toBe('3 小时 12 分');
    expect(spanWords(minutes(47 * 60), false)).toBe('47 小时 00 分');
    expect(spanWords(minutes(51 * 60), false)).toBe('2 天 3 小时');
  });

  it('names an interval', () => {
    expect([30, 300, 3600, 5400].map(intervalWords)).toEqual(['30 秒', '5 分钟', '1 小时', '1 小时 30 分钟']);
  });

  it('reads back what a date field shows', () => {
    expect(toLocalInput('2026-03-05T01:02:00Z')).toBe('2026-03-05 09:02');
    expect(fromLocalInput('2026-03-05 09:02')).toBe('2026-03-05T09:02:00+08:00');
    expect(fromLocalInput('')).toBeNull();
  });
});
