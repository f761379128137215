import { cpus, loadavg, totalmem } from 'node:os';

/** One line of the table. */
export interface Row {
  name: string;
  unit: 'items/s' | 'ms' | 'µs' | 'MB';
  value: number;
  floor: number;
  floorName: string;
  /** The same by the first thing that comes to mind, where that was measured as well. */
  naive?: number;
  naiveName?: string;
  /** What was counted. */
  count: number;
  note: string;
}

export interface Report {
  at: string;
  quick: boolean;
  seconds: number;
  machine: {
    cpu: string;
    cores: number;
    memoryGb: number;
    node: string;
    loadBefore: number;
    loadAfter: number;
  };
  rows: (Row & { ratio: number })[];
  /** What was not measured, and why. */
  skipped: string[];
}

export const perSecond = (count: number, ms: number): number => (count * 1000) / ms;

/** @param share 0…1; nearest rank */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** For a rate the share of the floor that is reached, for a time how many times the floor it takes. */
export const withRatio = (row: Row): Row & { ratio: number } => ({ ...row, ratio: row.value / row.floor });

export function machine(loadBefore: number): Report['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: round(loadBefore),
    loadAfter: round(loadavg()[0] ?? 0),
  };
}

/** The table as plain text, columns in line. */
export function table({ rows, machine: on, skipped, seconds }: Report): string {
  const head = ['measured', 'value', 'unit', 'naive', 'floor', 'ratio', 'n', 'floor is', 'naive is', 'note'];
  const cells = rows.map((row) => [
    row.name,
    figure(row.value),
    row.unit,
    row.naive === undefined ? '' : figure(row.naive),
    figure(row.floor),
    row.ratio.toPrecision(2),
    String(row.count),
    row.floorName,
    row.naiveName ?? '',
    row.note,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const right = new Set([1, 3, 4, 5, 6]);
  const lines = [head, ...cells].map((line) =>
    line
      .map((cell, i) => (right.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return [
    `${on.cpu}, ${on.cores} cores, ${on.memoryGb} GB, Node ${on.node}, load ${on.loadBefore} before, ${on.loadAfter} after, ${Math.round(seconds)} s`,
    ...lines,
    ...skipped.map((line) => `skipped: ${line}`),
  ].join('\n');
}

const figure = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toFixed(1));
const round = (value: number): number => Math.round(value * 100) / 100;
