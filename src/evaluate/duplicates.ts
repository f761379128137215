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
  const joinedTo = new Map<string, string>();
  const counted = rows.map((row, i) => {
    const entry = { ...toEntry(row, i), id: String(i) };
    const { duplicateOf, alsoCopiesOf, incidentId } = index.find(entry);
    index.add(entry, incidentId ?? `single-${i}`, duplicateOf, alsoCopiesOf);
    for (const other of alsoCopiesOf) joinedTo.set(other, duplicateOf!);
    const group = row['group'];
    return {
      first: duplicateOf ?? entry.id,
      gold: group === null || group === undefined ? `single-${i}` : `group-${JSON.stringify(group)}`,
    };
  });
  const foundOf = ({ first }: (typeof counted)[number]): string => {
    let id = first;
    for (let to = joinedTo.get(id); to !== undefined; to = joinedTo.get(id)) id = to;
    return id;
  };
  const pairs = (key: (row: (typeof counted)[number]) => string): number => {
    const sizes = new Map<string, number>();
    for (const row of counted) sizes.set(key(row), (sizes.get(key(row)) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const right = pairs((row) => `${foundOf(row)}\n${row.gold}`);
  const found = pairs(foundOf);
  const gold = pairs((row) => row.gold);
  return { precision: found === 0 ? 1 : right / found, recall: gold === 0 ? 1 : right / gold };
}
