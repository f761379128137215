import type { EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import type { Act } from './act.js';
import { isReport } from './accusations.js';
import { lockIncident, saveIncident } from './lock.js';
import { kin, namedIn, recuseNamedPersons, type NamedPerson } from './recusals.js';

/**
 * An account made or renamed, or somebody new in the roster, is kept at once from every report whose text names them, and
 * from what was split from it: in the transaction that makes them, so that there is no moment in which they see it (RT-05).
 * Closed reports count too, as they are still shown. A report that is routed meanwhile waits for the lock or is waited for.
 * @param people everybody of the city, or those who are new
 */
export async function recuseNewPeople(
  manager: EntityManager,
  clock: Clock,
  jurisdictionId: string,
  people: readonly NamedPerson[],
): Promise<void> {
  const reports: { id: string; text: string }[] = await manager.query(
    `select incident.id, string_agg(item.title || ' ' || item.text, E'\\n') as text
     from incident join incident_item link on link.incident_id = incident.id join item on item.id = link.item_id
     where incident.jurisdiction_id = $1 and incident.split_from is null
       and 'misconduct_report' = any(incident.flags) and not incident.historic
     group by incident.id order by incident.id`,
    [jurisdictionId],
  );
  for (const { id, text } of reports) {
    const named = namedIn(text, people);
    if (named.length === 0) continue;
    const report = await lockIncident(manager, id);
    // Not routed yet: whoever is named is recused when it is.
    if (!report || !isReport(report)) continue;
    for (const each of await kin(manager, id)) {
      const incident = each === id ? report : await lockIncident(manager, each);
      if (!incident) continue;
      const act: Act = { manager, actor: 'system', at: clock.now(timelineOf(incident)) };
      if (await recuseNamedPersons(act, incident, named)) await saveIncident(manager, incident, act.at);
    }
  }
}
