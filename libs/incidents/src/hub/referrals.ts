import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { ReferralRow, type ReferralReceiver } from '../entities/disposition.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';

export const FINDING_LENGTH = 1000;

/** 移交公安、网信, as a person proposes it. */
export interface ReferralAsked {
  version: number;
  receiver: ReferralReceiver;
  /** The unit without an interest that has checked the claim. */
  checkedBy: string;
  /** What was found; masked by the caller. */
  finding: string;
}

/**
 * RT-51 (domain (f)1): a claim may be handed to the police or the cyberspace administration only after somebody without an
 * interest has checked it, the clarification is published, and two persons agree. It stands beside the answer, changes no
 * state, is never proposed by the rules, and no clock runs on it. Permission is checked by the caller.
 */
export class ReferralActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws StaleError; RefusedAction `referral_not_published`, `referral_interested`, `reason_missing`, `restricted_matter` */
  async propose(incidentId: string, asked: ReferralAsked, actor: string): Promise<ReferralRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, asked.version);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      mustBeReferable(incident, asked);
      const row = manager.create(ReferralRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        receiver: asked.receiver,
        checkedBy: asked.checkedBy.trim(),
        finding: asked.finding.trim(),
        state: 'proposed',
        proposedBy: actor,
        proposedAt: act.at,
        rehearsal: incident.rehearsal,
      });
      await manager.save(row);
      await note(act, incident, 'referral.proposed', { referralId: row.id, receiver: row.receiver });
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }

  /**
   * The second person confirms or declines.
   * @throws RefusedAction `not_found`, `referral_settled`, `referral_second`, `reason_missing`
   */
  async decide(
    id: string,
    decision: { confirm: boolean; note: string },
    actor: string,
  ): Promise<ReferralRow> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(ReferralRow, { id });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      const row = incident && (await manager.findOneBy(ReferralRow, { id }));
      if (!incident || !row) throw new RefusedAction('not_found');
      if (row.state !== 'proposed') throw new RefusedAction('referral_settled');
      if (row.proposedBy === actor) throw new RefusedAction('referral_second');
      if (!decision.confirm && !decision.note.trim()) throw new RefusedAction('reason_missing');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      row.state = decision.confirm ? 'confirmed' : 'declined';
      Object.assign(row, { decidedBy: actor, decidedAt: act.at, decisionNote: decision.note.trim() || null });
      await manager.save(row);
      const type = decision.confirm ? 'referral.confirmed' : 'referral.declined';
      await note(act, incident, type, { referralId: row.id, receiver: row.receiver });
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }
}

function mustBeReferable(incident: IncidentRow, { checkedBy, finding }: ReferralAsked): void {
  if (incident.restricted) throw new RefusedAction('restricted_matter');
  if (!checkedBy.trim() || !finding.trim()) throw new RefusedAction('reason_missing');
  // The clarification comes first; what was only told to one person clarifies nothing.
  if (!incident.answeredAt || incident.disposition === 'reply')
    throw new RefusedAction('referral_not_published');
  const interested = [...(incident.routing?.respondents ?? []), ...incident.recused];
  if (interested.includes(checkedBy.trim())) throw new RefusedAction('referral_interested');
}
