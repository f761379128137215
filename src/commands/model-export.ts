import { writeFileSync } from 'node:fs';
import { readConfig } from '#config';
import { modelsOf } from '#judge';
import { readArgs, UsageError, type Command } from '../command.js';
import { profileDirectory } from '../profile.js';

export const command: Command = {
  name: 'model export',
  summary: 'write the learned models for "huiyin analyse --model"',
  usage: `huiyin model export FILE [--profile DIR | --active]

Trains the models of fields, topics and events on the examples and words of the profile and writes them as JSON.
  --active  instead, the version in force in the database; exit 1 when none is`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      profile: { type: 'string' },
      active: { type: 'boolean' },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE to write to');
    if (values.active) return exportActive(file, io);
    const directory = profileDirectory(values.profile);
    const { examples } = directory.profile;
    const models = modelsOf(directory);
    write(file, JSON.stringify(models));
    await io.out(
      JSON.stringify({ file, fields: models.fields?.labels.length ?? 0, examples: examples.length }),
    );
    return 0;
  },
};

function write(file: string, json: string): void {
  try {
    writeFileSync(file, json);
  } catch (error) {
    throw new UsageError(`${file}: cannot be written: ${(error as Error).message}`);
  }
}

async function exportActive(file: string, io: Parameters<Command['run']>[1]): Promise<number> {
  const { withDatabase } = await import('../database.js');
  const { JudgeModelRow, weightsOf } = await import('#judge/service');
  return withDatabase(readConfig(), async ({ manager }) => {
    const row = await manager.findOneBy(JudgeModelRow, { state: 'active' });
    if (!row) {
      io.err('no version of the models is in force; without --active the profile is used');
      return 1;
    }
    write(file, JSON.stringify(await weightsOf(manager, row.id)));
    await io.out(
      JSON.stringify({ file, number: row.number, examples: row.examples, corrections: row.corrections }),
    );
    return 0;
  });
}
