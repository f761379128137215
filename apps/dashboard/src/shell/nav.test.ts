import { entryFor } from './nav.js';

const entries = ['/system', '/system/accounts', '/roster', '/roster/duty'].map((path) => ({ path, word: path }));

it.each([
  ['/system', '/system'],
  ['/system/accounts', '/system/accounts'],
  ['/system/channels/new', '/system'],
  ['/roster/duty', '/roster/duty'],
  ['/roster/市甲局', '/roster'],
  ['/rosters', null],
  ['/', null],
])('%s belongs to %s', (address, path) => {
  expect(entryFor(entries, address)).toBe(path);
});
