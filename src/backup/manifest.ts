import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { UsageError } from '../command.js';

/** Table that the migrations keep themselves; its names stand in the manifest. */
export const HISTORY = 'schema_migration';
const MANIFEST = 'backup.json';
/** Copy of the file of secrets: without it the contacts of the backup cannot be read and its links are void. */
export const KEYS = 'keys.json';

const table = z.object({
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.number().int().min(0),
  file: z.string().regex(/^[\w.-]+$/),
  /** SHA-256 of the file, in hexadecimal. */
  sha256: z.string(),
});
const schema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Migrations the database had gone through, in their order. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(table),
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^\d+$/) })),
  keys: z.object({ sha256: z.string() }),
});

export type Manifest = z.infer<typeof schema>;
export type BackupTable = Manifest['tables'][number];

/** Written last: a folder without it holds a backup that was never finished. */
export const manifestOf = (folder: string): string => join(folder, MANIFEST);

/**
 * Reads what a backup holds and checks every file of it, before anything is changed.
 * @throws UsageError when the folder holds no whole backup
 */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = readFileSync(manifestOf(folder), 'utf8');
  } catch (error) {
    throw new UsageError(`${folder}: holds no finished backup (${(error as NodeJS.ErrnoException).code})`);
  }
  const manifest = parse(folder, text);
  for (const { file, sha256 } of [...manifest.tables, { file: KEYS, ...manifest.keys }])
    if ((await digest(join(folder, file)).catch(() => null)) !== sha256)
      throw new UsageError(`${folder}: ${file} is missing or was changed after the backup`);
  return manifest;
}

function parse(folder: string, text: string): Manifest {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new UsageError(`${manifestOf(folder)}: is not the list of a backup this version can read`);
  }
}

export async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Names of the migrations a database has gone through, in their order; none in one that was never used. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('${HISTORY}') is not null as there`,
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${HISTORY} order by id`);
  return rows.map(({ name }) => name);
}
