import type { SourceRow } from '../entities/source.entity.js';
import { START } from '../testing/world.js';
import { sourceHealth } from './health.js';
import { nextDueAt } from './schedule.js';

const wait = (failures: number, random: number, retryAfterMs: number | null = null) =>
  (nextDueAt(START, { intervalSeconds: 600, failures, retryAfterMs }, random).getTime() - START.getTime()) /
  1000;

const days = (count: number) => new Date(START.getTime() - count * 86_400_000);

describe('health', () => {
  const row = (change: Partial<SourceRow>) =>
    ({
      enabled: true,
      failures: 0,
      intervalSeconds: 900,
      lastOkAt: START,
      lastNewItemAt: START,
      createdAt: days(99),
      ...change,
    }) as SourceRow;
  it.each([
    ['ok', {}],
    ['ok', { failures: 2 }],
    ['failing', { failures: 3 }],
    ['failing', { failures: 1, lastOkAt: null }],
    ['quiet', { lastNewItemAt: days(8) }],
    ['quiet', { lastNewItemAt: null }],
    ['ok', { lastNewItemAt: days(8), intervalSeconds: 86_400 }],
    ['off', { enabled: false }],
    ['untested', { enabled: false, lastOkAt: null }],
  ] as const)('%s: %j', (health, change) => expect(sourceHealth(row(change), START)).toBe(health));
});

it('due times spread by a tenth and never come before what the other side asked for', () => {
  expect([wait(0, 0), wait(0, 0.5), wait(0, 1)]).toEqual([540, 600, 660]);
  expect(wait(1, 0.5)).toBe(1200);
  expect(wait(99, 0.5)).toBe(6 * 3600);
  expect(wait(1, 0, 7_200_000)).toBe(7200);
});
