import { addDuration, parseDuration } from './duration.js';

const at = (text: string) => new Date(`${text}+08:00`);
const rest = { from: '22:00', to: '07:00' };

describe('durations', () => {
  it('counts natural hours through the night when nothing rests', () => {
    expect(addDuration(at('2026-11-18T21:00:00'), 'PT5H')).toEqual(at('2026-11-19T02:00:00'));
  });

  it('does not count 22:00–07:00 for a clock that rests', () => {
    expect(addDuration(at('2026-11-18T21:00:00'), 'PT4H', rest)).toEqual(at('2026-11-19T10:00:00'));
    expect(addDuration(at('2026-11-18T23:30:00'), 'PT1H', rest)).toEqual(at('2026-11-19T08:00:00'));
    expect(addDuration(at('2026-11-18T03:00:00'), 'PT30M', rest)).toEqual(at('2026-11-18T07:30:00'));
  });

  it('ends exactly at the beginning of the rest', () => {
    expect(addDuration(at('2026-11-18T21:00:00'), 'PT1H', rest)).toEqual(at('2026-11-18T22:00:00'));
  });

  it('spans several nights', () => {
    expect(addDuration(at('2026-11-18T12:00:00'), 'PT24H', rest)).toEqual(at('2026-11-19T21:00:00'));
  });

  it('refuses working days, which need a calendar', () => {
    expect(() => parseDuration('P5WD')).toThrow('not a natural duration');
  });
});
