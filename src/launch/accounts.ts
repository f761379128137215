import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensureFirstAdministrator,
  ensureRehearsalAccounts,
  makeUpPassword,
  type GivenLogin,
  type RehearsalPerson,
} from '#access/service';
import type { JurisdictionRow } from '#jurisdiction/service';
import { readDirectory } from '#jurisdiction/service';
import { createDataSource } from '#persistence';
import { loadKeys, seal, unseal } from '#secrets';
import type { RunningConfig } from '../../apps/worker/src/core/options.js';
import { schema } from '../../apps/worker/src/core/schema.js';

export interface Logins {
  /** To be printed once; null when accounts existed. */
  administrator: GivenLogin | null;
  rehearsal: (GivenLogin & { title: string })[];
}

/** Makes the first administrator and, for a rehearsal, one person for each kind of first page. */
export async function prepareAccounts(
  config: RunningConfig,
  jurisdiction: JurisdictionRow,
  rehearsal: boolean,
): Promise<Logins> {
  const source = await createDataSource(config.databaseUrl, schema, 2).initialize();
  try {
    return await source.transaction(async (manager) => {
      const at = new Date();
      const administrator = await ensureFirstAdministrator(
        manager,
        jurisdiction.id,
        config.adminPassword,
        at,
      );
      if (!rehearsal) return { administrator, rehearsal: [] };
      const { office, publicity, government } = (await readDirectory(manager, jurisdiction.id)).profile
        .jurisdiction.roles;
      const people = cast(office, publicity, government);
      const given = await ensureRehearsalAccounts(
        manager,
        jurisdiction.id,
        people,
        rehearsalPassword(config),
        at,
      );
      return {
        administrator,
        rehearsal: given.map((login, index) => ({ ...login, title: people[index]?.displayName ?? '' })),
      };
    });
  } finally {
    await source.destroy();
  }
}

const cast = (office: string, publicity: string, government: string): RehearsalPerson[] => [
  { login: 'xuanchuan', displayName: `${publicity}（研判）`, role: 'monitor', unit: publicity },
  { login: 'zhengfuban', displayName: `${office}（交办、督促）`, role: 'office', unit: office },
  { login: 'chengguan', displayName: '市城市管理局联络人（签收）', role: 'liaison', unit: '市城市管理局' },
  { login: 'lingdao', displayName: `${government}领导（查看）`, role: 'leader', unit: government },
];

/** The rehearsal's password is kept sealed beside the data, so that every start can print it again. */
function rehearsalPassword(config: RunningConfig): string {
  const file = join(config.dataDir, 'rehearsal.login');
  const key = loadKeys(config.keysDir).sessions;
  if (existsSync(file)) return unseal(key, readFileSync(file));
  const password = makeUpPassword();
  writeFileSync(file, seal(key, password), { mode: 0o600 });
  return password;
}
