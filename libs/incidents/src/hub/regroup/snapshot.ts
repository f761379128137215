import type { EntityManager } from 'typeorm';
import type { RowChange } from '../../entities/regrouping.entity.js';

/**
 * Tables whose rows a regrouping may change, the column that says of which matter a row is, and the primary key. Messages and
 * the log are no part of it: what was told stays told.
 */
const TABLES = {
  incident: { of: 'id', key: 'id' },
  incident_item: { of: 'incident_id', key: 'item_id' },
  assignment: { of: 'incident_id', key: 'id' },
  deadline: { of: 'incident_id', key: 'id' },
  escalation: { of: 'incident_id', key: 'id' },
  refusal: { of: 'incident_id', key: 'id' },
  extension: { of: 'incident_id', key: 'id' },
  first_report: { of: 'incident_id', key: 'id' },
  supervision_part: { of: 'incident_id', key: 'id' },
  superior_order: { of: 'incident_id', key: 'id' },
  instruction: { of: 'incident_id', key: 'id' },
  instruction_task: { of: 'incident_id', key: 'id' },
  coordination: { of: 'incident_id', key: 'id' },
  report_series: { of: 'incident_id', key: 'id' },
  report_issue: { of: 'incident_id', key: 'id' },
  round: { of: 'incident_id', key: 'id' },
  disposition: { of: 'incident_id', key: 'id' },
  recusal: { of: 'incident_id', key: 'id' },
  watched_incident: { of: 'incident_id', key: 'id' },
  response: { of: 'incident_id', key: 'id' },
  fact: { of: 'incident_id', key: 'id' },
  fact_settlement: { of: 'incident_id', key: 'id' },
} as const;
export type SnapshotTable = keyof typeof TABLES;

/** What every change touches and nothing depends on. */
const NOISE: ReadonlySet<string> = new Set(['version', 'updated_at']);

/** Rows by `table key`, as JSON with times in UTC. */
export type Snapshot = Map<string, Record<string, unknown>>;

/** Every row that hangs on these matters. */
export async function takeSnapshot(
  manager: EntityManager,
  incidentIds: readonly string[],
): Promise<Snapshot> {
  await manager.query(`set local timezone to 'UTC'`);
  const parts = Object.entries(TABLES).map(
    ([table, { of }]) =>
      `select '${table}' as name, to_jsonb(one) as row from ${table} one where one.${of} = any($1::uuid[])`,
  );
  const rows: { name: SnapshotTable; row: Record<string, unknown> }[] = await manager.query(
    parts.join(' union all '),
    [incidentIds],
  );
  return new Map(rows.map(({ name, row }) => [`${name} ${String(row[TABLES[name].key])}`, row]));
}

/** What became of the rows between two snapshots; columns that did not change are left out. */
export function changesBetween(before: Snapshot, after: Snapshot): RowChange[] {
  const changes: RowChange[] = [];
  for (const [name, now] of after) {
    const [table = '', key = ''] = name.split(' ');
    const then = before.get(name);
    if (!then) {
      changes.push({ table, key, before: null, after: now });
      continue;
    }
    const columns = Object.keys(now).filter(
      (column) => !NOISE.has(column) && !same(then[column], now[column]),
    );
    if (columns.length === 0) continue;
    changes.push({ table, key, before: only(then, columns), after: only(now, columns) });
  }
  return changes;
}

/** The row as it stands. */
export async function currentRow(
  manager: EntityManager,
  table: string,
  key: string,
): Promise<Record<string, unknown> | null> {
  const name = tableOf(table);
  const rows: { row: Record<string, unknown> }[] = await manager.query(
    `select to_jsonb(one) as row from ${name} one where one.${TABLES[name].key} = $1`,
    [key],
  );
  return rows[0]?.row ?? null;
}

/** Writes these columns of a row, as a snapshot gave them. */
export async function writeColumns(
  manager: EntityManager,
  table: string,
  key: string,
  columns: Record<string, unknown>,
): Promise<void> {
  const name = tableOf(table);
  const names = Object.keys(columns)
    .map((column) => `"${column.replaceAll('"', '')}"`)
    .join(', ');
  if (names === '') return;
  await manager.query(
    `update ${name} set (${names}) = row(${names
      .split(', ')
      .map((column) => `given.${column}`)
      .join(', ')})
     from jsonb_populate_record(null::${name}, $2::jsonb) as given where ${name}.${TABLES[name].key} = $1`,
    [key, JSON.stringify(columns)],
  );
}

export async function dropRow(manager: EntityManager, table: string, key: string): Promise<void> {
  const name = tableOf(table);
  await manager.query(`delete from ${name} where ${TABLES[name].key} = $1`, [key]);
}

function tableOf(table: string): SnapshotTable {
  if (!(table in TABLES)) throw new Error(`no table of a regrouping: ${table}`);
  return table as SnapshotTable;
}

/** Numbers, strings, lists and objects as JSON has them. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  ) ?? 'null';

const only = (row: Record<string, unknown>, columns: string[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));
