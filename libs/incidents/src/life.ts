/** States of an incident. `set_aside`: outside, not government, drill: kept with its reason, no duty. */
export const INCIDENT_STATES = [
  'judged',
  'awaiting_confirmation',
  'dispatched',
  'signed',
  'answered',
  'closed',
  'set_aside',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export type IncidentEvent =
  | 'needs_confirmation'
  | 'dispatch'
  | 'all_signed'
  | 'duty_added'
  | 'answer'
  | 'close'
  | 'set_aside'
  | 'reopen';

/** The life of an incident as one table: state × event → next state; what is not there is refused. */
export const INCIDENT_LIFE: Record<IncidentState, Partial<Record<IncidentEvent, IncidentState>>> = {
  judged: {
    needs_confirmation: 'awaiting_confirmation',
    dispatch: 'dispatched',
    set_aside: 'set_aside',
    close: 'closed',
  },
  awaiting_confirmation: {
    needs_confirmation: 'awaiting_confirmation',
    dispatch: 'dispatched',
    set_aside: 'set_aside',
    close: 'closed',
  },
  dispatched: {
    dispatch: 'dispatched',
    duty_added: 'dispatched',
    all_signed: 'signed',
    answer: 'answered',
    close: 'closed',
  },
  signed: {
    dispatch: 'dispatched',
    duty_added: 'dispatched',
    all_signed: 'signed',
    answer: 'answered',
    close: 'closed',
  },
  answered: {
    duty_added: 'answered',
    all_signed: 'answered',
    answer: 'answered',
    close: 'closed',
    reopen: 'dispatched',
  },
  // Closed before it had duties: a person decides anew.
  closed: { reopen: 'dispatched', needs_confirmation: 'awaiting_confirmation' },
  set_aside: { dispatch: 'dispatched', needs_confirmation: 'awaiting_confirmation', close: 'closed' },
};

/** @throws Error when the table does not allow it. */
export function nextIncidentState(state: IncidentState, event: IncidentEvent): IncidentState {
  const next = INCIDENT_LIFE[state][event];
  if (!next) throw new IllegalTransition(state, event);
  return next;
}

export class IllegalTransition extends Error {
  constructor(
    readonly state: string,
    readonly event: string,
  ) {
    super(`${event} is not possible in state ${state}`);
  }
}

/** Roles in which a unit holds a duty. `pool_owner`: the city office for what has no owner (RT-42). */
export const DUTY_ROLES = [
  'first_responsible',
  'respondent',
  'pool_owner',
  'acting_coordinator',
  'assisting',
  'informed',
] as const;
export type DutyRole = (typeof DUTY_ROLES)[number];
/** `refused`: received with an objection; the unit goes on until the ruling (先办后裁, RT-43). */
export type DutyState = 'sent' | 'signed' | 'refused' | 'withdrawn';

/** Roles that must sign (签收); the others are told only. */
export const signingRoles: ReadonlySet<DutyRole> = new Set([
  'first_responsible',
  'respondent',
  'pool_owner',
  'acting_coordinator',
]);
