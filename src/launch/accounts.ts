import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import {
  AccountRow,
  assignPost,
  ensureFirstAdministrator,
  ensureRehearsalAccounts,
  makeUpPassword,
  postHolders,
  type GivenLogin,
  type RehearsalPerson,
} from '#access/service';
import { inForce, type Directory } from '#jurisdiction';
import type { JurisdictionRow } from '#jurisdiction/service';
import { readDirectory } from '#jurisdiction/service';
import { createDataSource } from '#persistence';
import { loadKeys, seal, unseal } from '#secrets';
import type { RunningConfig } from '../../apps/worker/src/core/options.js';
import { schema } from '../../apps/worker/src/core/schema.js';

/** The city leader of the rehearsal. */
const LEADER = 'lingdao';

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
      const directory = await readDirectory(manager, jurisdiction.id);
      const people = cast(directory.rolesOn(at));
      const given = await ensureRehearsalAccounts(
        manager,
        jurisdiction.id,
        people,
        rehearsalPassword(config),
        at,
      );
      await givePost(manager, directory, jurisdiction.id, at);
      return {
        administrator,
        rehearsal: given.map((login, index) => ({ ...login, title: people[index]?.displayName ?? '' })),
      };
    });
  } finally {
    await source.destroy();
  }
}

/** One for each kind of first page, and who rules, hears last or receives reports. */
const cast = ({
  office,
  publicity,
  government,
  discipline,
}: ReturnType<Directory['rolesOn']>): RehearsalPerson[] => [
  { login: 'xuanchuan', displayName: `${publicity}（研判）`, role: 'monitor', unit: publicity },
  { login: 'zhengfuban', displayName: `${office}（交办、督促）`, role: 'office', unit: office },
  { login: 'chengguan', displayName: '市城市管理局联络人（签收）', role: 'liaison', unit: '市城市管理局' },
  { login: 'zhuren', displayName: `${office}负责人（裁定再次退单）`, role: 'leader', unit: office },
  { login: LEADER, displayName: `${government}分管领导（查看、回避）`, role: 'leader', unit: government },
  { login: 'jiwei', displayName: `${discipline}（接收举报件）`, role: 'leader', unit: discipline },
];

/** The leader of the rehearsal is in charge of something, so that recusal is seen; a post that anybody has held is left alone. */
async function givePost(
  manager: EntityManager,
  directory: Directory,
  jurisdictionId: string,
  at: Date,
): Promise<void> {
  const post = directory.profile.portfolios.find((portfolio) => inForce(portfolio, at));
  const leader = await manager.findOneBy(AccountRow, { login: LEADER, jurisdictionId });
  const held = await postHolders(manager, jurisdictionId);
  if (!post || !leader || held.some(({ portfolio }) => portfolio === post.key)) return;
  const holder = { accountId: leader.id, contactId: leader.contactId };
  await assignPost(manager, { jurisdictionId, portfolio: post.key, holder, at, by: 'system' });
}

/** The rehearsal's password is kept sealed beside the data, so that every start can print it again. */
function rehearsalPassword(config: RunningConfig): string {
  const file = join(config.dataDir, 'rehearsal.login');
  const key = loadKeys(config.keysDir).sessions;
  if (existsSync(file)) return unseal(key, readFileSync(file));
  const password = makeUpPassword();
  writeFileSync(file, seal(key, password), { mode: 0o600 });
  return password;
}
