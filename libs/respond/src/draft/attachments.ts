import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { RefusedAction } from '#incidents/service';
import { ResponseAttachmentRow } from '../entities/draft.entity.js';
import { scanFile } from './attached/scan.js';
import type { Masker } from './personal.js';
import { lockResponse } from '../step/response-steps.js';
import { kindOfFile, LARGEST_FILE, MOST_FILES, safeName, sha256 } from './files.js';

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
