import type { Request } from 'express';
import { addressOf, Windows } from './link-rate.js';

describe('how often a signed page is asked for', () => {
  it('is so often within a minute, for each by itself, and then waits to its end', () => {
    const windows = new Windows(2);
    expect([windows.take('a', 0), windows.take('a', 10_000), windows.take('b', 20_000)]).toEqual([0, 0, 0]);
    expect(windows.take('a', 20_000)).toBe(40_000);
    expect(windows.take('a', 59_000)).toBe(1_000);
    expect(windows.take('a', 60_000)).toBe(0);
  });

  it('forgets those it has not met for longest, so that nobody fills it up', () => {
    const windows = new Windows(1);
    windows.take('first', 0);
    for (let at = 0; at < 20_000; at += 1) windows.take(`${at}`, 1);
    expect(windows.take('first', 2)).toBe(0);
    expect(windows.take('19999', 2)).toBeGreaterThan(0);
  });

  it.each([
    ['203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['127.0.0.1', undefined, null],
    ['192.168.1.9', undefined, '192.168.1.9'],
    ['::ffff:10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['172.20.0.2', '198.51.100.7', '198.51.100.7'],
    ['172.40.0.2', '198.51.100.7', '172.40.0.2'],
  ])('is counted by the address %s, told %s: %s', (remoteAddress, said, address) => {
    const request = { socket: { remoteAddress }, headers: { 'x-forwarded-for': said } };
    expect(addressOf(request as unknown as Request)).toBe(address);
  });
});
