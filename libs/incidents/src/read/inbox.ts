import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { cursorTime, exactly, packCursor, unpackCursor } from './cursor.js';
import { addTaskVisibility, addVisibility, Conditions } from './visibility.js';

const cursorShape = z.tuple([cursorTime, z.uuid()]);

/** Messages of a person's inbox that the person may still know of: a matter may have become restricted since. */
function inboxOf(caller: Principal, accountId: string, unread: boolean): Conditions {
  const conditions = new Conditions();
  conditions.add(`notice.channel = 'app' and notice.account_id = ${conditions.value(accountId)}`);
  if (unread) conditions.add('notice.delivered_at is null');
  const visible = addVisibility(new Conditions(conditions.values), caller);
  const task = addTaskVisibility(new Conditions(conditions.values), caller);
  task.add(`notice.data ->> 'path' in ('/publications', '/commitments')`);
  task.add(`notice.data ->> 'unit' = any(${task.value([...caller.units])}::text[])`);
  // The duty is gone, and with it the matter; that it is gone may be known.
  const ended = addTaskVisibility(new Conditions(conditions.values), caller);
  ended.add(`notice.template = 'disposed' and exists (select 1 from assignment held
    where held.id = notice.assignment_id and held.unit = any(${ended.value([...caller.units])}::text[]))`);
  return conditions.add(
    `notice.incident_id is null or exists (select 1 from incident where incident.id = notice.incident_id
       and ((${visible.sql}) or (${task.sql}) or (${ended.sql})))`,
  );
}

/**
 * Ids of a page of the inbox, newest first.
 * @throws BadCursor
 */
export async function listInbox(
  manager: EntityManager,
  caller: Principal & { accountId: string },
  { unread }: { unread: boolean },
  page: { cursor: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = inboxOf(caller, caller.accountId, unread);
  if (page.cursor !== null) {
    const [at, id] = unpackCursor(page.cursor, cursorShape);
    conditions.add(
      `(notice.created_at, notice.id) < (${conditions.value(at)}::timestamptz, ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; at: string }[] = await manager.query(
    `select notice.id, ${exactly('notice.created_at')} as at from notice where ${conditions.sql}
     order by notice.created_at desc, notice.id desc limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last ? packCursor([last.at, last.id]) : null;
  return { ids: shown.map(({ id }) => id), next };
}

/** How many the person has not opened. */
export async function countUnread(
  manager: EntityManager,
  caller: Principal & { accountId: string },
): Promise<number> {
  const conditions = inboxOf(caller, caller.accountId, true);
  const [row]: { count: number }[] = await manager.query(
    `select count(*)::int as count from notice where ${conditions.sql}`,
    conditions.values,
  );
  return row?.count ?? 0;
}

/**
 * The person has opened these: they are delivered. Those of others, and those opened before, stay as they are.
 * @param ids null: all of them
 * @param now real time
 */
export async function markRead(
  manager: EntityManager,
  accountId: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<void> {
  await manager.query(
    `update notice set state = 'delivered', delivered_at = $3
     where channel = 'app' and account_id = $1 and delivered_at is null and ($2::uuid[] is null or id = any($2::uuid[]))`,
    [accountId, ids, now],
  );
}
