import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Types of `incident_log`; a closed list. Its data hold ids, names of units and rules, never texts of citizens. */
export const LOG_TYPES = [
  'incident.opened',
  'item.added',
  'incident.judged',
  'incident.routed',
  'incident.needs_confirmation',
  'routing.confirmed',
  'routing.corrected',
  'level.confirmed',
  'level.raised',
  'incident.dispatched',
  'duty.sent',
  'duty.signed',
  'duty.withdrawn',
  'duty.reminded',
  'duty.escalated',
  'deadline.set',
  'deadline.superseded',
  'deadline.moved_earlier',
  'duty.hastened',
  'round.opened',
  'deadline.missed',
  'deadline.met',
  'notice.queued',
  'notice.accepted',
  'notice.failed',
  'notice.rerouted',
  'notice.resent',
  'notice.delivered',
  'incident.answered',
  'incident.closed',
  'incident.reopened',
  'incident.set_aside',
  'duty.refused',
  'duty.reported',
  'duty.moved',
  'response.moved',
  'response.begun',
  'response.given_up',
  'response.remarked',
  'response.remark_settled',
  'publication.opened',
  'publication.registered',
  'publication.withdrawn',
  'publication.taken_over',
  'publication.given_back',
  'publication.proved',
  'commitment.made',
  'commitment.moved',
  'commitment.kept',
  'commitment.broken',
  'commitment.withdrawn',
  'conference.planned',
  'conference.held',
  'conference.cancelled',
  'fact.added',
  'fact.stated',
  'fact.confirmed',
  'fact.ruled',
  'fact.removed',
  'fact.changed',
  'response.agreed',
  'response.objected',
  'response.wording_ruled',
  'approval.signed',
  'approval.returned',
  'approval.denied',
  'approval.emergency',
  'approval.settled',
  'approval.unsigned',
  'duty.handed_on',
  'duty.taken_back',
  'duty.hand_on_settled',
  'refusal.met',
  'refusal.prepared',
  'refusal.returned',
  'refusal.ruled',
  'refusal.withdrawn',
  'refusal.lapsed',
  'refusal.late',
  'refusal.change_proposed',
  'extension.asked',
  'extension.granted',
  'extension.declined',
  'pool.claimed',
  'pool.handed_over',
  'order.registered',
  'order.amended',
  'order.urged',
  'order.reported',
  'order.withdrawn',
  'coordination.drafted',
  'coordination.sent',
  'coordination.urged',
  'coordination.declined',
  'coordination.recalled',
  'coordinator.confirmed',
  'original.revealed',
  'person.recused',
  'person.readmitted',
  'report.split',
  'report.split_undone',
  'report.denied',
  'duty.urged',
  'supervision.issued',
  'supervision.answered',
  'supervision.returned',
  'supervision.closed',
  'supervision.withdrawn',
  'supervision.overdue',
  'watch.shared',
  'watch.unshared',
  'document.issued',
  'upward.sent',
  'upward.reopened',
  'progress.due',
  'notice.called',
  'call.recorded',
  'duty.sign_denied',
  'instruction.entered',
  'instruction.reported',
  'instruction.passed_on',
  'instruction.withdrawn',
  'level.held',
  'level.asked_again',
  'level.lowering_proposed',
  'level.lowering_declined',
  'level.lowering_withdrawn',
  'level.lowered',
  'night.approved',
  'night.signed',
  'night.unsigned',
  'night.denied',
  'brief.sent_to_model',
  'reach.entered',
  'disposition.decided',
  'disposition.undone',
  'watch.begun',
  'watch.ended',
  'incident.replied',
  'incident.following',
  'incident.settled',
  'incident.evaluated',
  'incident.archived',
  'referral.proposed',
  'referral.confirmed',
  'referral.declined',
  'evaluation.proposed',
  'evaluation.decided',
  'incident.merged',
  'incident.absorbed',
  'incident.split_out',
  'incident.split_off',
  'items.moved_out',
  'items.moved_in',
  'duty.carried',
  'regrouping.undone',
  'grouping.declined',
  'judgement.corrected',
  'judgement.correction_undone',
] as const;
export type LogType = (typeof LOG_TYPES)[number];

/** Audit trail, timeline and outbox in one: written in the transaction of the change, woken after commit. */
@Entity('incident_log')
@Index('incident_log_incident', ['incidentId', 'id'])
export class IncidentLogRow {
  @PrimaryColumn('bigint', { generated: 'increment' }) id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') type!: LogType;
  /** Time on the incident's own timeline (rehearsal or real). */
  @Column('timestamptz') at!: Date;
  /** `system`, `account:<login>`, or `link:<unit>` for a signed link. */
  @Column('text') actor!: string;
  @Column('jsonb', { default: {} }) data!: Record<string, unknown>;
}

/** A decision of the rules or of a person, with reasons; the correction of a person is kept as a labelled case. */
@Entity('decision')
@Index('decision_incident', ['incidentId'])
export class DecisionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') kind!: 'routing' | 'confirmation' | 'correction' | 'level';
  /** `rules` or the login. */
  @Column('text') by!: string;
  @Column('text') directoryVersion!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  /** What was decided, whole. */
  @Column('jsonb') result!: unknown;
  /** What it replaced. */
  @Column('jsonb', { nullable: true }) previous!: unknown;
  @Column('timestamptz') at!: Date;
}
