import type { EntityManager } from 'typeorm';

/** A row as it stands, columns by their names in the database; binary columns are left out. */
export type RecordRow = Record<string, unknown>;

/** A file that was kept in a row: an attachment, a proof. */
export interface RecordFile {
  /** Within the archive. */
  path: string;
  bytes: Buffer;
}

/** All that is stored of one matter: rows by table. */
export interface MatterRecord {
  tables: Record<string, RecordRow[]>;
  files: RecordFile[];
}

/**
 * Of nobody's interest later, or no part of the record: codes and forms of links, personal lists, trials, the archive itself,
 * and texts of messages, which say what the log says.
 */
const LEFT_OUT = new Set([
  'sign_code',
  'link_form',
  'watched_incident',
  'policy_trial',
  'policy_trial_step',
  'announcement',
  'notice',
  'archive_file',
  'incident',
]);
/** Binary columns that hold a file; others are sealed or hashes and stay where they are. */
const FILE_COLUMNS = new Set(['content', 'body', 'image', 'file', 'photo']);
/** Rows that belong to a row of another table are found by a column of this name. */
const ALIASES: Record<string, string> = { superior_order: 'order_id', supervision_part: '' };

interface Table {
  name: string;
  columns: { name: string; type: string }[];
}

/**
 * Reads the whole record of a matter: whatever table says that it belongs to it, the rows under those, and its items. A table
 * added later is in it by itself.
 */
export async function readRecord(manager: EntityManager, incidentId: string): Promise<MatterRecord> {
  const tables = await tablesOf(manager);
  const record: MatterRecord = { tables: {}, files: [] };
  const take = async (table: Table, where: string, value: unknown): Promise<RecordRow[]> => {
    const rows = await readTable(manager, table, where, value);
    const shown = rows.map((row) => withoutBytes(table, row, record.files));
    if (shown.length > 0) record.tables[table.name] = [...(record.tables[table.name] ?? []), ...shown];
    return shown;
  };
  const direct = tables.filter((table) => has(table, 'incident_id') && !LEFT_OUT.has(table.name));
  for (const table of direct) {
    const rows = await take(table, 'incident_id = $1', incidentId);
    const ids = rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    const key = ALIASES[table.name] ?? `${table.name}_id`;
    const below = tables.filter((other) => key && has(other, key) && !has(other, 'incident_id'));
    if (ids.length > 0)
      for (const other of below.filter(({ name }) => !LEFT_OUT.has(name)))
        await take(other, `${key} = any($1::uuid[])`, ids);
  }
  const item = tables.find(({ name }) => name === 'item');
  if (item)
    await take(
      item,
      'id in (select link.item_id from incident_item link where link.incident_id = $1)',
      incidentId,
    );
  const incident = tables.find(({ name }) => name === 'incident');
  if (incident) await take(incident, 'id = $1', incidentId);
  return record;
}

const has = ({ columns }: Table, name: string): boolean =>
  columns.some((column) => column.name === name && column.type === 'uuid');

async function tablesOf(manager: EntityManager): Promise<Table[]> {
  const rows: { name: string; column: string; type: string }[] = await manager.query(
    `select part.table_name as name, part.column_name as column, part.udt_name as type
     from information_schema.columns part join information_schema.tables whole
       on whole.table_schema = part.table_schema and whole.table_name = part.table_name
     where part.table_schema = current_schema() and whole.table_type = 'BASE TABLE'
     order by part.table_name, part.ordinal_position`,
  );
  const tables = new Map<string, Table>();
  for (const { name, column, type } of rows) {
    const table = tables.get(name) ?? { name, columns: [] };
    table.columns.push({ name: column, type });
    tables.set(name, table);
  }
  return [...tables.values()];
}

/** Rows in the order they were written, as far as a column says so. */
async function readTable(
  manager: EntityManager,
  { name, columns }: Table,
  where: string,
  value: unknown,
): Promise<RecordRow[]> {
  const shown = columns.filter(({ name: column, type }) => type !== 'bytea' || FILE_COLUMNS.has(column));
  const list = shown.map(({ name: column }) => `"${column}"`).join(', ');
  const order = ['seq', 'at', 'created_at', 'id'].find((key) =>
    columns.some((column) => column.name === key),
  );
  return manager.query(`select ${list} from "${name}" where ${where}${order ? ` order by "${order}"` : ''}`, [
    value,
  ]);
}

function withoutBytes({ name: table, columns }: Table, row: RecordRow, files: RecordFile[]): RecordRow {
  const shown = { ...row };
  for (const { name } of columns) {
    const bytes = row[name];
    if (!Buffer.isBuffer(bytes)) continue;
    const path = `files/${table}/${fileName(row, files.length + 1)}`;
    files.push({ path, bytes });
    shown[name] = path;
  }
  return shown;
}

/** A name that every system takes; what it was called stands in the record. */
function fileName(row: RecordRow, number: number): string {
  const given = typeof row['name'] === 'string' ? row['name'] : '';
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(given)?.[0].toLowerCase() ?? endingOf(row['mime'] ?? row['type']);
  return `${String(number).padStart(3, '0')}${ending}`;
}

const ENDINGS: Record<string, string> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/html': '.html',
  'text/plain': '.txt',
};
const endingOf = (mime: unknown): string =>
  typeof mime === 'string' ? (ENDINGS[mime.split(';')[0] ?? ''] ?? '.bin') : '.bin';
