import { ROLES, type Role } from '#access';
import { readConfig } from '#config';
import { newToken } from '#secrets';
import { readArgs, UsageError, type Command } from '../command.js';

export const command: Command = {
  name: 'token create',
  summary: 'make a token for programs that call the HTTP interface',
  usage: `huiyin token create --role R [--unit U] [--name N] [--days D]

Prints the token as the last line; it is shown once and stored only as a hash.
  --role R   ${ROLES.join(', ')}
  --unit U   unit a liaison or leader acts for
  --name N   what it is for (default: the role)
  --days D   ends after so many days (default: never)`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      role: { type: 'string' },
      unit: { type: 'string' },
      name: { type: 'string' },
      days: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected`);
    const role = readRole(values.role);
    if (role === 'liaison' && !values.unit) throw new UsageError('a liaison needs --unit');
    const expiresAt = readExpiry(values.days);
    const { withDatabase } = await import('../database.js');
    const { ApiTokenRow } = await import('#access/service');
    const { JurisdictionRow, readDirectory } = await import('#jurisdiction/service');
    const { token, hash } = newToken();
    await withDatabase(readConfig(), async (source) => {
      const jurisdiction = (await source.getRepository(JurisdictionRow).find({ take: 1 }))[0];
      if (!jurisdiction) throw new Error('the database holds no city yet: run npm start once');
      const directory = await readDirectory(source.manager, jurisdiction.id);
      if (values.unit && !directory.unit(values.unit))
        throw new UsageError(`--unit: the directory has no unit "${values.unit}"`);
      await source.getRepository(ApiTokenRow).insert({
        tokenHash: hash,
        jurisdictionId: jurisdiction.id,
        name: values.name || role,
        role,
        unit: values.unit ?? null,
        createdAt: new Date(),
        expiresAt,
        revokedAt: null,
      });
    });
    await io.out(token);
    return 0;
  },
};

function readRole(value: string | undefined): Role {
  if (ROLES.includes(value as Role)) return value as Role;
  throw new UsageError(`--role must be one of ${ROLES.join(', ')}`);
}

function readExpiry(days: string | undefined): Date | null {
  if (days === undefined) return null;
  if (!/^[1-9]\d{0,4}$/.test(days)) throw new UsageError('--days must be a whole number of days');
  return new Date(Date.now() + Number(days) * 86_400_000);
}
