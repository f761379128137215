import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { DirectReplyRow, type ReplyWay } from '../entities/disposition.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { closeNow } from './close.js';
import { settleDeadlines } from './deadlines.js';
import { answeringDuties, publishDuties } from './duty-stages.js';
import { RefusedAction } from './errors.js';
import { lockVersion, saveIncident } from './lock.js';
import { answerRound } from './rounds.js';

export const REPLY_LENGTH = 2000;
const CLOSED = '已直接答复当事人';

/** What a person was told; the text holds no personal data (the caller masks it). */
export interface DirectReply {
  version: number;
  /** The unit that replied: one that owes the answer. */
  unit: string;
  way: ReplyWay;
  at: Date;
  text: string;
}

/** 直接答复: a matter of one person is answered to that person, without a publication. */
export class ReplyActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers the reply: it settles the 48 hours by when it was given, ends the duties and closes the matter. Permission is
   * checked by the caller.
   * @throws StaleError; RefusedAction `reply_not_decided`, `reply_unit`, `reply_empty`, `sign_first`, `duty_refused`,
   * `in_the_future`, `replied_before_discovered`, `must_respond`, `order_open`; IllegalTransition
   */
  async reply(incidentId: string, reply: DirectReply, actor: string): Promise<IncidentRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, reply.version);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      await mustBeReply(act, incident, reply);
      await manager.insert(DirectReplyRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        round: incident.round,
        unit: reply.unit,
        way: reply.way,
        repliedAt: reply.at,
        text: reply.text.trim(),
        by: actor,
        at: act.at,
        rehearsal: incident.rehearsal,
      });
      await settle(act, incident, reply);
      await saveIncident(manager, incident, act.at);
      return incident;
    });
  }
}

async function mustBeReply(act: Act, incident: IncidentRow, reply: DirectReply): Promise<void> {
  if (incident.disposition !== 'reply') throw new RefusedAction('reply_not_decided');
  if (!reply.text.trim()) throw new RefusedAction('reply_empty');
  if (reply.at > act.at) throw new RefusedAction('in_the_future');
  if (reply.at < incident.discoveredAt) throw new RefusedAction('replied_before_discovered');
  const duty = (await answeringDuties(act, incident.id)).find(({ unit }) => unit === reply.unit);
  if (!duty) throw new RefusedAction('reply_unit');
  if (duty.state === 'sent') throw new RefusedAction('sign_first');
  if (duty.state === 'refused') throw new RefusedAction('duty_refused');
}

async function settle(act: Act, incident: IncidentRow, { unit, way, at }: DirectReply): Promise<void> {
  incident.state = nextIncidentState(incident.state, 'answer');
  incident.answeredAt ??= at;
  await note(act, incident, 'incident.replied', { unit, way, at: at.toISOString() });
  await settleDeadlines(act, incident, ['DL-01', 'DL-03'], at);
  await answerRound(act, incident, { at, url: null });
  await publishDuties(act, incident);
  await closeNow(act, incident, CLOSED);
}
