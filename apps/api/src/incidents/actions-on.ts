import { actsFor, mayDo, type Principal } from '#access';
import { INCIDENT_LIFE, type IncidentEvent, isAnswered, isOver, isUndecided } from '#incidents';
import type { IncidentDetail } from '../contract/index.js';
import type { LoadedIncident } from './load.js';

/** What this person may do with the incident as it stands; the action checks again under the lock. */
export function actionsOn(principal: Principal, { row, duties }: LoadedIncident): IncidentDetail['actions'] {
  const possible = (event: IncidentEvent) => INCIDENT_LIFE[row.state][event] !== undefined;
  const decides = mayDo(principal, 'routing.decide') && !row.historic;
  const grades = mayDo(principal, 'levels.confirm') && !row.historic && !isOver(row.state);
  const actions: IncidentDetail['actions'] = [];
  const undecided = isUndecided(row.state);
  // A report is referred; what is restricted is given to no unit (RT-05).
  const refers = !row.restricted || row.routing?.respondents.length === 0;
  if (decides && undecided && row.routing && refers) actions.push('confirm_routing');
  if (decides && possible('dispatch') && !row.restricted) actions.push('correct_routing');
  if (grades && (row.opinionLevel !== '特别重大' || !row.opinionConfirmed)) actions.push('confirm_level');
  if (duties.some((duty) => maySign(principal, duty))) actions.push('sign');
  if (decides && possible('answer')) actions.push('answer');
  if (decides && isAnswered(row.state)) actions.push('new_round');
  if (decides && possible('close')) actions.push('close');
  if (decides && possible('reopen')) actions.push('reopen');
  return actions;
}

/** A unit's people sign for their unit; the office signs what is its own. */
export const maySign = (
  principal: Principal,
  duty: { unit: string; mustSign: boolean; state: string },
): boolean =>
  mayDo(principal, 'duties.sign') && actsFor(principal, duty.unit) && duty.mustSign && duty.state === 'sent';
