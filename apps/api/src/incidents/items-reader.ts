import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { IncidentItemRow, IncidentRow, ItemRow, JudgementRow, listItems } from '#incidents/service';
import type { ItemView, Page } from '../contract/index.js';
import { iso, isoOrNull } from './present.js';

/** Reads the stream of items, for those who judge. */
@Injectable()
export class ItemsReader {
  constructor(private readonly database: DataSource) {}

  /** Items as they arrived, newest first, also those that became no incident. */
  async list(
    principal: Principal,
    page: { before: string | null; limit: number; q: string | null },
  ): Promise<Page<ItemView>> {
    const { manager } = this.database;
    const { ids, next } = await listItems(manager, principal, page);
    const itemId = In(ids);
    const [rows, links, judgements] = await Promise.all([
      manager.find(ItemRow, { where: { id: itemId }, order: { seq: 'DESC' } }),
      manager.findBy(IncidentItemRow, { itemId }),
      manager.find(JudgementRow, {
        where: { itemId },
        select: { itemId: true, result: true },
        order: { seq: 'DESC' },
      }),
    ]);
    const incidents = await manager.findBy(IncidentRow, { id: In(links.map((link) => link.incidentId)) });
    const items = rows.map((item) => {
      const link = links.find((one) => one.itemId === item.id);
      return presentItem(item, principal, {
        row: incidents.find((one) => one.id === link?.incidentId) ?? null,
        duplicateOf: link?.duplicateOf ?? null,
        relevant: judgements.find((one) => one.itemId === item.id)?.result.relevant ?? null,
      });
    });
    return { items, next };
  }
}

/** An item with where it belongs; the address of the original only for those who may see it. */
export function presentItem(
  item: ItemRow,
  principal: Principal,
  place: { row: IncidentRow | null; duplicateOf: string | null; relevant: boolean | null },
): ItemView {
  return {
    id: item.id,
    title: item.title,
    text: item.text,
    url: mayDo(principal, 'incidents.original') ? item.url : null,
    source: { name: item.source.name, tier: item.source.tier, scope: item.source.scope },
    channel: item.channel,
    publishedAt: isoOrNull(item.publishedAt),
    discoveredAt: iso(item.discoveredAt),
    engagement: item.engagement,
    duplicateOf: place.duplicateOf,
    rehearsal: item.rehearsal,
    historic: item.historic,
    incidentId: place.row?.id ?? null,
    incidentNumber: place.row?.number ?? null,
    relevant: place.relevant,
  };
}
