import type { Item, SourceScope, SourceTier } from '#incidents';
import type { ItemRow } from '#incidents/service';
import type { Hearing } from '../index.js';

/** The stored item in the form that judging takes: the same as a line of `huiyin analyse`. */
export function itemOf(row: ItemRow): Item {
  return {
    id: row.id,
    title: row.title,
    text: row.text,
    ...(row.url && { url: row.url }),
    source: {
      name: row.source.name,
      tier: row.source.tier as SourceTier,
      scope: row.source.scope as SourceScope,
    },
    ...(row.publishedAt && { publishedAt: row.publishedAt.toISOString() }),
    discoveredAt: row.discoveredAt.toISOString(),
    engagement: row.engagement,
    hotSearch: row.hotSearch,
    assignedBySuperior: row.assignedBySuperior,
    ...(row.superiorDueAt && { superiorDueAt: row.superiorDueAt.toISOString() }),
    facts: row.facts,
  };
}

/** When it happened as far as the stream is concerned: published, but no later than it was seen. */
export const timeOf = (row: Pick<ItemRow, 'publishedAt' | 'discoveredAt'>): Date =>
  row.publishedAt && row.publishedAt < row.discoveredAt ? row.publishedAt : row.discoveredAt;

/** The item as far as the reach of its matter is concerned. */
export const hearingOf = (row: ItemRow, duplicateOf: string | null): Hearing => ({
  source: row.source.name,
  at: timeOf(row),
  duplicate: duplicateOf !== null,
  engagement: row.engagement,
});

/** Real, rehearsal and imported items never meet in one incident. */
export type Lane = 'real' | 'rehearsal' | 'historic';
export const laneOf = (row: { rehearsal: boolean; historic: boolean }): Lane =>
  row.historic ? 'historic' : row.rehearsal ? 'rehearsal' : 'real';
