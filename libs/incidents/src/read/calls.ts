import type { Conditions } from './visibility.js';
import { sqlStates, OVER } from '../life.js';

/** What a call about signing is for: it is over once the unit has signed. */
const ABOUT_SIGNING = [
  'assigned',
  'reminder',
  'overdue_leader',
  'overdue_office',
  'overdue_leadership',
  'unreachable',
  'phone_unreached',
];

/**
 * Limits rows of `notice`, joined with its `incident` and left with its `duty`, to those that still wait for a call: not
 * overtaken by a signature, a withdrawal or the end of the matter.
 */
export const addWaitingCalls = (where: Conditions): Conditions =>
  where.add(`notice.channel = 'phone' and notice.state = 'to_call' and incident.state not in (${sqlStates(OVER)})
    and (duty.id is null or duty.state <> 'withdrawn'
      and (duty.state = 'sent' or not notice.template = any(${where.value(ABOUT_SIGNING)}::text[])))`);
