import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { maskForUnits, type Judgement } from '#incidents';
import {
  IncidentItemRow,
  IncidentRow,
  ItemRow,
  JudgementCorrectionRow,
  JudgementRow,
  listItems,
  type ItemKind,
  type ItemMood,
} from '#incidents/service';
import type { ItemSaid, ItemVerdict, ItemView, ListedItem, Page } from '../contract/index.js';
import { displayNames, type Names } from './names.js';
import { iso, isoOrNull } from './present.js';

/** Reads the stream of items, for those who judge. */
@Injectable()
export class ItemsReader {
  constructor(private readonly database: DataSource) {}

  /** Items as they arrived, newest first, also those that became no incident. */
  async list(
    principal: Principal,
    page: { before: string | null; limit: number; q: string | null; kind: ItemKind; mood: ItemMood | null },
  ): Promise<Page<ListedItem>> {
    const { manager } = this.database;
    const { ids, next } = await listItems(manager, principal, page);
    const itemId = In(ids);
    const [rows, links, judgements, said] = await Promise.all([
      manager.find(ItemRow, { where: { id: itemId }, order: { seq: 'DESC' } }),
      manager.findBy(IncidentItemRow, { itemId }),
      manager.find(JudgementRow, {
        where: { itemId },
        select: { itemId: true, result: true },
        order: { seq: 'DESC' },
      }),
      manager.find(JudgementCorrectionRow, {
        where: { itemId, aspect: 'relevance', takenBackAt: IsNull() },
        order: { at: 'DESC' },
      }),
    ]);
    const names = await displayNames(
      manager,
      said.map(({ by }) => by),
    );
    const incidents = await manager.findBy(IncidentRow, { id: In(links.map((link) => link.incidentId)) });
    const items = rows.map((item) => {
      const link = links.find((one) => one.itemId === item.id);
      const judgement = judgements.find((one) => one.itemId === item.id)?.result;
      const shown = presentItem(item, principal, {
        row: incidents.find((one) => one.id === link?.incidentId) ?? null,
        duplicateOf: link?.duplicateOf ?? null,
        relevant: judgement?.relevant ?? null,
      });
      const word = said.find((one) => one.itemId === item.id);
      return {
        ...shown,
        verdict: judgement ? verdictOf(judgement) : null,
        said: word ? saidOf(word, names) : null,
        open: !link,
      };
    });
    return { items, next };
  }
}

function verdictOf({
  why,
  places,
  relevant,
  isMatter,
  outOfJurisdiction,
  tone,
  moods,
}: Judgement): ItemVerdict {
  const outside = places.filter(({ kind }) => kind === 'outside');
  return {
    because: why.find(({ rule }) => rule === 'relevance')?.because ?? why[0]?.because ?? null,
    elsewhere: outOfJurisdiction,
    idle: relevant && !isMatter,
    places: places.filter(({ kind }) => kind !== 'outside').map(({ name }) => name),
    outside: outside.map(({ name }) => name),
    tone,
    moods: moods ?? [],
  };
}

function saidOf({ after, reason, by, at }: JudgementCorrectionRow, names: Names): ItemSaid {
  const { relevant } = after as { relevant: boolean };
  return { relevant, reason, by: names.get(by) ?? by, at: iso(at) };
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
