import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import { isOver } from '#incidents';
import { lockIncident, note, RefusedAction, saveIncident, StaleError } from '#incidents/service';
import { SpikeRow, type SpikeState } from '../entities/spike.entity.js';

export const SPIKE_NOTE_LENGTH = 300;

/** What people do with a rise (异常增长). Permission is checked by the caller. */
export class SpikeActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Somebody has looked; it stands until it is settled or past. Looking twice changes nothing. */
  async seen(id: string, actor: string): Promise<SpikeRow> {
    return this.change(id, null, async (row) => {
      if (row.state === 'open') Object.assign(row, { state: 'seen', settledBy: actor });
    });
  }

  /**
   * 关联到事件: the rise belongs to this matter.
   * @throws StaleError; RefusedAction `not_found`, `spike_settled`, `incident_closed`
   */
  async link(id: string, given: { version: number; incidentId: string }, actor: string): Promise<SpikeRow> {
    return this.change(id, given.version, async (row, manager, at) => {
      mustStand(row);
      const incident = await lockIncident(manager, given.incidentId);
      if (!incident || incident.jurisdictionId !== row.jurisdictionId) throw new RefusedAction('not_found');
      if (incident.rehearsal !== row.rehearsal) throw new RefusedAction('not_found');
      if (isOver(incident.state)) throw new RefusedAction('incident_closed');
      settle(row, 'linked', actor, at);
      row.incidentId = incident.id;
      await note({ manager, actor, at }, incident, 'spike.linked', { spikeId: row.id, label: row.label });
      await saveIncident(manager, incident, at);
    });
  }

  /** 不是异常: remembered, so that it comes back only much higher. @throws StaleError; RefusedAction `not_found`, `spike_settled` */
  async dismiss(id: string, given: { version: number; note: string }, actor: string): Promise<SpikeRow> {
    return this.change(id, given.version, async (row, _manager, at) => {
      mustStand(row);
      settle(row, 'dismissed', actor, at);
      row.note = given.note.trim();
    });
  }

  /** Takes back what was said of it. @throws StaleError; RefusedAction `not_found`, `spike_open` */
  async reopen(id: string, version: number): Promise<SpikeRow> {
    return this.change(id, version, async (row, manager) => {
      if (row.state !== 'dismissed' && row.state !== 'linked') throw new RefusedAction('spike_open');
      const { jurisdictionId, rehearsal, key } = row;
      const again = await manager.existsBy(SpikeRow, [
        { jurisdictionId, rehearsal, key, state: 'open' },
        { jurisdictionId, rehearsal, key, state: 'seen' },
      ]);
      // The same has risen anew meanwhile: that one stands.
      row.state = again ? 'over' : 'seen';
      Object.assign(row, { incidentId: null, settledBy: null, settledAt: null, note: '' });
    });
  }

  private async change(
    id: string,
    version: number | null,
    work: (row: SpikeRow, manager: EntityManager, at: Date) => Promise<void>,
  ): Promise<SpikeRow> {
    return this.source.transaction(async (manager) => {
      const row = await manager.findOne(SpikeRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row) throw new RefusedAction('not_found');
      if (version !== null && row.version !== version) throw new StaleError(row.version);
      const before: SpikeState = row.state;
      await work(row, manager, this.clock.now(timelineOf(row)));
      if (row.state === before) return row;
      row.version += 1;
      return manager.save(row);
    });
  }
}

function mustStand(row: SpikeRow): void {
  if (row.state === 'dismissed' || row.state === 'linked') throw new RefusedAction('spike_settled');
}

const settle = (row: SpikeRow, state: SpikeState, settledBy: string, settledAt: Date): SpikeRow =>
  Object.assign(row, { state, settledBy, settledAt });
