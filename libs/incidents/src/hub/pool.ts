import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { IncidentRow } from '../entities/incident.entity.js';
import { note, type Act } from './act.js';
import { standingDuties } from './duties.js';
import { RefusedAction } from './errors.js';
import { lockVersion, saveIncident } from './lock.js';
import { isUnderWay } from '../life.js';

/**
 * 兜底池: a matter without a responsible unit is the city office's, and one person of it sees to it. Who may take it is
 * checked by the caller.
 */
export class PoolActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * “我来办”, or handing it to a colleague.
   * @param owner login
   * @throws RefusedAction `not_found`, `not_in_pool`; StaleError
   */
  async assign(incidentId: string, version: number, owner: string, actor: string): Promise<IncidentRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      if (!(await inPool(act, incident))) throw new RefusedAction('not_in_pool');
      const from = incident.poolOwner;
      if (from === owner) return incident;
      Object.assign(incident, { poolOwner: owner, poolOwnerAt: act.at });
      const own = actor === `account:${owner}`;
      await note(act, incident, own ? 'pool.claimed' : 'pool.handed_over', { from, to: owner });
      await saveIncident(manager, incident, act.at);
      return incident;
    });
  }
}

/** Nobody but the office answers for it: it waits for a decision, or was left to the office (RT-42). */
async function inPool(act: Act, incident: IncidentRow): Promise<boolean> {
  if (incident.state === 'awaiting_confirmation') return true;
  if (!isUnderWay(incident.state)) return false;
  const duties = await standingDuties(act, incident.id);
  return duties.some((duty) => duty.roles.includes('pool_owner'));
}
