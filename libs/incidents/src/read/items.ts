import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { MOODS } from '../judgement.js';
import { addVisibility, Conditions } from './visibility.js';

/**
 * Which items: all; none of ours because the matter is elsewhere; none of ours because nothing of ours is named; ours and no
 * matter; those of which a person has said whose they are.
 */
export const ITEM_KINDS = ['all', 'elsewhere', 'unplaced', 'idle', 'settled'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** How the writer speaks or feels: a help for sorting. */
export const ITEM_MOODS = ['negative', ...MOODS] as const;
export type ItemMood = (typeof ITEM_MOODS)[number];

const IN_NONE = 'not exists (select 1 from incident_item mine where mine.item_id = item.id)';
/** What was judged last. */
const found = (part: string) =>
  `(select (last.result->>'${part}')::boolean from judgement last
    where last.item_id = item.id order by last.seq desc limit 1)`;
const OF_KIND: Record<ItemKind, readonly string[]> = {
  all: [],
  elsewhere: [IN_NONE, found('outOfJurisdiction')],
  unplaced: [IN_NONE, `not ${found('relevant')}`, `not ${found('outOfJurisdiction')}`],
  idle: [IN_NONE, found('relevant')],
  settled: [
    `exists (select 1 from judgement_correction said
      where said.item_id = item.id and said.aspect = 'relevance' and said.taken_back_at is null)`,
  ],
};

/**
 * Items as they arrived, newest first, also those that became no incident.
 * @param page `before`: sequence number of the last one shown; `q`: in title or text
 * @returns ids, and the sequence number to go on from
 */
export async function listItems(
  manager: EntityManager,
  principal: Principal,
  page: { before: string | null; limit: number; q: string | null; kind?: ItemKind; mood?: ItemMood | null },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = addItemVisibility(new Conditions(), principal);
  for (const condition of OF_KIND[page.kind ?? 'all']) conditions.add(condition);
  if (page.mood) conditions.add(ofMood(page.mood, conditions));
  if (page.before !== null) conditions.add(`item.seq < ${conditions.value(page.before)}::bigint`);
  if (page.q) {
    const sought = conditions.value(page.q);
    conditions.add(`strpos(item.title, ${sought}) > 0 or strpos(item.text, ${sought}) > 0`);
  }
  const rows: { id: string; seq: string }[] = await manager.query(
    `select item.id, item.seq from item where ${conditions.sql}
     order by item.seq desc limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  return {
    ids: shown.map(({ id }) => id),
    next: rows.length > page.limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** Of what was judged last. */
function ofMood(mood: ItemMood, conditions: Conditions): string {
  const holds =
    mood === 'negative'
      ? `last.result->>'tone' = 'negative'`
      : `last.result->'moods' ? ${conditions.value(mood)}`;
  return `coalesce((select ${holds} from judgement last
    where last.item_id = item.id order by last.seq desc limit 1), false)`;
}

/**
 * Limits `item` rows to those the caller may know of: none of an incident that is hidden from them, and none that has not
 * been judged yet, since it may turn out to be a report on anybody (RT-05). Those who see their unit's matters only see
 * none.
 */
export function addItemVisibility(conditions: Conditions, principal: Principal): Conditions {
  conditions.add(`item.jurisdiction_id = ${conditions.value(principal.jurisdictionId)}`);
  if (!mayDo(principal, 'incidents.all')) return conditions.add('false');
  conditions.add('item.judged_at is not null');
  const visible = addVisibility(new Conditions(conditions.values), principal);
  return conditions.add(`not exists (select 1 from incident_item link
    join incident on incident.id = link.incident_id where link.item_id = item.id and not (${visible.sql}))`);
}
