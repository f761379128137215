import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { IncidentItemRow, IncidentRow } from '../../entities/incident.entity.js';
import { ItemRow } from '../../entities/item.entity.js';
import { maskForUnits } from '../../privacy/for-units.js';
import { note, type Act } from '../act.js';
import { RefusedAction } from '../errors.js';
import { seriesOf, takeNumbers } from '../numbers.js';
import { mergeT0 } from '../statutory-times.js';
import { carryOrders, uniteRecusals } from './belongings.js';
import { linksOf, settle, type Tools } from './merge.js';

/**
 * The items a person chose, with the copies of each: a copy follows what it repeats.
 * @throws RefusedAction `regroup_no_items`, `regroup_unknown_item`, `regroup_all_items` where none would stay
 */
export async function chosenLinks(
  act: Act,
  incidentId: string,
  itemIds: readonly string[],
): Promise<IncidentItemRow[]> {
  if (itemIds.length === 0) throw new RefusedAction('regroup_no_items');
  const links = await linksOf(act, incidentId);
  const chosen = new Set(itemIds);
  if ([...chosen].some((id) => !links.some(({ itemId }) => itemId === id)))
    throw new RefusedAction('regroup_unknown_item');
  const along = copiesAlong(links, itemIds);
  const going = links.filter(({ itemId }) => chosen.has(itemId) || along.includes(itemId));
  if (going.length === links.length)
    throw new RefusedAction('regroup_all_items', await whatGoesAlong(act, links, along));
  return going;
}

/** Copies of what is chosen that were not chosen themselves. */
export const copiesAlong = (
  links: readonly Pick<IncidentItemRow, 'itemId' | 'duplicateOf'>[],
  itemIds: readonly string[],
): string[] =>
  links.flatMap(({ itemId, duplicateOf }) =>
    duplicateOf !== null && itemIds.includes(duplicateOf) && !itemIds.includes(itemId) ? [itemId] : [],
  );

/** Which texts the person did not choose and that go all the same, and what to choose instead; empty where there are none. */
async function whatGoesAlong(
  act: Act,
  links: readonly IncidentItemRow[],
  along: readonly string[],
): Promise<string> {
  if (along.length === 0) return '';
  const originals = new Set(
    links.flatMap((link) => (along.includes(link.itemId) ? (link.duplicateOf ?? []) : [])),
  );
  const rows = await act.manager.findBy(ItemRow, { id: In([...along, ...originals]) });
  const named = (ids: Iterable<string>) =>
    [...ids].map((id) => `“${titleOf(rows.find((row) => row.id === id))}”`).join('、');
  return `没有选的 ${along.length} 条（${named(along)}）与所选的内容重复，会随原文一并转走。要分开它们，请不选原文${named(originals)}，只选要转走的重复信息。`;
}

const titleOf = (row: ItemRow | undefined): string => (row?.title || row?.text || '').slice(0, 30);

/** Puts items into a matter because a person said so: from now on nothing else moves them. */
export async function pinItems(
  act: Act,
  links: readonly IncidentItemRow[],
  incidentId: string,
): Promise<void> {
  const going = new Set(links.map(({ itemId }) => itemId));
  const pinnedBy = act.actor.replace(/^account:/, '');
  for (const { itemId, duplicateOf } of links) {
    // What it repeats stays behind: here it is the only text.
    const copyOf = duplicateOf !== null && going.has(duplicateOf) ? duplicateOf : null;
    await act.manager.update(IncidentItemRow, { itemId }, { incidentId, duplicateOf: copyOf, pinnedBy });
  }
}

/** The matter that items split off make: discovered when they were, kept from whom the other is kept. */
export async function bearSplit(
  act: Act,
  from: IncidentRow,
  links: readonly IncidentItemRow[],
): Promise<IncidentRow> {
  const items = await itemsOf(act, links);
  const [first] = items as [ItemRow, ...ItemRow[]];
  const earliest = (times: Date[]) => new Date(Math.min(...times.map((time) => time.getTime())));
  const discoveredAt = earliest(items.map((item) => item.discoveredAt));
  const [number] = await takeNumbers(act.manager, from.jurisdictionId, seriesOf(from, act.at));
  const row = act.manager.create(IncidentRow, {
    id: randomUUID(),
    jurisdictionId: from.jurisdictionId,
    number: number as string,
    title: maskForUnits(first.title.trim() || first.text.trim().slice(0, 40)),
    state: 'judged',
    opinionLevel: '一般',
    eventLevel: 'none',
    judgement: null,
    routing: null,
    recused: from.recused,
    recusedAccounts: [],
    recusedContacts: [],
    reportDeniedBy: from.reportDeniedBy,
    rehearsal: from.rehearsal,
    historic: from.historic,
    discoveredAt,
    firstKnownAt: earliest(items.map(knownAt)),
    learnedAt: learnedOf(items),
    judgedAt: act.at,
    needsRouting: !from.historic,
    createdAt: act.at,
    updatedAt: act.at,
  });
  await act.manager.insert(IncidentRow, row);
  const into = await act.manager.findOneByOrFail(IncidentRow, { id: row.id });
  await uniteRecusals(act, into, from);
  return into;
}

/**
 * Items go from one matter to another, which judges itself anew; so does the one they left, but no clock of it moves. Orders of
 * a superior that came with an item go with it. Both are locked by the caller and saved here.
 */
export async function moveItems(
  act: Act,
  from: IncidentRow,
  into: IncidentRow,
  links: readonly IncidentItemRow[],
  tools: Tools,
): Promise<void> {
  const itemIds = links.map(({ itemId }) => itemId);
  await pinItems(act, links, into.id);
  await carryOrders(act, { incidentId: from.id, itemIds }, into.id);
  const items = await itemsOf(act, links);
  await uniteRecusals(act, into, from);
  for (const item of items)
    await mergeT0(act, into, {
      discoveredAt: item.discoveredAt,
      knownAt: knownAt(item),
      learnedAt: learnedOf([item]),
    });
  into.needsRouting = !into.historic;
  await settle(act, into, tools);
  from.needsRouting = !from.historic;
  await settle(act, from, tools);
}

/** What both histories say of a split or a move. */
export async function noteMove(
  act: Act,
  kind: 'split' | 'move',
  from: IncidentRow,
  into: IncidentRow,
  items: number,
): Promise<void> {
  await note(act, from, kind === 'split' ? 'incident.split_out' : 'items.moved_out', {
    into: into.id,
    items,
  });
  await note(act, into, kind === 'split' ? 'incident.split_off' : 'items.moved_in', { from: from.id, items });
}

const itemsOf = (act: Act, links: readonly IncidentItemRow[]): Promise<ItemRow[]> =>
  act.manager.find(ItemRow, {
    where: { id: In(links.map(({ itemId }) => itemId)) },
    order: { discoveredAt: 'ASC', seq: 'ASC' },
  });

/** Entered afterwards it was not known here before; a rehearsal's clock is not that of its rows. */
const knownAt = ({ discoveredAt, createdAt, rehearsal }: ItemRow): Date =>
  rehearsal || createdAt < discoveredAt ? discoveredAt : createdAt;

function learnedOf(items: readonly ItemRow[]): Date | null {
  const times = items.flatMap(({ facts }) =>
    facts.eventLearnedAt ? [Date.parse(facts.eventLearnedAt)] : [],
  );
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
