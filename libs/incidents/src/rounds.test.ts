import { newRound } from './rounds.js';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 18) + hours * 3_600_000);
const settings = { answerUrl: 'https://www.xiaoyi.example/a/1', needed: 3, hours: 24 };
const items = (...found: [hours: number, url?: string][]) =>
  found.map(([hours, url = null], index) => ({ id: `i${index}`, url, discoveredAt: at(hours) }));

it.each([
  ['three within a day', items([0], [10], [24]), { itemIds: ['i0', 'i1', 'i2'], since: at(24) }],
  ['too few', items([0], [10]), null],
  ['three, too far apart', items([0], [10], [25]), null],
  [
    'the last three of four',
    items([0], [10], [25], [30]),
    { itemIds: ['i0', 'i1', 'i2', 'i3'], since: at(30) },
  ],
  [
    'the site of the answer is no voice',
    items([0], [1, 'https://www.xiaoyi.example/b'], [2], [3, 'https://forum.example/1']),
    { itemIds: ['i0', 'i2', 'i3'], since: at(3) },
  ],
  ['an address that is none', items([0, 'x'], [1], [2]), { itemIds: ['i0', 'i1', 'i2'], since: at(2) }],
])('a new round: %s', (_name, found, expected) => {
  expect(newRound(found, settings)).toEqual(expected);
});
