import { countersignTimes, isNight } from './night.js';

const hours = { from: '18:00', to: '08:00', countersignBy: '10:00' };
const at = (text: string) => new Date(`${text}+08:00`);
/** 2026-11-21 and 22 are a weekend. */
const working = (day: string) => !['2026-11-21', '2026-11-22'].includes(day);

describe('the night of an office', () => {
  it.each([
    ['2026-11-23T17:59:59', false],
    ['2026-11-23T18:00:00', true],
    ['2026-11-23T23:30:00', true],
    ['2026-11-24T00:00:00', true],
    ['2026-11-24T07:59:59', true],
    ['2026-11-24T08:00:00', false],
    ['2026-11-22T11:00:00', true],
  ])('%s: %s', (time, night) => expect(isNight(at(time), hours, working)).toBe(night));

  it('asks the calendar for the day in Shanghai, not in Greenwich', () => {
    const asked: string[] = [];
    isNight(at('2026-11-23T08:30:00'), hours, (day) => asked.push(day) > 0);
    expect(asked).toEqual(['2026-11-23']);
  });
});

describe('the signature after', () => {
  it('is due at the next ten in the morning, with a word an hour before', () => {
    expect(countersignTimes(at('2026-11-23T22:10:00'), hours)).toEqual({
      dueAt: at('2026-11-24T10:00:00'),
      remindAt: at('2026-11-24T09:00:00'),
    });
    expect(countersignTimes(at('2026-11-24T03:00:00'), hours).dueAt).toEqual(at('2026-11-24T10:00:00'));
  });

  it('is due a day later when it is just ten, and has no reminder where that has passed', () => {
    expect(countersignTimes(at('2026-11-22T10:00:00'), hours).dueAt).toEqual(at('2026-11-23T10:00:00'));
    expect(countersignTimes(at('2026-11-22T09:20:00'), hours)).toEqual({
      dueAt: at('2026-11-22T10:00:00'),
      remindAt: null,
    });
  });
});
