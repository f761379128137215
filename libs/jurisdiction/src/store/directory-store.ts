import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { Directory } from '../directory.js';
import { JurisdictionRow } from '../entities/directory.entity.js';
import type { Profile } from '../schema/profile.js';
import { insertRoster } from '../roster/insert-roster.js';
import { entriesOf, insertEntries, profileOf } from './entries.js';

export interface EnsureOptions {
  /** Key of `#secrets` that encrypts the roster. */
  contactsKey: Buffer;
  at: Date;
  /** Hears one Chinese line about what was done. */
  log?: (line: string) => void;
}

/**
 * Loads a profile into the database once: directory entries and roster in one transaction. Several processes may start
 * at once; the second finds the work done. Afterwards the database is the truth and edits of the files change nothing.
 */
export async function ensureJurisdiction(
  manager: EntityManager,
  profile: Profile,
  { contactsKey, at, log = () => undefined }: EnsureOptions,
): Promise<JurisdictionRow> {
  const { code, name } = profile.jurisdiction;
  const loaded = await manager.transaction(async (inside) => {
    // A second process waits here on the unique code until the first has committed, and then inserts nothing.
    const rows: { id: string }[] = await inside.query(
      `INSERT INTO jurisdiction (code, name, loaded_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING RETURNING id`,
      [code, name, at],
    );
    const [inserted] = rows;
    if (!inserted) return false;
    await insertEntries(inside, inserted.id, entriesOf(profile), at);
    await insertRoster(inside, inserted.id, profile, { contactsKey, at });
    return true;
  });
  const row = await manager.findOneByOrFail(JurisdictionRow, { code });
  if (loaded) log(`已载入${name}的配置：单位 ${profile.units.length} 个，地点 ${profile.places.length} 处。`);
  else if (await differs(manager, row.id, profile))
    log(`${name}的名录以数据库为准，与配置文件夹不同；修改文件不会改变已载入的内容，请在名录中修改。`);
  return row;
}

async function differs(manager: EntityManager, id: string, profile: Profile): Promise<boolean> {
  const stored = (await readDirectory(manager, id)).profile;
  const given: Profile = { ...profile, roster: [], sources: [] };
  return !isDeepStrictEqual(plain(given), plain(stored));
}

/** As JSON holds it: absent and undefined are the same. */
const plain = (profile: Profile): unknown => JSON.parse(JSON.stringify(profile));

/** The newest version of each jurisdiction this process has read. */
const cache = new Map<string, Directory>();

/**
 * The directory in force, from the rows of the database. Built once for each version, so that what is compiled from a
 * directory stays. It is asked for many times a second: what is known costs a look at one row. The rest is read by one
 * statement, so that an edit at the same time is seen whole or not at all. Not to be called inside a
 * transaction that edits the directory: what is rolled back would stay in the cache.
 * @throws Error when there is no such jurisdiction
 */
export async function readDirectory(manager: EntityManager, jurisdictionId: string): Promise<Directory> {
  const known = cache.get(jurisdictionId);
  if (known && (await currentVersion(manager, jurisdictionId)) === known.version) return known;
  const rows: { version: number; kind: string | null; body: unknown }[] = await manager.query(
    `SELECT j.directory_version AS version, e.kind, e.body
     FROM jurisdiction j
     LEFT JOIN directory_entry e
       ON e.jurisdiction_id = j.id AND e.replaced_at IS NULL
     WHERE j.id = $1
     ORDER BY e.kind, e.position`,
    [jurisdictionId],
  );
  const [first] = rows;
  if (!first) throw new Error(`no jurisdiction ${jurisdictionId}`);
  const version = String(first.version);
  const entries = rows.flatMap(({ kind, body }) => (kind === null ? [] : [{ kind, body }]));
  const directory = new Directory(profileOf(entries), version);
  cache.set(jurisdictionId, directory);
  return directory;
}

async function currentVersion(manager: EntityManager, jurisdictionId: string): Promise<string | null> {
  const rows: { version: string }[] = await manager.query(
    'SELECT directory_version::text AS version FROM jurisdiction WHERE id = $1',
    [jurisdictionId],
  );
  return rows[0]?.version ?? null;
}
