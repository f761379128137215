import { setImmediate as breathe } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { RegressionCaseRow } from '../entities/regression.entity.js';
import { missesOf } from './compare.js';
import type { CaseSide, DecideCase } from './sides.js';
import type { CaseOutcome } from './types.js';

/** Cases judged between two breaths of the process. */
const AT_ONCE = 10;

/**
 * Runs the active cases of a city: as things stand and, where given, beside what they would become. Pure but for reading
 * the cases; nothing is stored.
 */
export async function runCases(
  manager: EntityManager,
  jurisdictionId: string,
  decide: DecideCase,
  { now, then }: { now: CaseSide; then: CaseSide | null },
): Promise<CaseOutcome[]> {
  const cases = await manager.find(RegressionCaseRow, {
    where: { jurisdictionId, active: true },
    order: { name: 'ASC' },
  });
  const outcomes: CaseOutcome[] = [];
  for (const [index, { id, name, item, expect }] of cases.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await breathe();
    outcomes.push({
      caseId: id,
      name,
      now: missesOf(decide(item, now), expect),
      then: then && missesOf(decide(item, then), expect),
    });
  }
  return outcomes;
}
