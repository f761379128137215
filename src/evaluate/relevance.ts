import { judge } from '#judge';
import type { Directory } from '#jurisdiction';
import { readRows, textOf } from '../lines.js';

/** Rows that do not concern the city (hot lists, headlines), from open sources: how many are taken for ours. */
export async function evaluateRelevance(
  file: string,
  directory: Directory,
  miss: (line: string) => void,
): Promise<{ n: number; relevant: number }> {
  const rows = await readRows(file);
  let relevant = 0;
  rows.forEach((row, i) => {
    const title = textOf(row);
    if (!judge({ id: String(i), title }, directory).relevant) return;
    relevant++;
    miss(`row ${i + 1}: ${title.slice(0, 120)}`);
  });
  return { n: rows.length, relevant };
}
