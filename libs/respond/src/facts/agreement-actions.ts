import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { announce, note, RefusedAction, saveIncident, type Act, type IncidentRow } from '#incidents/service';
import { Wakeups } from '#queue';
import { settleAsks } from '../approval/ask.js';
import { ResponseAgreementRow } from '../entities/approval.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { lockResponse, moveResponse } from '../step/response-steps.js';
import { notAgreed, settleAlignment } from './alignment.js';
import { responsePage } from './ask.js';

/** Which text, as the caller saw it: its row's version and the number of the words on the screen. */
export interface SeenText {
  version: number;
  number: number;
}

/** 会签: departments agree on one wording, or the coordinator decides it. Permission is checked by the caller. */
export class AgreementActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * A department agrees on the version in force, or sends the text back with what must change. The last to agree, where
   * the facts agree too, sends it on to the signatures.
   * @throws RefusedAction `not_aligning`, `other_version`, `not_respondent`, `agreed_already`, `reason_missing`; StaleError
   */
  async say(
    responseId: string,
    seen: SeenText,
    said: { unit: string; agrees: boolean; comment: string },
    actor: string,
  ): Promise<void> {
    const { unit, agrees } = said;
    const comment = said.comment.trim();
    if (!agrees && !comment) throw new RefusedAction('reason_missing');
    await this.change(responseId, seen, actor, async (act, incident, response) => {
      if (!response.units.includes(unit)) throw new RefusedAction('not_respondent');
      if (!(await notAgreed(act, response)).includes(unit)) throw new RefusedAction('agreed_already');
      const { latest: number } = response;
      const row = { responseId, number, unit, agrees, way: 'said' as const, comment, by: actor, at: act.at };
      await act.manager.insert(ResponseAgreementRow, row);
      await settleAsks(act, response, 'wording', [unit]);
      const data = { responseId, unit, number, ...(comment && { comment }) };
      await note(act, incident, agrees ? 'response.agreed' : 'response.objected', data);
      if (agrees) return settleAlignment(act, incident, response);
      await moveResponse(act, incident, response, 'return');
      await announce(act, incident, {
        eventKey: `${responseId}:objected:${number}:${response.version}`,
        unit: response.unit,
        audience: 'liaison_and_handler',
        template: 'response_returned',
        data: { path: responsePage(responseId) },
      });
    });
  }

  /**
   * The coordinator decides the wording for those who have not agreed; facts that differ it decides one by one first.
   * @param unit in whose name
   * @throws RefusedAction `not_aligning`, `other_version`, `reason_missing`, `facts_differ`; StaleError
   */
  async rule(
    responseId: string,
    seen: SeenText,
    { unit, reason }: { unit: string; reason: string },
    actor: string,
  ): Promise<void> {
    const why = reason.trim();
    if (!why) throw new RefusedAction('reason_missing');
    await this.change(responseId, seen, actor, async (act, incident, response) => {
      const missing = await notAgreed(act, response);
      const { latest: number } = response;
      await note(act, incident, 'response.wording_ruled', {
        responseId,
        unit,
        number,
        units: missing,
        reason: why,
      });
      await act.manager.insert(
        ResponseAgreementRow,
        missing.map((one) => ({
          responseId,
          number,
          unit: one,
          agrees: true,
          way: 'ruled' as const,
          comment: why,
          by: actor,
          at: act.at,
        })),
      );
      await moveResponse(act, incident, response, 'agree');
    });
  }

  private async change(
    responseId: string,
    { version, number }: SeenText,
    actor: string,
    work: (act: Act, incident: IncidentRow, response: ResponseRow) => Promise<void>,
  ): Promise<void> {
    const incidentId = await this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, version);
      if (response.state !== 'aligning') throw new RefusedAction('not_aligning');
      if (response.latest !== number) throw new RefusedAction('other_version');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      await work(act, incident, response);
      await saveIncident(manager, incident, act.at);
      return incident.id;
    });
    await this.wakeups.wake('escalate', { incidentId });
  }
}
