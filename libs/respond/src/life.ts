import { IllegalTransition } from '#incidents';

/**
 * States of a text for the public (回应稿). `aligning`: several departments agree on one wording (口径一致性校验); `approved`
 * waits for its outlet; what is published is never edited, only corrected by another text.
 */
export const RESPONSE_STATES = [
  'drafting',
  'aligning',
  'in_approval',
  'approved',
  'published',
  'withdrawn',
] as const;
export type ResponseState = (typeof RESPONSE_STATES)[number];

export type ResponseEvent =
  'submit' | 'submit_joint' | 'agree' | 'return' | 'approve' | 'publish' | 'withdraw';

/** The life of a text as one table; what is not there is refused. */
export const RESPONSE_LIFE: Record<ResponseState, Partial<Record<ResponseEvent, ResponseState>>> = {
  drafting: { submit: 'in_approval', submit_joint: 'aligning', withdraw: 'withdrawn' },
  aligning: { agree: 'in_approval', return: 'drafting', withdraw: 'withdrawn' },
  in_approval: { approve: 'approved', return: 'drafting', withdraw: 'withdrawn' },
  approved: { publish: 'published', return: 'drafting', withdraw: 'withdrawn' },
  published: {},
  withdrawn: {},
};

/** @throws IllegalTransition when the table does not allow it. */
export function nextResponseState(state: ResponseState, event: ResponseEvent): ResponseState {
  const next = RESPONSE_LIFE[state][event];
  if (!next) throw new IllegalTransition(state, event, 'response');
  return next;
}
