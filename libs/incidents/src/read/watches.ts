import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { addVisibility, Conditions } from './visibility.js';

export interface Watched {
  incidentId: string;
  number: string;
  title: string;
  shared: boolean;
  note: string;
  until: string | null;
  by: string;
  at: Date;
  /** Log rows of others since it was last seen; 0 on the shared list. */
  changes: number;
  /** The newest of them. */
  lastType: string | null;
  lastAt: Date | null;
}

/** Never counted: who looked at an original or is kept from the matter is not told to everybody, messages are no news. */
const SILENT = ['original.revealed', 'person.recused', 'notice.queued', 'notice.accepted', 'notice.failed'];
const MOST = 500;

/**
 * What the caller watches, and with `shared` the list of the office; what has run out or may not be seen is left out.
 * @param today `2026-11-23` in the city's own time
 */
export async function listWatched(
  manager: EntityManager,
  principal: Principal,
  asked: { shared: boolean; today: string },
): Promise<Watched[]> {
  const conditions = addVisibility(new Conditions(), principal);
  const own = conditions.value(principal.accountId);
  conditions.add(`watch.account_id = ${own}::uuid${asked.shared ? ' or watch.account_id is null' : ''}`);
  conditions.add(`watch.until is null or watch.until >= ${conditions.value(asked.today)}::date`);
  const actor = conditions.value(`account:${principal.login}`);
  const silent = conditions.value(SILENT);
  return manager.query(
    `select incident.id as "incidentId", incident.number, incident.title, watch.account_id is null as shared,
       watch.note, to_char(watch.until, 'YYYY-MM-DD') as until, watch.by, watch.at,
       coalesce(fresh.changes, 0)::int as changes, fresh.last_type as "lastType", fresh.last_at as "lastAt"
     from watched_incident watch join incident on incident.id = watch.incident_id
     left join lateral (
       select count(*) as changes, max(log.at) as last_at,
         (array_agg(log.type order by log.id desc))[1] as last_type
       from incident_log log
       where watch.account_id is not null and log.incident_id = watch.incident_id and log.id > watch.seen_log_id
         and log.actor <> ${actor} and not (log.type = any(${silent}::text[]))
     ) fresh on true
     where ${conditions.sql}
     order by coalesce(fresh.changes, 0) > 0 desc, fresh.last_at desc nulls last, watch.at desc, watch.id
     limit ${MOST}`,
    conditions.values,
  );
}
