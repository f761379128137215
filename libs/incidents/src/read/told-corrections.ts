import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import type { CorrectedAspect } from '../corrections.js';
import { addItemVisibility } from './items.js';
import { Conditions } from './visibility.js';

/** A person's word on a judgement, with what came of it. */
export interface ToldCorrection {
  aspect: CorrectedAspect;
  before: unknown;
  after: unknown;
  /** The matter, else the item, it is about. */
  matterId: string;
  takenBack: boolean;
  /** Units were added or taken back by the routing that followed it. */
  rerouted: boolean;
}

/** Routing follows a correction within seconds; what happens to units later has other causes. */
const FOLLOWS = `interval '10 minutes'`;

/**
 * Corrections since a moment, newest first, those taken back too; only what the caller may see, no rehearsal.
 * @param asked.since null: from the beginning
 */
export async function toldCorrections(
  manager: EntityManager,
  principal: Principal,
  asked: { since: Date | null; limit: number },
): Promise<ToldCorrection[]> {
  const conditions = addItemVisibility(new Conditions(), principal);
  conditions.add(`said.jurisdiction_id = ${conditions.value(principal.jurisdictionId)}`);
  conditions.add('not item.rehearsal');
  if (asked.since) conditions.add(`said.at > ${conditions.value(asked.since)}`);
  return manager.query(
    `select said.aspect, said.before, said.after, coalesce(said.incident_id, item.id) as "matterId",
       said.taken_back_at is not null as "takenBack",
       exists (select 1 from incident_log log where log.incident_id = said.incident_id and log.actor = 'system'
         and log.type in ('duty.sent', 'duty.withdrawn') and log.at between said.at and said.at + ${FOLLOWS})
         as rerouted
     from judgement_correction said
     join item on item.id = coalesce(said.item_id, (select link.item_id from incident_item link
       where link.incident_id = said.incident_id order by link.at, link.item_id limit 1))
     where ${conditions.sql}
     order by said.at desc, said.id limit ${conditions.value(asked.limit)}`,
    conditions.values,
  );
}
