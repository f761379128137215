import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import {
  note,
  RefusedAction,
  saveIncident,
  type Act,
  type DirectoryReader,
  type IncidentRow,
} from '#incidents/service';
import { outletsOn } from '#jurisdiction';
import type { Wakeups } from '#queue';
import { PublicationProofRow, PublicationRow } from '../entities/publication.entity.js';
import { ResponseRow, ResponseVersionRow } from '../entities/response.entity.js';
import { kindOfFile, LARGEST_FILE, SCAN_TYPES } from '../draft/files.js';
import { comparePage } from './compare.js';
import { askOwner } from './open.js';
import { lockRow, saveRow } from './rows.js';

/** A page as it was read. */
export interface ReadPage {
  bytes: Buffer;
  /** What people read of it. */
  text: string;
}

/**
 * Reads one page within limits of time and size, never in the own house unless its host is among `house`.
 * @throws Error whose message says in Chinese why it could not be read
 */
export type PageReader = (url: string, house: readonly string[]) => Promise<ReadPage>;

/** After how long (ms) a page that could not be read, or says something else, is looked at again. */
const AGAIN = [5, 30, 120, 720, 1440].map((minutes) => minutes * 60_000);
const AT_ONCE = 10;
/** A page being read by one process is left alone by the others so long (ms). */
const LEASE = 120_000;

/** Photo or scan handed in. */
export interface PaperProof {
  mime: string;
  content: Buffer;
}

/** Fetches what was published and compares it with what was approved; takes photos where no page can be read. */
export class Proofs {
  constructor(
    private readonly source: DataSource,
    private readonly ground: { clock: Clock; wakeups: Wakeups; directory: DirectoryReader },
    private readonly read: PageReader,
  ) {}

  /** Looks at the pages whose time has come. @returns how many were looked at */
  async due(): Promise<number> {
    const now = this.ground.clock.now('real');
    // Taken by moving the time: whoever dies while reading leaves it for later, not for ever.
    const [rows]: [{ id: string }[], number] = await this.source.query(
      `update publication set proof_next_at = $2 where id in (
         select id from publication where proof_next_at <= $1 order by proof_next_at limit ${AT_ONCE}
         for update skip locked) returning id`,
      [now, new Date(now.getTime() + LEASE)],
    );
    for (const { id } of rows) await this.look(id);
    return rows.length;
  }

  /** Looks at one page now. @throws RefusedAction `not_found`, `publication_settled` */
  async look(id: string): Promise<void> {
    const row = await this.source.manager.findOneBy(PublicationRow, { id });
    if (!row) throw new RefusedAction('not_found');
    if (row.state !== 'published' || !row.url) throw new RefusedAction('publication_settled');
    const page = await this.fetch(row, row.url);
    const incidentId = await this.source.transaction((manager) => this.keep(manager, row, page));
    if (incidentId) await this.ground.wakeups.wake('escalate', { incidentId });
  }

  /**
   * A photo or scan in place of a page: paper, broadcast, an account whose pages nobody can fetch.
   * @throws RefusedAction `publication_settled`, `proof_file`; StaleError
   */
  async handIn(id: string, version: number, proof: PaperProof, actor: string): Promise<void> {
    if (!isScan(proof)) throw new RefusedAction('proof_file');
    const { mime, content } = proof;
    await this.source.transaction(async (manager) => {
      const { incident, row } = await lockRow(manager, PublicationRow, id, version);
      if (row.state !== 'published') throw new RefusedAction('publication_settled');
      const act = this.act(manager, incident, actor);
      const hash = sha256(content);
      await manager.insert(PublicationProofRow, {
        publicationId: id,
        mime,
        size: content.length,
        hash,
        content,
        by: act.actor,
        at: act.at,
      });
      Object.assign(row, {
        proofStatus: 'paper',
        proofHash: hash,
        proofAt: act.at,
        proofNote: '已留存发布截图或报样。',
        proofNextAt: null,
      });
      await saveRow(manager, PublicationRow, row);
      await note(act, incident, 'publication.proved', { publicationId: id, status: 'paper' });
      await saveIncident(manager, incident, act.at);
    });
  }

