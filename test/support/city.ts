import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { projectRoot } from '#config';
import { loadProfile, policySchema, type Profile } from '#jurisdiction';
import { ensureJurisdiction } from '#jurisdiction/service';
import { loadKeys, type Keys } from '#secrets';

/** The invented small city 清岚市 with the real ladder of 催签: people with addresses p1…p28@qinglan.example. */
export function smallCity(): Profile {
  const tiny = loadProfile(join(projectRoot(), 'test/profiles/tiny'));
  const ladder = readFileSync(join(projectRoot(), 'config/jurisdictions/xiaoyi/policies.json'), 'utf8');
  const policies = (JSON.parse(ladder) as unknown[]).map((policy) => policySchema.parse(policy));
  return { ...tiny, policies };
}

/** Keys of their own in a folder of their own. */
export const testKeys = (): Keys => loadKeys(join(mkdtempSync(join(tmpdir(), 'huiyin-keys-')), 'keys'));

/** The day before `MORNING`, whatever the machine's clock says: a directory is loaded before it is used. */
const LOADED = new Date('2026-11-22T08:30:00+08:00');

/** Loads a city into a database; gives the id of its jurisdiction. */
export async function loadCity(
  manager: EntityManager,
  keys: Keys,
  profile: Profile = smallCity(),
): Promise<string> {
  const row = await ensureJurisdiction(manager, profile, { contactsKey: keys.contacts, at: LOADED });
  return row.id;
}
