import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { timelineOf, type Clock } from '#clock';
import { IncidentRow, ItemRow, type DirectoryReader } from '#incidents/service';
import type { Wakeups } from '#queue';
import { comparable, itemKey } from '../items/key.js';
import { storeItems, type NewItem } from '../items/store.js';
import { addressIdentity, cleanAddress, platformOf } from './address.js';
import { engagementIn } from './engagement.js';
import { withoutAccounts } from './share.js';

/** What a person entered cannot be stored; the message says what to do. */
export class EntryError extends Error {}

const time = z.iso.datetime({ offset: true, error: '时间格式不正确' }).nullable();
const entrySchema = z
  .strictObject({
    title: z.string().trim().max(500, '标题过长').default(''),
    text: z.string().trim().max(50_000, '正文过长').default(''),
    url: z.string().trim().max(2000, '链接过长').nullable().default(null),
    publishedAt: time.default(null),
    channel: z.enum(['share', 'bulletin', 'call', 'superior'], '录入方式不正确'),
    superiorDueAt: time.default(null),
    intoIncidentId: z.uuid('所选事件不存在').nullable().default(null),
    /** What tells two orders of the same wording apart: the document's number. */
    reference: z.string().max(200).default(''),
  })
  .refine((entry) => entry.title !== '' || entry.text !== '', '请填写标题或正文')
  .refine(
    (entry) => !entry.url || (/^https?:\/\//i.test(entry.url) && URL.canParse(entry.url)),
    '链接应以 http:// 或 https:// 开头',
  );
/** `EnterItem` of the API's contract. */
export type Entry = z.input<typeof entrySchema>;

/** `known`: the same link or text was entered before. `classified`: held back by RT-00, nothing but a hash is kept. */
export type Entered = { kind: 'stored' | 'known'; itemId: string } | { kind: 'classified' };

const NAMES = { share: '人工录入', bulletin: '舆情快报', call: '电话来报', superior: '上级交办' } as const;

/** 人工录入: a pasted share text, a bulletin, a call or a superior's order becomes an item. */
export class ManualEntry {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly readDirectory: DirectoryReader,
  ) {}

  /**
   * Stores what a person entered and wakes judging after the commit.
   * @param by login of the person
   * @throws EntryError
   */
  async enter(jurisdictionId: string, given: Entry, by: string): Promise<Entered> {
    const entered = await this.database.transaction((manager) =>
      enterItem(manager, { jurisdictionId, clock: this.clock, readDirectory: this.readDirectory }, given, by),
    );
    // A known one with higher counts is found by the sweep.
    if (entered.kind === 'stored') await this.wakeups.wake('judge', { jurisdictionId });
    return entered;
  }
}

export interface EntryContext {
  jurisdictionId: string;
  clock: Clock;
  readDirectory: DirectoryReader;
}

/** The same inside a transaction of the caller, who wakes `judge` after its commit. @throws EntryError */
export async function enterItem(
  manager: EntityManager,
  context: EntryContext,
  given: Entry,
  by: string,
): Promise<Entered> {
  const parsed = entrySchema.safeParse(given);
  if (!parsed.success) throw new EntryError(parsed.error.issues[0]?.message ?? '填写有误');
  const { jurisdictionId, clock } = context;
  const rehearsal = await rehearsalOf(manager, jurisdictionId, parsed.data.intoIncidentId);
  const item = toItem(parsed.data, by, rehearsal, clock.now(timelineOf({ rehearsal })));
  const directory = await context.readDirectory(manager, jurisdictionId);
  const { added } = await storeItems(manager, directory, jurisdictionId, [item]);
  if (added[0]) return { kind: 'stored', itemId: added[0] };
  const known = await manager.findOne(ItemRow, {
    select: { id: true },
    where: { jurisdictionId, key: item.key },
  });
  return known ? { kind: 'known', itemId: known.id } : { kind: 'classified' };
}

/** An item added to an incident lives on that incident's timeline. */
async function rehearsalOf(
  manager: EntityManager,
  jurisdictionId: string,
  incidentId: string | null,
): Promise<boolean> {
  if (!incidentId) return false;
  const incident = await manager.findOneBy(IncidentRow, { id: incidentId, jurisdictionId });
  if (!incident) throw new EntryError('所选事件不存在');
  return incident.rehearsal;
}

function toItem(entry: z.output<typeof entrySchema>, by: string, rehearsal: boolean, now: Date): NewItem {
  const url = entry.url ? cleanAddress(entry.url) : null;
  const platform = url ? platformOf(url) : null;
  return {
    // The same order or link may concern two incidents; put into one by hand it is an item of its own there.
    key: url
      ? itemKey('address', addressIdentity(url), entry.intoIncidentId)
      : itemKey('text', comparable(`${entry.title}${entry.text}${entry.reference}`), entry.intoIncidentId),
    channel: 'manual',
    title: withoutAccounts(entry.title),
    text: withoutAccounts(entry.text),
    url,
    source: {
      name: entry.channel === 'share' ? (platform ?? NAMES.share) : NAMES[entry.channel],
      tier: entry.channel === 'superior' || entry.channel === 'call' ? 'municipal' : 'self',
      scope: 'local',
    },
    publishedAt: entry.publishedAt ? new Date(entry.publishedAt) : null,
    discoveredAt: now,
    engagement: engagementIn(`${entry.title}\n${entry.text}`),
    assignedBySuperior: entry.channel === 'superior',
    superiorDueAt: entry.superiorDueAt ? new Date(entry.superiorDueAt) : null,
    rehearsal,
    intoIncidentId: entry.intoIncidentId,
    enteredBy: by,
  };
}