  private async fetch(row: PublicationRow, url: string): Promise<ReadPage | string> {
    const directory = await this.ground.directory(this.source.manager, row.jurisdictionId);
    const outlet = outletsOn(directory, row.publishedAt ?? row.createdAt).find(
      ({ key }) => key === row.outletKey,
    );
    try {
      return await this.read(url, outlet?.hosts ?? []);
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** @returns the incident when somebody is to be told */
  private async keep(
    manager: EntityManager,
    seen: PublicationRow,
    page: ReadPage | string,
  ): Promise<string | null> {
    const { incident, row } = await lockRow(manager, PublicationRow, seen.id, null);
    // Registered anew or proved by a photo while the page was read.
    if (row.url !== seen.url || row.proofStatus === 'paper') return null;
    const before = row.proofStatus;
    const act = this.act(manager, incident, 'system');
    const approved = await approvedText(manager, row);
    Object.assign(row, typeof page === 'string' ? failed(row, page) : found(page, approved));
    const again = AGAIN[row.proofTries];
    const settled = row.proofStatus === 'same' || row.proofStatus === 'kept';
    if (!settled && again === undefined && row.proofStatus === 'unreachable') row.proofStatus = 'given_up';
    row.proofTries += 1;
    row.proofAt = act.at;
    row.proofNextAt =
      settled || again === undefined ? null : new Date(this.ground.clock.now('real').getTime() + again);
    await saveRow(manager, PublicationRow, row);
    const tell = row.proofStatus !== before && row.proofStatus !== 'unreachable';
    if (!tell) return null;
    await note(act, incident, 'publication.proved', { publicationId: row.id, status: row.proofStatus });
    const wrong = row.proofStatus === 'differs' || row.proofStatus === 'given_up';
    if (wrong) await askOwner(act, incident, row, 'proof_differs');
    await saveIncident(manager, incident, act.at);
    return wrong ? incident.id : null;
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.ground.clock.now(timelineOf(incident)) };
  }
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const failed = (row: PublicationRow, why: string): Partial<PublicationRow> => ({
  proofStatus: 'unreachable',
  proofNote: `${why}。${AGAIN[row.proofTries] === undefined ? '请补充发布截图。' : '稍后自动再试。'}`,
});

function found({ bytes, text }: ReadPage, approved: string | null): Partial<PublicationRow> {
  const proofHash = sha256(bytes);
  if (approved === null)
    return { proofHash, proofStatus: 'kept', proofFindings: null, proofNote: '已打开页面并留存校验值。' };
  const { same, ...findings } = comparePage(approved, text);
  const share = `与审签稿相同的内容占 ${Math.floor(findings.share * 100)}%`;
  const figures =
    findings.missing.length > 0
      ? `，页面上没有：${findings.missing.join('、')}${findings.instead.length > 0 ? `，页面写作：${findings.instead.join('、')}` : ''}`
      : '';
  const proofNote = `${share}${figures}。${same ? '' : '请核对页面，确属误发的请更正后重新核对。'}`;
  return { proofHash, proofStatus: same ? 'same' : 'differs', proofFindings: findings, proofNote };
}

async function approvedText(manager: EntityManager, { responseId }: PublicationRow): Promise<string | null> {
  if (!responseId) return null;
  const { latest } = await manager.findOneByOrFail(ResponseRow, { id: responseId });
  const version = await manager.findOneBy(ResponseVersionRow, { responseId, number: latest });
  return version && `${version.title}\n${version.text}`;
}

/** A file is what it says it is. */
const isScan = ({ mime, content }: PaperProof): boolean =>
  content.length <= LARGEST_FILE && SCAN_TYPES.includes(mime) && kindOfFile(content)?.type === mime;
