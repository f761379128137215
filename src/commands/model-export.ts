import { writeFileSync } from 'node:fs';
import { modelsOf } from '#judge';
import { readArgs, UsageError, type Command } from '../command.js';
import { profileDirectory } from '../profile.js';

export const command: Command = {
  name: 'model export',
  summary: 'write the learned models for "huiyin analyse --model"',
  usage: `huiyin model export FILE [--profile DIR]

Trains the models of fields, topics and events on the examples and words of the profile and writes them as JSON.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { profile: { type: 'string' } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE to write to');
    const directory = profileDirectory(values.profile);
    const { examples } = directory.profile;
    const models = modelsOf(directory);
    try {
      writeFileSync(file, JSON.stringify(models));
    } catch (error) {
      throw new UsageError(`${file}: cannot be written: ${(error as Error).message}`);
    }
    await io.out(
      JSON.stringify({ file, fields: models.fields?.labels.length ?? 0, examples: examples.length }),
    );
    return 0;
  },
};
