import { In, type EntityManager } from 'typeorm';
import { maskForUnits } from '#incidents';
import { IncidentItemRow, ItemRow } from '#incidents/service';

const SHOWN = 3;
const EXCERPT = 400;

export interface Excerpt {
  title: string;
  text: string;
  at: Date;
  source: string;
}

/** The first texts of a matter as a unit reads them (`maskForUnits`), cut short, without links to the originals. */
export async function matterOf(manager: EntityManager, incidentId: string): Promise<Excerpt[]> {
  const links = await manager.find(IncidentItemRow, {
    where: { incidentId },
    order: { at: 'ASC' },
    take: 30,
  });
  const own = links.filter((link) => link.duplicateOf === null).slice(0, SHOWN);
  const items = await manager.findBy(ItemRow, { id: In(own.map((link) => link.itemId)) });
  return items
    .toSorted((a, b) => a.discoveredAt.getTime() - b.discoveredAt.getTime())
    .map((item) => ({ item, text: maskForUnits(item.text) }))
    .map(({ item, text }) => ({
      title: maskForUnits(item.title),
      text: text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text,
      at: item.publishedAt ?? item.discoveredAt,
      source: item.source.name,
    }));
}
