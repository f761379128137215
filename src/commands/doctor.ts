import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';
import { checkKeys, checkMail, checkNode, checkProfile, checkPublicUrl } from '../doctor/surroundings.js';
import type { Finding } from '../doctor/finding.js';

const MARKS = { ok: '✓', warning: '△', missing: '✗' } as const;

export const command: Command = {
  name: 'doctor',
  summary: 'say what is missing before Huiyin can work',
  usage: `huiyin doctor

One line a check: ✓ fine, △ worth a look, ✗ missing. Exit 1 when something required is missing.
The last line is {"missing":N,"warnings":N}.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {});
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected`);
    const config = readConfig();
    const count = { missing: 0, warnings: 0 };
    const tell = async ({ state, line }: Finding) => {
      if (state === 'missing') count.missing++;
      if (state === 'warning') count.warnings++;
      await io.out(`${MARKS[state]} ${line}`);
    };
    await tell(checkNode());
    const { finding, directory } = checkProfile(config);
    await tell(finding);
    await tell(checkKeys(config));
    const { checkStored } = await import('../doctor/stored.js');
    for (const stored of await checkStored(config, directory)) await tell(stored);
    await tell(await checkMail(config));
    await tell(checkPublicUrl(config));
    await io.out(JSON.stringify(count));
    return count.missing > 0 ? 1 : 0;
  },
};
