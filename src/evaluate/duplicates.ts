import { IncidentIndex } from '#judge';
import { readRows } from '../lines.js';
import { toEntry } from './incidents.js';

/**
 * Rows that the index calls copies of one another, against their `group`: precision and recall over pairs. A row
 * without a group has no copy.
 */
export async function evaluateDuplicates(file: string): Promise<{ precision: number; recall: number }> {
  const rows = await readRows(file);
  const index = new IncidentIndex();
  const counted = rows.map((row, i) => {
    const entry = { ...toEntry(row, i), id: String(i) };
    const { duplicateOf } = index.find(entry);
    index.add(entry, `single-${i}`, duplicateOf);
    const group = row['group'];
    return {
      found: duplicateOf ?? entry.id,
      gold: group === null || group === undefined ? `single-${i}` : `group-${JSON.stringify(group)}`,
    };
  });
  const pairs = (key: (row: (typeof counted)[number]) => string): number => {
    const sizes = new Map<string, number>();
    for (const row of counted) sizes.set(key(row), (sizes.get(key(row)) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const right = pairs(({ found, gold }) => `${found}\n${gold}`);
  const found = pairs((row) => row.found);
  const gold = pairs((row) => row.gold);
  return { precision: found === 0 ? 1 : right / found, recall: gold === 0 ? 1 : right / gold };
}
