import { entryFor, grouped } from './nav.js';

const entries = ['/system', '/system/accounts', '/roster', '/roster/duty'].map((path) => ({
  path,
  word: path,
}));

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

const pages = (...paths: string[]) => paths.map((path) => ({ path, word: path }));

it('a few pages stand side by side', () => {
  const few = pages('/incidents', '/enter', '/orders', '/supervisions', '/watches', '/late');
  expect(grouped(few)).toEqual({ open: few, groups: [] });
});

it('many pages: daily work stays in sight, the rest is grouped, a group of one is none', () => {
  const { open, groups } = grouped(
    pages('/incidents', '/duties', '/pool', '/supervisions', '/watches', '/enter', '/directory', '/rules'),
  );
  expect(open.map(({ path }) => path)).toEqual(['/incidents', '/duties', '/pool', '/enter']);
  expect(groups.map(({ word, entries: of }) => [word, of.map(({ path }) => path)])).toEqual([
    ['督办', ['/supervisions', '/watches']],
    ['名录与规则', ['/directory', '/rules']],
  ]);
});
