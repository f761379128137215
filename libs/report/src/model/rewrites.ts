import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { note, RefusedAction, StaleError, type IncidentRow } from '#incidents/service';
import type { BriefRow } from '../brief/brief.entity.js';
import { readBriefInput } from '../brief/read-input.js';
import { checkAnswer } from './check.js';
import { askModel, ModelError, MODEL_LIMITS, type ModelLimits } from './client.js';
import { digestOf, messagesOf, textsToSend } from './prompt.js';
import { BriefRewriteRow } from './rewrite.entity.js';
import type { ModelSettings, SentText } from './types.js';

/** What would be sent, and where to. */
export interface RewritePreview {
  host: string;
  model: string;
  texts: SentText[];
  /** To be handed in with the order to send: it stands for exactly these texts. */
  digest: string;
}

/** Puts briefs into words by a language model: off unless set, and only on somebody's word. */
export class Rewrites {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly settings: ModelSettings | null,
    private readonly limits: ModelLimits = MODEL_LIMITS,
  ) {}

  get enabled(): boolean {
    return this.settings !== null;
  }

  /**
   * What would leave the house.
   * @throws RefusedAction `model_off`; `not_for_model` of a report on public servants, or of what was split from one
   */
  async preview(incident: IncidentRow, brief: BriefRow): Promise<RewritePreview> {
    const settings = this.allowed(incident);
    const { items } = await readBriefInput(this.source.manager, incident);
    const texts = textsToSend(brief.content, items);
    return { host: new URL(settings.url).host, model: settings.name, texts, digest: digestOf(texts) };
  }

  /**
   * Sends the texts somebody has looked at, and keeps of the answer what its items bear out.
   * @param asked `digest` of the preview
   * @returns the row, `failed` with the reason where no answer came
   * @throws RefusedAction as `preview`, `nothing_to_send`; StaleError when other texts would go now
   */
  async ask(
    incident: IncidentRow,
    brief: BriefRow,
    asked: { digest: string; by: string },
  ): Promise<BriefRewriteRow> {
    const settings = this.allowed(incident);
    const { texts, host, model, digest } = await this.preview(incident, brief);
    if (texts.length === 0) throw new RefusedAction('nothing_to_send');
    if (digest !== asked.digest) throw new StaleError(brief.number);
    const row = await this.begin(incident, brief, { texts, host, model, digest, by: asked.by });
    try {
      const answer = await askModel(settings, messagesOf(texts), this.limits);
      Object.assign(row, { state: 'done', ...checkAnswer(answer, texts) });
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      Object.assign(row, { state: 'failed', failure: error.failure, status: error.status });
    }
    row.settledAt = this.clock.now(timelineOf(incident));
    return this.source.manager.save(BriefRewriteRow, row);
  }

  /** The latest of a brief; null when none was asked for. */
  latest(briefId: string): Promise<BriefRewriteRow | null> {
    return this.source.manager.findOne(BriefRewriteRow, { where: { briefId }, order: { at: 'DESC' } });
  }

  private allowed(incident: IncidentRow): ModelSettings {
    if (!this.settings) throw new RefusedAction('model_off');
    if (incident.restricted || incident.splitFrom || incident.recused.length > 0)
      throw new RefusedAction('not_for_model');
    return this.settings;
  }

  private begin(
    incident: IncidentRow,
    brief: BriefRow,
    sent: RewritePreview & { by: string },
  ): Promise<BriefRewriteRow> {
    return this.source.transaction(async (manager) => {
      const at = this.clock.now(timelineOf(incident));
      const row = manager.create(BriefRewriteRow, {
        id: randomUUID(),
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        briefId: brief.id,
        state: 'asking',
        failure: null,
        status: null,
        host: sent.host,
        model: sent.model,
        sentItemIds: sent.texts.map(({ itemId }) => itemId),
        sentDigest: sent.digest,
        kept: [],
        dropped: [],
        askedBy: sent.by,
        at,
        settledAt: null,
        rehearsal: incident.rehearsal,
      });
      await manager.insert(BriefRewriteRow, row);
      await note({ manager, at, actor: sent.by }, incident, 'brief.sent_to_model', {
        host: sent.host,
        model: sent.model,
        items: sent.texts.length,
      });
      return row;
    });
  }
}
