/**
 * States of an incident. `watching`: looked at for a while before it is decided (先观察). `set_aside`: ends without a public
 * answer of ours (outside, not government, drill, handed over), kept with its reason, no duty. `merged`: went into
 * another (归并). From `dispatched` to `approved` it is under way and follows its duties; `answered` is published,
 * `following_up` published with something promised or still to be told.
 */
export const INCIDENT_STATES = [
  'judged',
  'awaiting_confirmation',
  'watching',
  'dispatched',
  'signed',
  'verified',
  'drafted',
  'aligned',
  'approved',
  'answered',
  'following_up',
  'closed',
  'evaluated',
  'archived',
  'set_aside',
  'merged',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Units hold duties of it, and the public has no answer of this round yet; in the order in which it goes on. */
export const UNDER_WAY = ['dispatched', 'signed', 'verified', 'drafted', 'aligned', 'approved'] as const;
/** The public has an answer; it is not over. */
export const ANSWERED = ['answered', 'following_up'] as const;
/** Over: nobody is urged any more. */
export const OVER = ['closed', 'evaluated', 'archived', 'merged'] as const;
/** Nobody has decided yet whose it is. */
export const UNDECIDED = ['judged', 'awaiting_confirmation', 'watching'] as const;

const among =
  (states: readonly IncidentState[]) =>
  (state: IncidentState): boolean =>
    states.includes(state);
export const isUnderWay = among(UNDER_WAY);
export const isAnswered = among(ANSWERED);
export const isOver = among(OVER);
export const isUndecided = among(UNDECIDED);

/** A list of states for SQL: `'dispatched','signed'`. Only for the constants above. */
export const sqlStates = (states: readonly (IncidentState | DutyState)[]): string =>
  states.map((state) => `'${state}'`).join(',');

export type IncidentEvent =
  | 'needs_confirmation'
  | 'watch'
  | 'dispatch'
  | 'duty_added'
  | 'all_signed'
  | 'all_verified'
  | 'all_drafted'
  | 'all_aligned'
  | 'all_approved'
  | 'answer'
  | 'follow_up'
  | 'settle'
  | 'close'
  | 'evaluate'
  | 'archive'
  | 'set_aside'
  | 'merge'
  | 'reopen';

const decided = {
  needs_confirmation: 'awaiting_confirmation',
  watch: 'watching',
  dispatch: 'dispatched',
  set_aside: 'set_aside',
  close: 'closed',
  merge: 'merged',
} as const;

/** Under way the state is where the slowest of its duties is, so it may go back as well as on. */
const underWay = {
  dispatch: 'dispatched',
  duty_added: 'dispatched',
  all_signed: 'signed',
  all_verified: 'verified',
  all_drafted: 'drafted',
  all_aligned: 'aligned',
  all_approved: 'approved',
  answer: 'answered',
  set_aside: 'set_aside',
  close: 'closed',
  merge: 'merged',
} as const;

/** The life of an incident as one table: state × event → next state; what is not there is refused. */
export const INCIDENT_LIFE: Record<IncidentState, Partial<Record<IncidentEvent, IncidentState>>> = {
  judged: decided,
  awaiting_confirmation: decided,
  watching: decided,
  dispatched: underWay,
  signed: underWay,
  verified: underWay,
  drafted: underWay,
  aligned: underWay,
  approved: underWay,
  answered: {
    duty_added: 'answered',
    answer: 'answered',
    follow_up: 'following_up',
    close: 'closed',
    reopen: 'dispatched',
  },
  following_up: {
    duty_added: 'following_up',
    answer: 'following_up',
    follow_up: 'following_up',
    settle: 'answered',
    close: 'closed',
    reopen: 'dispatched',
  },
  // Closed before it had duties: a person decides anew. What is light needs no evaluation before the archive.
  closed: {
    reopen: 'dispatched',
    needs_confirmation: 'awaiting_confirmation',
    evaluate: 'evaluated',
    archive: 'archived',
  },
  evaluated: {
    evaluate: 'evaluated',
    reopen: 'dispatched',
    needs_confirmation: 'awaiting_confirmation',
    archive: 'archived',
  },
  // What comes up again is another incident that names this one.
  archived: {},
  set_aside: {
    dispatch: 'dispatched',
    needs_confirmation: 'awaiting_confirmation',
    watch: 'watching',
    close: 'closed',
    merge: 'merged',
  },
  // Its items are in another; only undoing that brings it back, as it stood.
  merged: {},
};

/** @throws IllegalTransition when the table does not allow it. */
export function nextIncidentState(state: IncidentState, event: IncidentEvent): IncidentState {
  const next = INCIDENT_LIFE[state][event];
  if (!next) throw new IllegalTransition(state, event);
  return next;
}

export class IllegalTransition extends Error {
  constructor(
    readonly state: string,
    readonly event: string,
    /** Whose life it is: the tables share names of states. */
    readonly subject: 'incident' | 'duty' | 'response' = 'incident',
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

/** Roles that must sign (签收); the others are told only. */
export const signingRoles: ReadonlySet<DutyRole> = new Set([
  'first_responsible',
  'respondent',
  'pool_owner',
  'acting_coordinator',
]);

/** Roles whose unit owes the public the answer. */
export const answeringRoles: ReadonlySet<DutyRole> = new Set(['respondent', 'pool_owner']);

/**
 * States of a duty: each unit signs, verifies and drafts for itself. `refused`: received with an objection; the unit goes on
 * until the ruling (先办后裁, RT-43). `drafted` … `published` are where the text is in which the unit answers.
 */
export const DUTY_STATES = [
  'sent',
  'signed',
  'refused',
  'verified',
  'drafted',
  'aligned',
  'approved',
  'published',
  'withdrawn',
] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** Received without an objection that stands. */
export const SIGNED = ['signed', 'verified', 'drafted', 'aligned', 'approved', 'published'] as const;
export const isSigned = ({ state }: { state: DutyState }): boolean =>
  (SIGNED as readonly DutyState[]).includes(state);

export type DutyEvent =
  | 'sign'
  | 'unsign'
  | 'refuse'
  | 'keep'
  | 'verify'
  | 'draft'
  | 'align'
  | 'approve'
  | 'return'
  | 'publish'
  | 'new_round'
  | 'withdraw';

/** The life of a duty: `keep` ends a refusal with the unit still on duty; `return` sends its text back to be written. */
export const DUTY_LIFE: Record<DutyState, Partial<Record<DutyEvent, DutyState>>> = {
  sent: { sign: 'signed', refuse: 'refused', withdraw: 'withdrawn' },
  signed: {
    unsign: 'sent',
    refuse: 'refused',
    verify: 'verified',
    draft: 'drafted',
    publish: 'published',
    withdraw: 'withdrawn',
  },
  refused: { verify: 'refused', keep: 'signed', withdraw: 'withdrawn' },
  verified: {
    unsign: 'sent',
    refuse: 'refused',
    draft: 'drafted',
    publish: 'published',
    withdraw: 'withdrawn',
  },
  drafted: {
    draft: 'drafted',
    align: 'aligned',
    approve: 'approved',
    return: 'signed',
    publish: 'published',
    withdraw: 'withdrawn',
  },
  aligned: { approve: 'approved', return: 'signed', publish: 'published', withdraw: 'withdrawn' },
  approved: { return: 'signed', publish: 'published', withdraw: 'withdrawn' },
  published: { publish: 'published', draft: 'published', new_round: 'signed', withdraw: 'withdrawn' },
  withdrawn: {},
};

/**
 * @param reported whether the unit has verified: what falls back on `signed` is `verified` then
 * @throws IllegalTransition when the table does not allow it
 */
export function nextDutyState(state: DutyState, event: DutyEvent, reported = false): DutyState {
  const next = DUTY_LIFE[state][event];
  if (!next) throw new IllegalTransition(state, event, 'duty');
  return next === 'signed' && reported ? 'verified' : next;
}

const STANDING: Partial<Record<DutyState, IncidentEvent>> = {
  signed: 'all_signed',
  verified: 'all_verified',
  drafted: 'all_drafted',
  aligned: 'all_aligned',
  approved: 'all_approved',
};

/** What a matter under way does by where its duties stand: at the slowest of those that owe the answer. */
export function eventOfDuties(
  duties: readonly { state: DutyState; mustSign: boolean; roles: readonly DutyRole[] }[],
): IncidentEvent {
  const signing = duties.filter((duty) => duty.mustSign && duty.state !== 'withdrawn');
  if (signing.length === 0 || !signing.every(isSigned)) return 'duty_added';
  const order = SIGNED as readonly DutyState[];
  const places = signing
    .filter(({ roles }) => roles.some((role) => answeringRoles.has(role)))
    .map(({ state }) => order.indexOf(state));
  // One who has published waits for the others; when all have, the answer itself says so.
  const slowest = order[Math.min(...places)] ?? 'signed';
  return STANDING[slowest] ?? 'all_approved';
}
