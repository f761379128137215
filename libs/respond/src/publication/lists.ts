import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { addTaskVisibility, addVisibility, Conditions, packCursor, unpackCursor } from '#incidents/service';
import type { CommitmentState, PublicationState } from './kinds.js';

export interface ListPage {
  cursor: string | null;
  limit: number;
}
export interface ListedIds {
  ids: string[];
  next: string | null;
}
const cursorShape = z.tuple([z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/), z.uuid()]);

/**
 * Limits rows of `publication` or `commitment` joined with their `incident` to those the caller may know of: those of
 * matters one sees, and those one's own unit has to do.
 * @param unit column that names whose task it is
 */
function visible(principal: Principal, unit: string): Conditions {
  const conditions = new Conditions();
  const matter = addVisibility(new Conditions(conditions.values), principal);
  const task = addTaskVisibility(new Conditions(conditions.values), principal);
  task.add(`${unit} = any(${task.value([...principal.units])}::text[])`);
  return conditions.add(`(${matter.sql}) or (${task.sql})`);
}

/** Ids of publications: what is due by its time, what is over newest first. @throws BadCursor */
export async function listPublications(
  manager: EntityManager,
  principal: Principal,
  filter: { state?: PublicationState | undefined; proof?: 'wrong' | undefined },
  page: ListPage,
): Promise<ListedIds> {
  const conditions = visible(principal, 'publication.owner');
  if (filter.state) conditions.add(`publication.state = ${conditions.value(filter.state)}`);
  if (filter.proof) conditions.add(`publication.proof_status in ('differs', 'unreachable', 'given_up')`);
  const waits = `publication.state in ('due', 'held')`;
  return keyed(manager, conditions, page, {
    from: 'publication',
    order: `case when ${waits} then extract(epoch from coalesce(publication.due_at, publication.created_at)) - 1e10
      else -extract(epoch from coalesce(publication.published_at, publication.created_at)) end`,
  });
}

/** Ids of promises: open ones by their time, the others newest first. @throws BadCursor */
export async function listCommitments(
  manager: EntityManager,
  principal: Principal,
  filter: { state?: CommitmentState | undefined; late?: boolean; now: { real: Date; rehearsal: Date } },
  page: ListPage,
): Promise<ListedIds> {
  const conditions = visible(principal, 'commitment.unit');
  if (filter.state) conditions.add(`commitment.state = ${conditions.value(filter.state)}`);
  if (filter.late)
    conditions.add(`commitment.state = 'open' and commitment.due_at <= case when commitment.rehearsal
      then ${conditions.value(filter.now.rehearsal)}::timestamptz else ${conditions.value(filter.now.real)}::timestamptz end`);
  return keyed(manager, conditions, page, {
    from: 'commitment',
    order: `case when commitment.state = 'open' then extract(epoch from commitment.due_at) - 1e10
      else -extract(epoch from coalesce(commitment.settled_at, commitment.created_at)) end`,
  });
}

async function keyed(
  manager: EntityManager,
  conditions: Conditions,
  { cursor, limit }: ListPage,
  { from, order }: { from: 'publication' | 'commitment'; order: string },
): Promise<ListedIds> {
  const inner = `select ${from}.id, (${order})::numeric(20, 6) as key from ${from}
    join incident on incident.id = ${from}.incident_id where ${conditions.sql}`;
  const outer = new Conditions(conditions.values);
  if (cursor !== null) {
    const [key, id] = unpackCursor(cursor, cursorShape);
    outer.add(`(key, id) > (${outer.value(key)}::numeric, ${outer.value(id)}::uuid)`);
  }
  const rows: { id: string; key: string }[] = await manager.query(
    `select id, key from (${inner}) keyed where ${outer.sql} order by key, id limit ${outer.value(limit + 1)}`,
    outer.values,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ids: shown.map(({ id }) => id),
    next: rows.length > limit && last ? packCursor([last.key, last.id]) : null,
  };
}

/** Whether the caller may know of it, and of the matter behind it. Null: neither. */
export async function seenOf(
  manager: EntityManager,
  principal: Principal,
  kind: 'publication' | 'commitment',
  ids: readonly string[],
): Promise<Map<string, { matter: boolean }>> {
  const conditions = visible(principal, kind === 'publication' ? 'publication.owner' : 'commitment.unit');
  conditions.add(`${kind}.id = any(${conditions.value([...ids])}::uuid[])`);
  const matter = addVisibility(new Conditions(conditions.values), principal);
  const rows: { id: string; matter: boolean }[] = await manager.query(
    `select ${kind}.id, (${matter.sql}) as matter from ${kind}
     join incident on incident.id = ${kind}.incident_id where ${conditions.sql}`,
    conditions.values,
  );
  return new Map(rows.map(({ id, ...seen }) => [id, { matter: seen.matter }]));
}
