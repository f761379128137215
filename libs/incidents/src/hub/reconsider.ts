import { watchEnd, setsAside } from '../disposition.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { Routing } from '../routing.js';
import type { Act } from './act.js';
import { awaitConfirmation } from './dispatch.js';
import { lastDisposition } from './dispositions.js';
import { isReport } from './accusations.js';
import { keepDisposition } from './keep-disposition.js';
import type { Rules } from './ports.js';
import { askedOf, reachOf } from './watching.js';

const RAISED = '原处置去向确定以后，事件已属必须回应的情形或等级上升，请重新决定处置去向。';

/**
 * News about a matter of which a person has decided that it needs no public answer: once it must be answered, or is graver
 * than it was, that decision does not carry any further. A direct reply becomes a public answer; what was set aside goes back
 * to a person.
 * @param next what the rules say by now
 * @returns whether it waits for a person herewith
 */
export async function reconsider(
  act: Act,
  incident: IncidentRow,
  next: Routing,
  rules: Rules,
): Promise<boolean> {
  const { disposition } = incident;
  if (!disposition || isReport(incident) || incident.restricted) return false;
  if (disposition === 'reply' && incident.mustRespond.length > 0) {
    await keepDisposition(act, incident, { kind: 'respond', reason: 'became_must_respond' });
    return false;
  }
  if (incident.state !== 'set_aside' || incident.disposedBy === null || !setsAside(disposition)) return false;
  const since = (await lastDisposition(act.manager, incident.id))?.details.reach;
  if (!since) return false;
  const reach = await reachOf(act.manager, incident);
  // What was so when the person decided is no news: that person knew whose it is.
  const mustRespond = reach.mustRespond && !since.mustRespond;
  const now = { ...reach, mustRespond, sources: 0, townships: 0 };
  const grown = watchEnd(now, since, { sources: 1, over: false });
  if (grown === null) return false;
  incident.disposition = null;
  incident.disposedBy = null;
  await awaitConfirmation(act, incident, askedOf(next, RAISED), rules);
  return true;
}
