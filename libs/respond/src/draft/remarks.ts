import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { announce, note, RefusedAction, type Act, type IncidentRow } from '#incidents/service';
import { Wakeups } from '#queue';
import { ResponseCommentRow } from '../entities/draft.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { lockResponse } from '../step/response-steps.js';
import type { Masker } from './personal.js';
import { latestOf } from './versions.js';

export const REMARK_LENGTH = 1000;
export const QUOTE_LENGTH = 300;

export interface NewRemark {
  text: string;
  /** Words of the text it is about. */
  quote: string | null;
  /** The remark it answers. */
  answers: string | null;
  /** The writer's unit hears of it (somebody of another unit wrote it). */
  tell: boolean;
}

/** 修改意见 on a text, at any time before it is published. */
export class ResponseRemarks {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly mask: Masker,
  ) {}

  /** @throws RefusedAction `remark_late`, `quote_unknown`, `not_found` */
  async add(responseId: string, given: NewRemark, actor: string): Promise<void> {
    const incidentId = await this.change(responseId, actor, async (act, incident, response) => {
      const { manager } = act;
      if (response.state === 'published' || response.state === 'withdrawn')
        throw new RefusedAction('remark_late');
      const latest = await latestOf(manager, response);
      const quote = given.quote?.trim() || null;
      if (quote !== null && !stands(quote, latest)) throw new RefusedAction('quote_unknown');
      if (given.answers !== null)
        await manager.findOneByOrFail(ResponseCommentRow, { id: given.answers, responseId });
      const row = await manager.save(
        manager.create(ResponseCommentRow, {
          responseId,
          answers: given.answers,
          quote,
          number: response.latest,
          text: this.mask(given.text.trim()),
          by: act.actor,
          at: act.at,
        }),
      );
      await note(act, incident, 'response.remarked', { responseId, remarkId: row.id, unit: response.unit });
      if (given.tell)
        await announce(act, incident, {
          eventKey: `${row.id}:remarked`,
          unit: response.unit,
          audience: 'liaison_and_handler',
          template: 'response_remarked',
          ownOnly: true,
          data: { path: `/responses/${responseId}` },
        });
    });
    if (given.tell) await this.wakeups.wake('escalate', { incidentId });
  }

  /** Dealt with, or open again. @throws RefusedAction `not_found` */
  async settle(responseId: string, remarkId: string, resolved: boolean, actor: string): Promise<void> {
    await this.change(responseId, actor, async (act, incident, response) => {
      const { affected } = await act.manager.update(
        ResponseCommentRow,
        { id: remarkId, responseId },
        { resolvedBy: resolved ? act.actor : null, resolvedAt: resolved ? act.at : null },
      );
      if (!affected) throw new RefusedAction('not_found');
      await note(act, incident, 'response.remark_settled', {
        responseId,
        remarkId,
        unit: response.unit,
        resolved,
      });
    });
  }

  private async change(
    responseId: string,
    actor: string,
    work: (act: Act, incident: IncidentRow, response: ResponseRow) => Promise<void>,
  ): Promise<string> {
    return this.source.transaction(async (manager: EntityManager) => {
      const { incident, response } = await lockResponse(manager, responseId, null);
      await work({ manager, actor, at: this.clock.now(timelineOf(incident)) }, incident, response);
      return incident.id;
    });
  }
}

/** Whether words still stand in a version, however its lines break. */
export const stands = (quote: string, { title, text }: { title: string; text: string }): boolean =>
  `${title}${text}`.replaceAll(/\s/gu, '').includes(quote.replaceAll(/\s/gu, ''));
