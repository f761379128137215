import type { EntityManager } from 'typeorm';
import { classifiedWords, looksUrgent, type Directory } from '#jurisdiction';
import type { ConfirmedFacts, Engagement, SourceScope, SourceTier } from '#incidents';
import { clipText } from '../feed/entry.js';
import { oneLine, tidy } from '../feed/plain.js';
import { LIMITS } from '../feed/types.js';
import { maskPersonal } from '../privacy/mask.js';
import { comparable, itemKey } from './key.js';
import { growKnown } from './seen-again.js';

/** An item on its way into the database. Texts are masked on the way, never before the check of RT-00. */
export interface NewItem {
  key: Buffer;
  channel: 'feed' | 'manual' | 'import';
  title: string;
  text: string;
  source: { name: string; tier: SourceTier; scope: SourceScope };
  discoveredAt: Date;
  sourceId?: string | null;
  externalId?: string | null;
  url?: string | null;
  publishedAt?: Date | null;
  engagement?: Engagement;
  hotSearch?: 'none' | 'local' | 'national';
  assignedBySuperior?: boolean;
  superiorDueAt?: Date | null;
  facts?: ConfirmedFacts;
  rehearsal?: boolean;
  historic?: boolean;
  intoIncidentId?: string | null;
  enteredBy?: string | null;
}

export interface Stored {
  /** Ids of the new rows, in the order given. */
  added: string[];
  /** Held back by RT-00: only hash and time were written. */
  classified: number;
  /** Known ones that came with higher counts. */
  grown: number;
}

const BATCH = 200;

/**
 * Stores items of one jurisdiction: what is known only grows by higher counts, what looks classified leaves only a hash (RT-00,
 * domain.zh.md (f)9), the rest is masked. Call inside a transaction; wake `judge` after its commit.
 */
export async function storeItems(
  manager: EntityManager,
  directory: Directory,
  jurisdictionId: string,
  items: NewItem[],
): Promise<Stored> {
  const result: Stored = { added: [], classified: 0, grown: 0 };
  for (let at = 0; at < items.length; at += BATCH) {
    const given = items.slice(at, at + BATCH);
    const unknown = await withoutKnown(manager, jurisdictionId, given);
    result.grown += await growKnown(
      manager,
      jurisdictionId,
      given.filter((item) => !unknown.includes(item)),
    );
    const [secret, open] = split(
      unknown,
      (item) => classifiedWords(directory, `${item.title}\n${item.text}`).length > 0,
    );
    result.classified += await keepHashes(manager, jurisdictionId, secret);
    result.added.push(...(await insert(manager, directory, jurisdictionId, open)));
  }
  return result;
}

async function withoutKnown(
  manager: EntityManager,
  jurisdictionId: string,
  items: NewItem[],
): Promise<NewItem[]> {
  const rows = await manager.query<{ key: Buffer }[]>(
    'SELECT key FROM item WHERE jurisdiction_id = $1 AND key = ANY($2::bytea[])',
    [jurisdictionId, items.map((item) => item.key)],
  );
  const known = new Set(rows.map((row) => row.key.toString('hex')));
  return items.filter((item) => !known.has(item.key.toString('hex')));
}

async function keepHashes(manager: EntityManager, jurisdictionId: string, items: NewItem[]): Promise<number> {
  if (items.length === 0) return 0;
  const rows = await manager.query<unknown[]>(
    `INSERT INTO classified_hit (jurisdiction_id, hash, at)
     SELECT $1, hash, at FROM unnest($2::bytea[], $3::timestamptz[]) AS hit(hash, at)
     ON CONFLICT (jurisdiction_id, hash) DO NOTHING RETURNING 1`,
    [
      jurisdictionId,
      items.map((item) => itemKey('classified', comparable(`${item.title}${item.text}`))),
      items.map((item) => item.discoveredAt.toISOString()),
    ],
  );
  return rows.length;
}

const INSERT = `
  INSERT INTO item (jurisdiction_id, key, turn, channel, title, text, source, source_id, external_id, url, published_at,
    discovered_at, engagement, hot_search, assigned_by_superior, superior_due_at, facts, rehearsal, historic,
    into_incident_id, entered_by)
  SELECT $1, key, r.turn, r.channel, r.title, r.text, r.source, r.source_id, r.external_id, r.url, r.published_at,
    r.discovered_at, r.engagement, r.hot_search, r.assigned_by_superior, r.superior_due_at, r.facts, r.rehearsal,
    r.historic, r.into_incident_id, r.entered_by
  FROM unnest($2::bytea[], $3::jsonb[]) WITH ORDINALITY AS given(key, body, place)
  CROSS JOIN LATERAL jsonb_to_record(body) AS r(turn smallint, channel text, title text, text text, source jsonb, source_id uuid,
    external_id text, url text, published_at timestamptz, discovered_at timestamptz, engagement jsonb, hot_search text,
    assigned_by_superior boolean, superior_due_at timestamptz, facts jsonb, rehearsal boolean, historic boolean,
    into_incident_id uuid, entered_by text)
  ORDER BY place
  ON CONFLICT (jurisdiction_id, key) DO NOTHING
  RETURNING id`;

async function insert(
  manager: EntityManager,
  directory: Directory,
  jurisdictionId: string,
  items: NewItem[],
): Promise<string[]> {
  if (items.length === 0) return [];
  const rows = await manager.query<{ id: string }[]>(INSERT, [
    jurisdictionId,
    items.map((item) => item.key),
    items.map((item) => JSON.stringify(toRow(item, directory))),
  ]);
  return rows.map((row) => row.id);
}

function toRow(item: NewItem, directory: Directory): Record<string, unknown> {
  const urgent = looksUrgent(directory, `${item.title}\n${item.text}`, item.source.scope === 'local');
  return {
    turn: urgent ? 0 : 1,
    channel: item.channel,
    title: clipText(maskPersonal(oneLine(item.title)), LIMITS.title),
    text: clipText(maskPersonal(tidy(item.text)), LIMITS.text),
    source: item.source,
    source_id: item.sourceId ?? null,
    external_id: item.externalId ? tidy(item.externalId) : null,
    url: item.url ? tidy(item.url) : null,
    published_at: notFromTheFuture(item),
    discovered_at: item.discoveredAt,
    engagement: item.engagement ?? {},
    hot_search: item.hotSearch ?? 'none',
    assigned_by_superior: item.assignedBySuperior ?? false,
    superior_due_at: item.superiorDueAt ?? null,
    facts: item.facts ?? {},
    rehearsal: item.rehearsal ?? false,
    historic: item.historic ?? false,
    into_incident_id: item.intoIncidentId ?? null,
    entered_by: item.enteredBy ?? null,
  };
}

/** A publication more than a day after its discovery is a source's mistake. */
function notFromTheFuture(item: NewItem): Date | null {
  if (!item.publishedAt || Number.isNaN(item.publishedAt.getTime())) return null;
  return item.publishedAt.getTime() > item.discoveredAt.getTime() + 24 * 3600_000 ? null : item.publishedAt;
}

function split<T>(all: T[], test: (one: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const one of all) (test(one) ? yes : no).push(one);
  return [yes, no];
}
