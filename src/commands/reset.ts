import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';

export const command: Command = {
  name: 'reset',
  summary: 'empty the database: everything is lost',
  usage: `huiyin reset --yes

Drops every table and queue of Huiyin and makes the schema anew. Without --yes nothing happens.
Keys and files under HUIYIN_KEYS stay. Stop running processes first.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { yes: { type: 'boolean' } });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected`);
    if (!values.yes) throw new UsageError('this deletes all data; say --yes if that is meant');
    const { withDatabase } = await import('../database.js');
    const { migrate } = await import('../../apps/worker/src/core/migrate.js');
    const config = readConfig();
    await withDatabase(config, async (source, databaseUrl) => {
      await source.query('drop schema if exists bullmq cascade');
      await source.dropDatabase();
      await migrate({ ...config, databaseUrl });
    });
    await io.out(JSON.stringify({ reset: true }));
    return 0;
  },
};
