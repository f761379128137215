import { existsSync, readFileSync } from 'node:fs';
import type { EntityManager } from 'typeorm';
import { RegressionCaseRow } from '../entities/regression.entity.js';
import type { RegressionCase } from './types.js';

/**
 * The cases a profile brings along, one a line in the format of interfaces.md; kept once, when the profile is loaded first.
 * @param file may be absent
 */
export async function seedCases(
  manager: EntityManager,
  jurisdictionId: string,
  file: string,
  at: Date,
): Promise<void> {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const rows = lines.map((line) => {
    const { id, name, item, expect, reason = '' } = JSON.parse(line) as RegressionCase;
    return {
      jurisdictionId,
      name: name ?? id,
      item,
      expect,
      reason,
      origin: 'import' as const,
      active: true,
      by: 'system',
      at,
    };
  });
  if (rows.length === 0) return;
  await manager.createQueryBuilder().insert().into(RegressionCaseRow).values(rows).orIgnore().execute();
}
