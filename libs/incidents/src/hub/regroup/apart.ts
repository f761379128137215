import type { EntityManager } from 'typeorm';
import { KeptApartRow } from '../../entities/regrouping.entity.js';
import type { Act } from '../act.js';

const pair = (a: string, b: string): { oneId: string; otherId: string } =>
  a < b ? { oneId: a, otherId: b } : { oneId: b, otherId: a };

/** A person has found that these are two matters: nothing proposes to put them together. */
export async function keepApart(
  act: Act,
  a: string,
  b: string,
  origin: KeptApartRow['origin'],
): Promise<void> {
  const by = act.actor.replace(/^account:/, '');
  await act.manager
    .createQueryBuilder()
    .insert()
    .into(KeptApartRow)
    .values({ ...pair(a, b), origin, by, at: act.at })
    .orIgnore()
    .execute();
}

/** A person puts them together after all, or takes back what had kept them apart. */
export async function letTogether(
  manager: EntityManager,
  a: string,
  b: string,
  origin?: KeptApartRow['origin'],
): Promise<void> {
  await manager.delete(KeptApartRow, { ...pair(a, b), ...(origin && { origin }) });
}

/** Proposals about a matter that has ended or changed its items are no more worth a look. */
export const expireProposals = (act: Act, incidentIds: readonly string[]): Promise<unknown> =>
  act.manager.query(
    `update grouping_proposal set state = 'expired', decided_at = $2
     where state = 'open' and (from_id = any($1::uuid[]) or into_id = any($1::uuid[]))`,
    [incidentIds, act.at],
  );
