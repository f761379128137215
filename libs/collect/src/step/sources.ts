import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { SourceRow } from '../entities/source.entity.js';
import { CANNOT_FETCH } from '../fetch/fetch-error.js';

/** What a person gave for a source cannot be; the message says why and what to do. */
export class SourceError extends Error {}

const fields = {
  name: z.string('请填写名称').trim().min(1, '请填写名称').max(100, '名称过长'),
  kind: z.enum(['feed', 'web-list', 'rsshub', 'newsnow', 'file-or-webhook', 'manual'], '信源类型不正确'),
  url: z
    .string()
    .trim()
    .max(2000, '网址过长')
    .refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url), '网址应以 http:// 或 https:// 开头')
    .refine((url) => !URL.canParse(url) || new URL(url).username === '', '网址中不得含有账号和密码')
    .nullable(),
  tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central'], '信源级别不正确'),
  scope: z.enum(['local', 'open'], '信源范围不正确'),
  intervalSeconds: z.number().int().min(60, '间隔不得短于一分钟').max(86_400, '间隔不得长于一天'),
  enabled: z.boolean(),
};
const newSource = z.strictObject({
  ...fields,
  kind: fields.kind.default('feed'),
  url: fields.url.default(null),
  intervalSeconds: fields.intervalSeconds.default(900),
});
const sourceChange = z.strictObject(fields).omit({ kind: true }).partial();
export type NewSource = z.input<typeof newSource>;
export type SourceChange = z.input<typeof sourceChange>;

/**
 * Stores a new source, switched off: it is tested first.
 * @throws SourceError for what cannot be
 */
export async function createSource(
  manager: EntityManager,
  jurisdictionId: string,
  given: Omit<NewSource, 'enabled'>,
): Promise<SourceRow> {
  const source = read(newSource, { ...given, enabled: false });
  if (source.kind === 'feed' && !source.url) throw new SourceError('请填写订阅地址');
  await refuseSameName(manager, jurisdictionId, source.name, null);
  return manager.save(SourceRow, manager.create(SourceRow, { ...source, jurisdictionId }));
}

/**
 * Changes a source. A new address is another source: what was seen of the old one is forgotten and it is tested anew.
 * @throws SourceError for what cannot be, also for switching on what was not tested
 */
export async function updateSource(
  manager: EntityManager,
  jurisdictionId: string,
  id: string,
  given: SourceChange,
  now: Date,
): Promise<SourceRow> {
  const change = read(sourceChange, given);
  return manager.transaction(async (inside) => {
    const row = await inside.findOne(SourceRow, {
      where: { id, jurisdictionId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) throw new SourceError('没有这个信源');
    if (change.name !== undefined) await refuseSameName(inside, jurisdictionId, change.name, id);
    return inside.save(SourceRow, apply(row, change, now));
  });
}

const UNSEEN = { etag: null, lastModified: null, lastOkAt: null, failures: 0, lastError: null };

/** The row after the change. @throws SourceError */
function apply(row: SourceRow, change: z.output<typeof sourceChange>, now: Date): SourceRow {
  const { url, enabled, intervalSeconds } = row;
  Object.assign(row, change);
  if (row.kind === 'feed' && !row.url) throw new SourceError('请填写订阅地址');
  if (row.url !== url) Object.assign(row, UNSEEN);
  if (change.enabled && row.kind !== 'feed') throw new SourceError(CANNOT_FETCH);
  if (change.enabled && !row.lastOkAt) throw new SourceError('请先测试，测试通过后再启用');
  row.enabled &&= row.lastOkAt !== null;
  if (!row.enabled) row.nextDueAt = null;
  else if (!enabled || row.intervalSeconds !== intervalSeconds) row.nextDueAt = now;
  return row;
}

function read<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SourceError(parsed.error.issues[0]?.message ?? '填写有误');
}

async function refuseSameName(
  manager: EntityManager,
  jurisdictionId: string,
  name: string,
  id: string | null,
) {
  const same = await manager.findOneBy(SourceRow, { jurisdictionId, name });
  if (same && same.id !== id) throw new SourceError('已有同名的信源');
}
