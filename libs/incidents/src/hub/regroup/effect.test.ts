import { effectOf } from './effect.js';
import { staysOf } from './order.js';
import { changesBetween, type Snapshot } from './snapshot.js';

const incident = (id: string, part: Record<string, unknown> = {}) => ({
  id,
  number: `2026-${id}`,
  title: id,
  state: 'dispatched',
  opinion_level: '一般',
  event_level: 'none',
  discovered_at: '2026-11-18T01:00:00+00:00',
  version: 1,
  ...part,
});
const snapshot = (rows: Record<string, Record<string, unknown>>): Snapshot => new Map(Object.entries(rows));
const duty = (incidentId: string, unit: string, state: string) => ({ incident_id: incidentId, unit, state });

const before = snapshot({
  'incident a': incident('a'),
  'incident b': incident('b'),
  'incident_item i': { item_id: 'i', incident_id: 'a' },
  'incident_item j': { item_id: 'j', incident_id: 'b' },
  'assignment 1': duty('a', '甲局', 'sent'),
  'assignment 2': duty('b', '甲局', 'signed'),
  'assignment 3': duty('b', '乙局', 'signed'),
  'assignment 4': duty('b', '丙局', 'sent'),
  'deadline x': { incident_id: 'a', rule: 'DL-03', due_at: '2026-11-20T01:00:00+00:00', state: 'open' },
  'deadline y': { incident_id: 'b', rule: 'DL-03', due_at: '2026-11-19T01:00:00+00:00', state: 'open' },
});
const after = snapshot({
  ...Object.fromEntries(before),
  'incident a': incident('a', { opinion_level: '较大', version: 2 }),
  'incident b': incident('b', { state: 'merged', version: 2 }),
  'incident_item j': { item_id: 'j', incident_id: 'a' },
  'assignment 1': duty('a', '甲局', 'signed'),
  'assignment 2': duty('b', '甲局', 'withdrawn'),
  'assignment 3': duty('a', '乙局', 'signed'),
  'assignment 4': duty('b', '丙局', 'withdrawn'),
  'assignment 5': duty('a', '丁局', 'sent'),
  'deadline x': { incident_id: 'a', rule: 'DL-03', due_at: '2026-11-19T01:00:00+00:00', state: 'open' },
  'deadline y': { incident_id: 'b', rule: 'DL-03', due_at: '2026-11-19T01:00:00+00:00', state: 'superseded' },
});

it('keeps only the columns that changed, and no version', () => {
  const changes = changesBetween(before, after);
  expect(changes.find(({ key }) => key === 'a')).toEqual({
    table: 'incident',
    key: 'a',
    before: { opinion_level: '一般' },
    after: { opinion_level: '较大' },
  });
  expect(changes.find(({ key }) => key === '5')).toMatchObject({ before: null });
  expect(changesBetween(after, after)).toEqual([]);
  expect(
    changesBetween(
      snapshot({ 'incident a': { a: { x: 1, y: 2 } } }),
      snapshot({ 'incident a': { a: { y: 2, x: 1 } } }),
    ),
  ).toEqual([]);
});

it('tells what becomes of each matter, each unit and each due time', () => {
  const effect = effectOf(before, after, changesBetween(before, after), ['a', 'b']);
  expect(effect.matters).toMatchObject([
    { id: 'a', items: { from: 1, to: 2 }, opinionLevel: { from: '一般', to: '较大' } },
    { id: 'b', items: { from: 1, to: 0 }, state: { from: 'dispatched', to: 'merged' } },
  ]);
  expect(effect.duties.map(({ unit, change, signed }) => [unit, change, signed])).toEqual([
    ['甲局', 'joined', true],
    ['甲局', 'joined', true],
    ['乙局', 'carried', true],
    ['丙局', 'withdrawn', false],
    ['丁局', 'sent', false],
  ]);
  expect(effect.deadlines.map(({ incidentId, change }) => [incidentId, change])).toEqual([
    ['a', 'moved'],
    ['b', 'ends'],
  ]);
});

it('what the public or units know of stays; else the older one', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 18, hour));
  const matter = (id: string, state: 'judged' | 'dispatched' | 'answered' | 'set_aside', hour: number) => ({
    id,
    state,
    discoveredAt: at(hour),
    createdAt: at(hour),
  });
  const pairs = [
    [matter('a', 'dispatched', 5), matter('b', 'judged', 1), 'a'],
    [matter('a', 'dispatched', 5), matter('b', 'answered', 9), 'b'],
    [matter('a', 'set_aside', 1), matter('b', 'judged', 5), 'b'],
    [matter('a', 'dispatched', 5), matter('b', 'dispatched', 4), 'b'],
    [matter('b', 'dispatched', 5), matter('a', 'dispatched', 5), 'a'],
  ] as const;
  for (const [one, other, stays] of pairs) {
    expect(staysOf(one, other).id).toBe(stays);
    expect(staysOf(other, one).id).toBe(stays);
  }
});
