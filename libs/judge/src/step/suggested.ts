import { In, type EntityManager } from 'typeorm';
import { isOver } from '#incidents';
import { IncidentRow, storeProposals, type ProposedGrouping } from '#incidents/service';
import type { Suggestion } from '../index.js';

/** A matter an item has opened, with those it may belong to. */
export interface Doubtful {
  row: IncidentRow;
  suggestions: readonly Suggestion[];
}

const DAY = 86_400_000;

/**
 * Puts to a person what judging was not sure of: an item near another matter, but not near enough to join it by itself.
 * Reports and what is restricted are never named beside a public matter (RT-05).
 */
export async function storeSuggestions(manager: EntityManager, doubtful: readonly Doubtful[]): Promise<void> {
  const open = doubtful.filter(({ row, suggestions }) => !row.historic && suggestions.length > 0);
  if (open.length === 0) return;
  const ids = open.flatMap(({ suggestions }) => suggestions.map(({ incidentId }) => incidentId));
  const others = await manager.findBy(IncidentRow, { id: In(ids) });
  for (const { row, suggestions } of open) {
    const found = suggestions.flatMap(({ incidentId, similarity }): ProposedGrouping[] => {
      const other = others.find(({ id }) => id === incidentId);
      if (!other || isOver(other.state) || isKept(other) || isKept(row)) return [];
      const reasons = reasonsBetween(row, other);
      return [{ kind: 'attach', fromId: row.id, intoId: other.id, itemIds: [], similarity, reasons }];
    });
    await storeProposals(manager, row.jurisdictionId, found.slice(0, 1), row.createdAt, row.rehearsal);
  }
}

const isKept = (row: IncidentRow): boolean =>
  row.restricted || row.flags.includes('misconduct_report') || row.flags.includes('classified_content');

function reasonsBetween(one: IncidentRow, other: IncidentRow): string[] {
  const names = (row: IncidentRow) => row.places.map(({ name }) => name);
  const both = (a: string[], b: string[]) => [...new Set(a.filter((name) => b.includes(name)))];
  const places = both(names(one), names(other));
  const topics = both(one.topics, other.topics);
  const last = other.lastItemAt ?? other.discoveredAt;
  const days = Math.floor(Math.abs(one.discoveredAt.getTime() - last.getTime()) / DAY);
  return [
    ...(places.length > 0 ? [`地点相同：${places.slice(0, 4).join('、')}`] : []),
    ...(topics.length > 0 ? [`事项相同：${topics.slice(0, 4).join('、')}`] : []),
    '文字相近，但不足以自动归并',
    days === 0 ? '时间在同一天' : `时间相隔 ${days} 天`,
  ];
}
