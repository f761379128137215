import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { note, RefusedAction } from '#incidents/service';
import { ResponseAttachmentRow } from '../entities/draft.entity.js';
import { mayClear, type ClearedFinding } from './attached/cleared.js';
import { scanFile } from './attached/scan.js';
import type { BlockKind, Masker } from './personal.js';
import { lockResponse } from '../step/response-steps.js';
import { kindOfFile, LARGEST_FILE, MOST_FILES, safeName, sha256 } from './files.js';

/** What somebody says of words that were found in a file: nothing of a person, with what they are instead; or that they are. */
export interface Said {
  kind: BlockKind;
  words: string;
  personal: boolean;
  reason: string;
}

/** Shorter than this nobody has said what it is. */
const SHORTEST_REASON = 4;

/** Files of a text, while it is written. */
export class ResponseAttachments {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    /** Takes personal details out of a text; of `#collect`. */
    private readonly mask: Masker,
  ) {}

  /** The same file twice is one. @throws RefusedAction `response_not_drafting`, `file_kind`, `file_large`, `file_many` */
  async add(responseId: string, given: { name: string; content: Buffer }, actor: string): Promise<void> {
    const kind = kindOfFile(given.content, given.name);
    if (!kind) throw new RefusedAction('file_kind');
    if (given.content.length > LARGEST_FILE) throw new RefusedAction('file_large');
    const { state: scan, findings } = scanFile(given.content, kind.ending, this.mask);
    await this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, null);
      if (response.state !== 'drafting') throw new RefusedAction('response_not_drafting');
      const hash = sha256(given.content);
      const there = await manager.findBy(ResponseAttachmentRow, { responseId });
      if (there.some((file) => file.hash === hash)) return;
      if (there.length >= MOST_FILES) throw new RefusedAction('file_many');
      await manager.insert(ResponseAttachmentRow, {
        responseId,
        name: safeName(given.name, kind.ending),
        type: kind.type,
        size: given.content.length,
        hash,
        content: given.content,
        scan,
        findings: findings as never,
        addedBy: actor,
        addedAt: this.clock.now(timelineOf(incident)),
      });
    });
  }

  /**
   * A person has looked through a file that no program reads, and it holds nothing of anybody.
   * @throws RefusedAction `response_not_drafting`, `not_found`
   */
  async check(responseId: string, fileId: string, actor: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, null);
      if (response.state !== 'drafting') throw new RefusedAction('response_not_drafting');
      const checkedAt = this.clock.now(timelineOf(incident));
      const seen = { checkedBy: actor, checkedAt };
      const { affected } = await manager.update(ResponseAttachmentRow, { id: fileId, responseId }, seen);
      if (!affected) throw new RefusedAction('not_found');
    });
  }

  /**
   * A person says that a number found in a file is nobody's (a case number, a hotline), or takes that back. The file is
   * looked through again without those words: what stood behind twenty findings comes up. On record, and shown to whoever
   * approves. Never of a name or an identity number.
   * @throws RefusedAction `response_not_drafting`, `not_found`, `finding_unknown`, `finding_protected`, `reason_missing`
   */
  async say(responseId: string, fileId: string, said: Said, actor: string): Promise<void> {
    const reason = this.mask(said.reason.trim());
    if (!said.personal && reason.length < SHORTEST_REASON) throw new RefusedAction('reason_missing');
    await this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, null);
      if (response.state !== 'drafting') throw new RefusedAction('response_not_drafting');
      const file = await manager
        .createQueryBuilder(ResponseAttachmentRow, 'file')
        .addSelect('file.content')
        .where({ id: fileId, responseId })
        .getOne();
      if (!file) throw new RefusedAction('not_found');
      const at = this.clock.now(timelineOf(incident));
      const cleared = said.personal
        ? without(file, said)
        : withCleared(file, said, { reason, by: actor, at });
      const { state: scan, findings } = scanFile(
        file.content,
        kindOfFile(file.content, file.name)?.ending ?? '',
        this.mask,
        cleared,
      );
      // What no program could read to its end is looked through by a person, who has not done so yet.
      const unseen = scan !== 'read' && file.scan === 'read' && { checkedBy: null, checkedAt: null };
      const now = { scan, findings: findings as never, cleared: cleared as never, ...unseen };
      await manager.update(ResponseAttachmentRow, { id: fileId }, now);
      const type = said.personal ? 'response.finding_restored' : 'response.finding_cleared';
      const about = { responseId, unit: response.unit, kind: said.kind, reason };
      await note({ manager, actor, at }, incident, type, about);
    });
  }

  /** @throws RefusedAction `response_not_drafting`, `not_found` */
  async remove(responseId: string, fileId: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const { response } = await lockResponse(manager, responseId, null);
      if (response.state !== 'drafting') throw new RefusedAction('response_not_drafting');
      const { affected } = await manager.delete(ResponseAttachmentRow, { id: fileId, responseId });
      if (!affected) throw new RefusedAction('not_found');
    });
  }
}

const isSame = (said: Said) => (one: { kind: BlockKind; words: string }) =>
  one.kind === said.kind && one.words === said.words;

/** @throws RefusedAction `finding_unknown`, `finding_protected` */
function withCleared(
  file: ResponseAttachmentRow,
  said: Said,
  { reason, by, at }: { reason: string; by: string; at: Date },
): ClearedFinding[] {
  const found = file.findings.find(isSame(said));
  if (!found) throw new RefusedAction('finding_unknown');
  if (!mayClear(found)) throw new RefusedAction('finding_protected');
  const { kind, words, place } = found;
  return [...file.cleared, { kind, words, place, reason, by, at: at.toISOString() }];
}

/** @throws RefusedAction `finding_unknown` */
function without({ cleared }: ResponseAttachmentRow, said: Said): ClearedFinding[] {
  if (!cleared.some(isSame(said))) throw new RefusedAction('finding_unknown');
  return cleared.filter((one) => !isSame(said)(one));
}
