import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import type { CorrectedAspect } from '../corrections.js';
import { addItemVisibility } from './items.js';
import { Conditions } from './visibility.js';

/** A person's word on relevance or place, with the item it rests on. */
export interface PlaceCorrection {
  id: string;
  itemId: string;
  incidentId: string | null;
  aspect: CorrectedAspect;
  after: unknown;
  reason: string;
  /** Login. */
  by: string;
  at: Date;
}

/** Corrections of relevance and place that stand, newest first; of an incident with its first item. Only what the caller may see. */
export async function placeCorrections(
  manager: EntityManager,
  principal: Principal,
  asked: { since: Date; limit: number },
): Promise<PlaceCorrection[]> {
  const conditions = addItemVisibility(new Conditions(), principal);
  conditions.add(`said.jurisdiction_id = ${conditions.value(principal.jurisdictionId)}`);
  conditions.add(`said.at >= ${conditions.value(asked.since)}`);
  conditions.add(`said.aspect in ('relevance', 'place') and said.taken_back_at is null`);
  return manager.query(
    `select said.id, item.id as "itemId", said.incident_id as "incidentId", said.aspect, said.after, said.reason,
       said.by, said.at
     from judgement_correction said
     join item on item.id = coalesce(said.item_id, (select link.item_id from incident_item link
       where link.incident_id = said.incident_id order by link.at, link.item_id limit 1))
     where ${conditions.sql}
     order by said.at desc, said.id limit ${conditions.value(asked.limit)}`,
    conditions.values,
  );
}
