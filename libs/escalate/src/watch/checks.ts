import { sqlStates, UNDER_WAY, ANSWERED } from '#incidents';
/** What mends a finding: a wake-up of the step that should have seen to it, or nothing but people. */
export type Repair = 'escalate' | 'deliver' | 'route' | 'judge' | 'remind' | null;

export interface Check {
  /** Name of the finding. */
  kind: string;
  /** How long (s) something may be overdue or lacking; the sweeps come by every second. */
  bound: number;
  /** Its times are real also in a rehearsal. */
  realTime?: boolean;
  /**
   * What is out of bounds as `id`, `incident` (null where there is none), `since`. `$1`: what was due by then is out of
   * bounds; `$2`: whether of a rehearsal; `$3`: how many at most, the oldest first.
   */
  sql: string;
  repair: Repair;
  /** Looks at every open matter: asked only in some rounds. */
  seldom?: boolean;
  /** Withholds the heartbeat. What only people can mend does not: the repair is that they are told. */
  withholds: boolean;
}

const due = (table: string, since: string, where: string, incident = 'incident_id') =>
  `select id, ${incident} as incident, ${since} as since from ${table}
   where ${where} and ${since} <= $1 and rehearsal = $2 order by ${since} limit $3`;

/** Every due time there is, each by the index its step uses: a round must stay cheap, or somebody switches it off. */
const DUE: Check[] = [
  {
    kind: 'escalation_overdue',
    bound: 30,
    sql: due('escalation', 'next_due_at', 'stopped_at is null'),
    repair: 'escalate',
    withholds: true,
  },
  {
    kind: 'announcement_waiting',
    bound: 30,
    sql: due('announcement', 'created_at', 'told_at is null'),
    repair: 'escalate',
    withholds: true,
  },
  {
    kind: 'notice_overdue',
    bound: 60,
    realTime: true,
    sql: due('notice', 'next_attempt_at', `state in ('pending','sending','committing')`),
    repair: 'deliver',
    withholds: true,
  },
  {
    // Tried again and again: no overdue row, and yet nobody has heard.
    kind: 'notice_not_going',
    bound: 600,
    realTime: true,
    sql: `select id, incident_id as incident, created_at as since from notice
      where state in ('pending','sending','committing') and attempts > 2 and created_at <= $1 and rehearsal = $2
      order by created_at limit $3`,
    repair: null,
    withholds: true,
  },
  {
    kind: 'deadline_unmarked',
    bound: 60,
    sql: due('deadline', 'due_at', `state = 'open'`),
    repair: null,
    withholds: true,
  },
  {
    kind: 'routing_waiting',
    bound: 60,
    sql: due('incident', 'updated_at', 'needs_routing and not historic', 'id'),
    repair: 'route',
    withholds: true,
  },
  {
    kind: 'item_unjudged',
    bound: 120,
    realTime: true,
    sql: `select item.id, null::uuid as incident, item.created_at as since from item
      where judged_at is null and not historic and created_at <= $1 and rehearsal = $2
      order by created_at limit $3`,
    repair: 'judge',
    withholds: true,
  },
];

const running = (states: string) =>
  `not incident.historic and incident.rehearsal = $2 and incident.state in (${states})`;

/** Every incident has somebody who must act, and a moment at which it comes up again. */
const LACKING: Check[] = [
  {
    kind: 'duty_unwatched',
    bound: 60,
    sql: `select duty.id, duty.incident_id as incident, duty.sent_at as since
      from assignment duty join incident on incident.id = duty.incident_id
      where duty.must_sign and duty.state = 'sent' and duty.sent_at <= $1
        and ${running(sqlStates(['awaiting_confirmation', 'watching', ...UNDER_WAY, ...ANSWERED]))}
        and not exists (
          select 1 from escalation where escalation.clock = 'sign' and escalation.subject_id = duty.id)
      order by duty.sent_at limit $3`,
    repair: 'escalate',
    withholds: true,
  },
  {
    kind: 'nobody_responsible',
    seldom: true,
    bound: 60,
    sql: `select incident.id, incident.id as incident, incident.updated_at as since from incident
      where ${running(sqlStates(UNDER_WAY))} and incident.updated_at <= $1 and not incident.needs_routing
        and not exists (
          select 1 from assignment duty
          where duty.incident_id = incident.id and duty.must_sign and duty.state <> 'withdrawn')
      order by incident.updated_at limit $3`,
    repair: 'remind',
    withholds: false,
  },
  {
    kind: 'unconfirmed_without_time',
    bound: 60,
    sql: `select incident.id, incident.id as incident, incident.updated_at as since from incident
      where ${running(`'awaiting_confirmation'`)} and incident.updated_at <= $1 and not incident.needs_routing
        and not exists (
          select 1 from deadline
          where deadline.incident_id = incident.id and deadline.rule = 'DL-05'
            and deadline.state in ('open','missed'))
      order by incident.updated_at limit $3`,
    repair: 'remind',
    withholds: false,
  },
  {
    // Everybody has been told, every time has passed, and nothing will ever bring it up again.
    kind: 'nothing_ahead',
    seldom: true,
    bound: 3_600,
    sql: `select incident.id, incident.id as incident, incident.updated_at as since from incident
      where ${running(sqlStates(['awaiting_confirmation', ...UNDER_WAY]))} and incident.updated_at <= $1
        and not exists (
          select 1 from escalation
          where escalation.incident_id = incident.id and escalation.stopped_at is null
            and escalation.next_due_at is not null)
        and not exists (
          select 1 from deadline where deadline.incident_id = incident.id and deadline.state = 'open')
      order by incident.updated_at limit $3`,
    repair: 'remind',
    withholds: false,
  },
];

export const CHECKS: readonly Check[] = [...DUE, ...LACKING];

/**
 * Whether a finding withholds the heartbeat: not what only people can mend, and nothing of a rehearsal. What is no check of
 * its own (a part that stopped, a question that took too long) does.
 */
export const withholdsHeartbeat = ({ kind, rehearsal }: { kind: string; rehearsal: boolean }): boolean =>
  !rehearsal && (CHECKS.find((check) => check.kind === kind)?.withholds ?? true);
