import type { EntityManager } from 'typeorm';
import { hasRecusals, recusedAmong, type IncidentRow, type NameBook } from '#incidents/service';

/** What became restricted, or is about the unit or the reader, is gone for a link: neither shown nor acted on (RT-05). */
export async function isKeptFrom(
  manager: EntityManager,
  incident: IncidentRow,
  reader: { unit: string; contactId: string },
  contacts: NameBook,
): Promise<boolean> {
  if (incident.restricted || incident.recused.includes(reader.unit)) return true;
  if (!hasRecusals(incident)) return false;
  return (await recusedAmong(manager, incident.id, [reader.contactId], contacts)).size > 0;
}
