import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import {
  lockIncident,
  note,
  RefusedAction,
  saveIncident,
  type Act,
  type IncidentRow,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { ResponseCheckRow } from '../entities/draft.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { lockResponse, moveResponse } from '../step/response-steps.js';
import { beginResponse, type Begin } from './begin.js';
import type { CheckAnswer, CheckItem } from './checklist.js';
import { wordsHash } from './files.js';
import type { Masker } from './personal.js';
import { blockWords, fileWords, itemWords } from './refusal-words.js';
import { reviewOf } from './review.js';
import { latestOf, putVersion, restoreVersion, type Words } from './versions.js';

export interface GivenCheck {
  item: CheckItem;
  answer: CheckAnswer;
  reason: string;
}

/** 拟稿: texts are begun, written, checked, handed in, taken back. Who may is checked by the caller. */
export class ResponseDrafts {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    /** Takes personal details out of a text; of `#collect`. */
    private readonly mask: Masker,
  ) {}

  /** @throws RefusedAction as `beginResponse` */
  async begin(incidentId: string, given: Begin, actor: string): Promise<string> {
    return this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const directory = await readDirectory(manager, incident.jurisdictionId);
      return (await beginResponse(act, incident, given, directory)).id;
    });
  }

  /**
   * Saves what was typed: into the latest version while its writer goes on (ten minutes), else as a new one.
   * @throws RefusedAction `response_not_drafting`, `response_too_long`; StaleError
   */
  async save(responseId: string, version: number, words: Words, actor: string): Promise<void> {
    await this.drafting(responseId, version, actor, (act, _incident, response) =>
      putVersion(act, response, words),
    );
  }

  /** An older version as the newest. @throws RefusedAction `response_not_drafting`, `not_found`; StaleError */
  async restore(responseId: string, version: number, number: number, actor: string): Promise<void> {
    await this.drafting(responseId, version, actor, (act, _incident, response) =>
      restoreVersion(act, response, number),
    );
  }

  /**
   * Answers points of the checklist, for the words as they stand.
   * @throws RefusedAction `response_not_drafting`, `check_always`, `reason_missing`; StaleError
   */
  async check(
    responseId: string,
    version: number,
    given: readonly GivenCheck[],
    actor: string,
  ): Promise<void> {
    await this.drafting(responseId, version, actor, async (act, incident, response) => {
      const latest = await latestOf(act.manager, response);
      const { checks } = await reviewOf(act.manager, incident, response, latest, this.mask);
      for (const { item, answer, reason } of given) {
        const asked = checks.find(({ spec }) => spec.item === item);
        if (!asked) continue;
        if (answer === 'not_applicable' && asked.spec.always) throw new RefusedAction('check_always');
        if (answer === 'not_applicable' && !reason.trim()) throw new RefusedAction('reason_missing');
        await act.manager.upsert(
          ResponseCheckRow,
          {
            responseId,
            item,
            answer,
            reason: answer === 'yes' ? '' : this.mask(reason.trim()),
            words: wordsHash(latest),
            by: act.actor,
            at: act.at,
          },
          ['responseId', 'item'],
        );
      }
    });
  }

  /**
   * Hands a text in: to the other departments where several must agree, else for signature.
   * @throws RefusedAction `draft_empty`, `draft_blocked`, `file_blocked`, `file_unchecked`, `checklist_open`, `response_not_drafting` and those of
   * `moveResponse`; StaleError
   */
  async submit(responseId: string, version: number, actor: string): Promise<void> {
    const incidentId = await this.drafting(responseId, version, actor, async (act, incident, response) => {
      const latest = await latestOf(act.manager, response);
      if (!latest.title || !latest.text) throw new RefusedAction('draft_empty');
      const review = await reviewOf(act.manager, incident, response, latest, this.mask);
      if (review.blocks.length > 0) throw new RefusedAction('draft_blocked', blockWords(review.blocks));
      if (review.found.length > 0) throw new RefusedAction('file_blocked', fileWords(review.found));
      if (review.unseen.length > 0)
        throw new RefusedAction('file_unchecked', `（${review.unseen.join('、')}）`);
      if (review.open.length > 0) throw new RefusedAction('checklist_open', itemWords(review.open));
      await moveResponse(act, incident, response, review.joint ? 'submit_joint' : 'submit');
      await saveIncident(act.manager, incident, act.at);
    });
    await this.wakeups.wake('escalate', { incidentId });
  }

  /** Back to its writer, who saw something. @throws RefusedAction `response_not_handed_in`; StaleError */
  async takeBack(responseId: string, version: number, actor: string): Promise<void> {
    const incidentId = await this.change(responseId, version, actor, async (act, incident, response) => {
      if (response.state !== 'aligning' && response.state !== 'in_approval')
        throw new RefusedAction('response_not_handed_in');
      await moveResponse(act, incident, response, 'return');
      await saveIncident(act.manager, incident, act.at);
    });
    await this.wakeups.wake('escalate', { incidentId });
  }

  /** Given up, before it is published. @throws RefusedAction `reason_missing`; IllegalTransition; StaleError */
  async withdraw(responseId: string, version: number, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    const incidentId = await this.change(responseId, version, actor, async (act, incident, response) => {
      await moveResponse(act, incident, response, 'withdraw');
      const said = { responseId, unit: response.unit, reason: this.mask(reason.trim()) };
      await note(act, incident, 'response.given_up', said);
      await saveIncident(act.manager, incident, act.at);
    });
    await this.wakeups.wake('escalate', { incidentId });
  }

  private drafting(
    responseId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow, response: ResponseRow) => Promise<void>,
  ): Promise<string> {
    return this.change(responseId, version, actor, (act, incident, response) => {
      if (response.state !== 'drafting') throw new RefusedAction('response_not_drafting');
      return work(act, incident, response);
    });
  }

  private async change(
    responseId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow, response: ResponseRow) => Promise<void>,
  ): Promise<string> {
    return this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, version);
      await work({ manager, actor, at: this.clock.now(timelineOf(incident)) }, incident, response);
      return incident.id;
    });
  }
}
