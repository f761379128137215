import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { maskForUnits } from '#incidents';
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

/**
 * An item with where it belongs. A unit reads it without names, accounts and addresses, and asks for the original; of a
 * concern split from a report nobody but those who see the report learns when and how widely that was published.
 */
export function presentItem(
  item: ItemRow,
  principal: Principal,
  place: { row: IncidentRow | null; duplicateOf: string | null; relevant: boolean | null },
): ItemView {
  const plain = mayDo(principal, 'incidents.all') ? (text: string) => text : maskForUnits;
  const excerpt = Boolean(place.row?.splitFrom) && !mayDo(principal, 'incidents.restricted');
  return {
    id: item.id,
    title: plain(item.title),
    text: plain(item.text),
    url: mayDo(principal, 'incidents.original') ? item.url : null,
    originalOnRequest: mayAskForOriginal(principal, item, place.row),
    source: { name: item.source.name, tier: item.source.tier, scope: item.source.scope },
    channel: item.channel,
    publishedAt: excerpt ? null : isoOrNull(item.publishedAt),
    discoveredAt: iso(item.discoveredAt),
    engagement: excerpt ? {} : item.engagement,
    duplicateOf: place.duplicateOf,
    rehearsal: item.rehearsal,
    historic: item.historic,
    incidentId: place.row?.id ?? null,
    incidentNumber: place.row?.number ?? null,
    relevant: place.relevant,
  };
}

/** A unit's people may have the address with a reason, but never of a report or of what was split from one (RT-05). */
export const mayAskForOriginal = (
  principal: Principal,
  item: ItemRow,
  incident: IncidentRow | null,
): boolean =>
  item.url !== null &&
  incident !== null &&
  !incident.restricted &&
  incident.splitFrom === null &&
  mayDo(principal, 'duties.sign') &&
  !mayDo(principal, 'incidents.original');
