import type { IncidentRow } from '../entities/incident.entity.js';
import { isAnswered, nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';

/**
 * 跟踪办理: an answered matter of which something promised is open is followed up; when nothing is, it is answered again.
 * What is not answered, or over, stays where it is: whoever registers the answer asks again. The caller holds the lock and
 * saves.
 * @param open something promised is not kept yet
 */
export async function setFollowing(act: Act, incident: IncidentRow, open: boolean): Promise<void> {
  if (!isAnswered(incident.state) || open === (incident.state === 'following_up')) return;
  incident.state = nextIncidentState(incident.state, open ? 'follow_up' : 'settle');
  await note(act, incident, open ? 'incident.following' : 'incident.settled');
}
