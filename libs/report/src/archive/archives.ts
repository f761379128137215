import { DateTime } from 'luxon';
import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf, type Timeline } from '#clock';
import {
  lockIncident,
  lockVersion,
  markArchived,
  mayBeArchived,
  needsEvaluation,
  RefusedAction,
  saveIncident,
  type Act,
  type DirectoryReader,
  type IncidentRow,
} from '#incidents/service';
import { ArchiveFileRow } from './archive.entity.js';
import { pack } from './pack.js';
import { readRecord, type MatterRecord } from './record.js';

const DAY = 86_400_000;
const AT_ONCE = 2000;
/** On its last day: a file that is written when its time is over would be late. */
const BEFORE_DUE = DAY;

/** What is not finished yet, and keeps a matter from the archive. */
export type Unfinished = 'commitment' | 'text' | 'publication' | 'proposal' | 'referral';

/** 归档: one file for each matter, written once. Permission is checked by the caller. */
export class Archives {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * @param actor `account:<login>`
   * @throws StaleError; RefusedAction `evaluate_first`, `archive_waits`; IllegalTransition before closing
   */
  async archive(incidentId: string, version: number, actor: string): Promise<ArchiveFileRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      return write({ manager, actor, at: this.clock.now(timelineOf(incident)) }, incident);
    });
  }

  /**
   * Archives by itself what is light and has been closed for some quiet days (profile `closing.archiveDays`), and what is
   * evaluated, on the last day of DL-13, if nothing of it is unfinished. Safe to run twice.
   */
  async due(timeline: Timeline): Promise<void> {
    const now = this.clock.now(timeline);
    const { manager } = this.source;
    const over = await mayBeArchived(manager, { rehearsal: timeline === 'rehearsal', atOnce: AT_ONCE });
    for (const found of over) {
      const { archiveDays } = (await this.directories(manager, found.jurisdictionId)).profile.clocks.closing;
      const due =
        found.state === 'evaluated'
          ? found.dueAt !== null && found.dueAt.getTime() - BEFORE_DUE <= now.getTime()
          : now.getTime() - found.closedAt.getTime() >= archiveDays * DAY;
      if (due) await this.source.transaction((inner) => this.byItself(inner, found.id, now));
    }
  }

  private async byItself(manager: EntityManager, id: string, now: Date): Promise<void> {
    const incident = await lockIncident(manager, id);
    if (incident?.state !== 'closed' && incident?.state !== 'evaluated') return;
    if (incident.state === 'closed' && needsEvaluation(incident)) return;
    if ((await unfinished(manager, id)).length > 0) return;
    await write({ manager, actor: 'system', at: now }, incident);
  }
}

/** What of a matter is not finished: promises, texts on their way, publications, proposals and referrals not decided. */
export async function unfinished(manager: EntityManager, incidentId: string): Promise<Unfinished[]> {
  const rows: { kind: Unfinished }[] = await manager.query(
    `select 'commitment' as kind where exists (select 1 from commitment where incident_id = $1 and settled_at is null)
     union all select 'text' where exists (select 1 from response
       where incident_id = $1 and state in ('aligning', 'in_approval', 'approved'))
     union all select 'publication' where exists (select 1 from publication where incident_id = $1 and state = 'due')
     union all select 'proposal' where exists (select 1 from evaluation_proposal
       where incident_id = $1 and state = 'proposed')
     union all select 'referral' where exists (select 1 from referral where incident_id = $1 and state = 'proposed')`,
    [incidentId],
  );
  return rows.map(({ kind }) => kind);
}

const UNFINISHED: Record<Unfinished, string> = {
  commitment: '有承诺事项未办结',
  text: '有回应稿未发布也未撤回',
  publication: '有发布任务未完成',
  proposal: '有评估建议未确认',
  referral: '有移交未确认',
};
export const unfinishedWords = (kinds: readonly Unfinished[]): string[] =>
  kinds.map((kind) => UNFINISHED[kind]);

/** The file says that it is archived: the state changes first, in the same transaction. */
async function write(act: Act, incident: IncidentRow): Promise<ArchiveFileRow> {
  const open = await unfinished(act.manager, incident.id);
  if (open.length > 0) throw new RefusedAction('archive_waits', `：${unfinishedWords(open).join('；')}。`);
  await markArchived(act, incident);
  await saveIncident(act.manager, incident, act.at);
  const record = await readRecord(act.manager, incident.id);
  const [row = {}] = record.tables['incident'] ?? [];
  const { content, sha256, entries } = pack(row, record, act.at);
  const file = act.manager.create(ArchiveFileRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    ...namesOf(incident, record),
    entries,
    size: content.length,
    sha256,
    content,
    by: act.actor,
    at: act.at,
    rehearsal: incident.rehearsal,
  });
  return act.manager.save(ArchiveFileRow, file);
}

/** What the file is found by. */
function namesOf(incident: IncidentRow, { tables }: MatterRecord) {
  const text = (table: string, column: string): string[] =>
    (tables[table] ?? []).flatMap((row) => (typeof row[column] === 'string' ? [row[column]] : []));
  const tags = (tables['evaluation'] ?? []).flatMap(({ tags: given }) =>
    Array.isArray(given) ? given.map(String) : [],
  );
  const duties = (tables['assignment'] ?? []).filter(({ state }) => state !== 'withdrawn');
  const closed = DateTime.fromJSDate(incident.closedAt ?? incident.updatedAt, { zone: 'Asia/Shanghai' });
  return {
    number: incident.number,
    title: incident.title,
    year: closed.year,
    units: [...new Set(duties.map(({ unit }) => String(unit)))],
    places: [...new Set(incident.places.map(({ name }) => name))],
    words: [
      ...incident.topics,
      ...tags,
      ...text('evaluation', 'lessons'),
      ...text('response_version', 'title'),
    ].join('\n'),
  };
}
