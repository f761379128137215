import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';

export const command: Command = {
  name: 'restore',
  summary: 'put a backup into an empty database',
  usage: `huiyin restore DIR

Checks every file of a backup, then puts its rows and keys in place, whole or not at all, and brings the schema to this
version. The database must be empty, and HUIYIN_KEYS empty or holding the same keys; stop running processes first.
Clocks that ran out meanwhile are late, and their notices go out at the next start.
The last line is {"madeAt","tables","rows","migrated":[…]}. The database is DATABASE_URL, else the embedded server on
HUIYIN_DATA.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {});
    const [folder, more] = positionals;
    if (folder === undefined || more !== undefined) throw new UsageError('give one DIR');
    const { readManifest } = await import('../backup/manifest.js');
    const manifest = await readManifest(folder);
    const { withDatabase } = await import('../database.js');
    const { load } = await import('../backup/load.js');
    const config = readConfig();
    const migrated = await withDatabase(config, (_source, databaseUrl) =>
      load({ ...config, databaseUrl }, folder, manifest, (line) => io.err(line)),
    );
    const { madeAt, tables } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    await io.out(JSON.stringify({ madeAt, tables: tables.length, rows, migrated }));
    return 0;
  },
};
