import type { EntryRow } from '../../../../api/src/contract/index.js';

/** The list with one row at another place; places beyond its ends are its ends. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const target = Math.max(0, Math.min(rows.length - 1, to));
  const row = rows[from];
  if (row === undefined || from === target) return [...rows];
  const others = rows.filter((_, index) => index !== from);
  return [...others.slice(0, target), row, ...others.slice(target)];
}

export const orderOf = (row: Pick<EntryRow, 'body'>): number => Number(row.body?.['order'] ?? 0);

export const byOrder = (a: Pick<EntryRow, 'body' | 'key'>, b: Pick<EntryRow, 'body' | 'key'>): number =>
  orderOf(a) - orderOf(b) || a.key.localeCompare(b.key, 'zh-CN', { numeric: true });

/**
 * The rows whose number must change so that the list stands in the given order. The numbers in use are dealt out anew; where
 * two rows share one, all are numbered by tens.
 */
export function renumbered<T extends Pick<EntryRow, 'body'>>(
  rows: readonly T[],
): { row: T; order: number }[] {
  const used = rows.map(orderOf).sort((a, b) => a - b);
  const distinct = new Set(used).size === used.length;
  return rows
    .map((row, index) => ({ row, order: distinct ? used[index]! : (index + 1) * 10 }))
    .filter(({ row, order }) => orderOf(row) !== order);
}

/** Number of a row that comes after all others. */
export const nextOrder = (rows: readonly Pick<EntryRow, 'body'>[]): number =>
  rows.reduce((last, row) => Math.max(last, orderOf(row)), 0) + 10;

/** `EX-4` after `EX-3`; numbers of rows that are gone are not used again while they are listed. */
export const nextKey = (rows: readonly Pick<EntryRow, 'key'>[]): string =>
  `EX-${rows.reduce((last, { key }) => Math.max(last, Number(/^EX-(\d+)$/.exec(key)?.[1] ?? 0)), 0) + 1}`;
