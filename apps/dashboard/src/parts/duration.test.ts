import { durationOf, durationParts } from './duration.js';

it.each([
  ['PT30M', { amount: 30, unit: 'M' }],
  ['PT4H', { amount: 4, unit: 'H' }],
  ['P7D', { amount: 7, unit: 'D' }],
  ['P5WD', { amount: 5, unit: 'WD' }],
] as const)('%s goes into the form and comes back', (iso, parts) => {
  expect(durationParts(iso)).toEqual(parts);
  expect(durationOf(parts)).toBe(iso);
});

it('nothing, a part of an hour and less than nothing are no duration', () => {
  expect(durationParts('')).toEqual({ amount: null, unit: 'H' });
  expect(durationOf({ amount: null, unit: 'H' })).toBe('');
  expect(durationOf({ amount: 1.5, unit: 'H' })).toBe('');
  expect(durationOf({ amount: 0, unit: 'M' })).toBe('');
});
