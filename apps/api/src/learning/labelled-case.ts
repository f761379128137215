import type { ItemRow } from '#incidents/service';
import type { ReadDispatch } from '#route/service';
import { iso } from '../incidents/present.js';

/**
 * A corrected matter as a routing case (interfaces.md, “A routing case”): the first item as it was seen, and what a person
 * decided as the expectation. Levels and deadlines are left out: nobody corrected those here.
 */
export function caseOf(dispatch: ReadDispatch, item: ItemRow): object {
  const decided = dispatch.settled ?? dispatch.first;
  const { title, text, source, engagement, hotSearch, assignedBySuperior } = item;
  return {
    id: dispatch.number,
    item: {
      id: dispatch.number,
      title,
      text,
      source,
      discoveredAt: iso(item.discoveredAt),
      ...(item.publishedAt && { publishedAt: iso(item.publishedAt) }),
      engagement,
      hotSearch,
      assignedBySuperior,
    },
    expect: {
      firstResponsible: decided.firstResponsible,
      respondents: decided.respondents,
      coordinators: decided.coordinators.map(({ lead, with: beside }) => [lead, beside]),
    },
    reason: dispatch.corrected?.reason ?? '',
  };
}
