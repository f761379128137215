import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';

export const command: Command = {
  name: 'migrate',
  summary: 'bring the database to the schema of this version',
  usage: `huiyin migrate

Runs the migrations that the database lacks, each in a transaction of its own. Prints {"migrated":[…]}.
The database is DATABASE_URL, else the embedded server on HUIYIN_DATA.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {});
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected`);
    const { withDatabase } = await import('../database.js');
    const { migrate } = await import('../../apps/worker/src/core/migrate.js');
    const config = readConfig();
    const migrated = await withDatabase(config, (_, databaseUrl) => migrate({ ...config, databaseUrl }));
    await io.out(JSON.stringify({ migrated }));
    return 0;
  },
};
