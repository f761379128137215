import { timeAt } from './clocks.js';
import { countdown } from './countdown.js';
import { pauseAfter } from './events.js';
import { keyName } from './keys.js';

const start = '2026-11-22T08:00:00+08:00';
const due = '2026-11-22T13:00:00+08:00';
const at = (time: string) => Date.parse(`2026-11-22T${time}:00+08:00`);

describe('a countdown', () => {
  it('tells what is left, with seconds only in the last hour of real time', () => {
    expect(countdown(due, start, at('09:30'), false)).toEqual({
      late: false,
      near: false,
      words: '剩 3 小时 30 分',
    });
    expect(countdown(due, start, at('12:40'), false).words).toBe('剩 20 分 00 秒');
    expect(countdown(due, start, at('12:40'), true).words).toBe('剩 20 分');
  });

  it('warns in the last fifth', () => {
    expect(countdown(due, start, at('12:00'), false).near).toBe(false);
    expect(countdown(due, start, at('12:01'), false).near).toBe(true);
    expect(countdown(due, null, at('12:59'), false).near).toBe(false);
  });

  it('counts on after the end', () => {
    expect(countdown(due, start, at('13:25'), false)).toEqual({
      late: true,
      near: false,
      words: '已超 25 分',
    });
  });
});

describe('the clocks of the server', () => {
  it('run as fast as their timeline', () => {
    const anchor = { at: at('08:00'), local: 1_000, factor: 60 };
    expect(timeAt(anchor, 61_000)).toBe(at('09:00'));
    expect(timeAt({ ...anchor, factor: 1 }, 61_000)).toBe(at('08:01'));
  });
});

describe('the stream of news', () => {
  it('pauses longer after each failure, never above half a minute', () => {
    expect([1, 2, 3, 6, 60].map(pauseAfter)).toEqual([1000, 2000, 4000, 30_000, 30_000]);
  });
});

describe('keys', () => {
  it('are the same on both kinds of keyboard', () => {
    const press = (key: string, held: { metaKey?: boolean; ctrlKey?: boolean } = {}) =>
      keyName({ key, metaKey: false, ctrlKey: false, altKey: false, ...held });
    expect(press('k', { metaKey: true })).toBe(press('k', { ctrlKey: true }));
    expect(press('k')).toBe('k');
  });
});
