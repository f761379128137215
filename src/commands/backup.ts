import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';

export const command: Command = {
  name: 'backup',
  summary: 'write all data and the keys into a new folder',
  usage: `huiyin backup DIR

Writes every row as it stands at one moment, and the keys, into DIR, which must be new or empty. The service may go on
meanwhile. DIR holds what decrypts the contacts: keep it as the keys themselves are kept.
Put it back with "huiyin restore DIR". The last line is {"folder","tables","rows"}.
The database is DATABASE_URL, else the embedded server on HUIYIN_DATA.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {});
    const [folder, more] = positionals;
    if (folder === undefined || more !== undefined) throw new UsageError('give one DIR');
    const { withDatabase } = await import('../database.js');
    const { dump, emptyFolder } = await import('../backup/dump.js');
    emptyFolder(folder);
    const config = readConfig();
    const { tables } = await withDatabase(config, (_source, url) =>
      dump(url, folder, config.keysDir, (line) => io.err(line)),
    );
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    await io.out(JSON.stringify({ folder, tables: tables.length, rows }));
    return 0;
  },
};
