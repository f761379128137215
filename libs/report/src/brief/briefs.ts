import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { IncidentRow } from '#incidents/service';
import { BriefRow } from './brief.entity.js';
import type { BriefInput } from './input.js';
import { makeBrief } from './make-brief.js';
import { readBriefInput } from './read-input.js';

/** Raised whenever the way a brief is made changes: stored ones are then made anew. */
const EDITION = 1;

/** Briefs of matters: made when somebody asks, kept version after version. */
export class Briefs {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The brief as the record stands now; a new version only where something it is made of has changed. May be asked by
   * several at once.
   */
  async current(incident: IncidentRow): Promise<BriefRow> {
    return this.source.transaction(async (manager) => {
      // Two readers at once would both write the next number.
      await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 19))`, [`brief:${incident.id}`]);
      const input = await readBriefInput(manager, incident);
      const inputHash = hashOf(input);
      const last = await latest(manager, incident.id);
      if (last?.inputHash.equals(inputHash)) return last;
      const row = manager.create(BriefRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        number: (last?.number ?? 0) + 1,
        inputHash,
        content: makeBrief(input),
        at: this.clock.now(timelineOf(incident)),
        rehearsal: incident.rehearsal,
      });
      return manager.save(BriefRow, row);
    });
  }

  /** An earlier version; null when there is none of that number. */
  version(incidentId: string, number: number): Promise<BriefRow | null> {
    return this.source.manager.findOneBy(BriefRow, { incidentId, number });
  }

  /** Numbers and times of all versions, the latest first. */
  async versions(incidentId: string): Promise<{ number: number; at: Date }[]> {
    const rows = await this.source.manager.find(BriefRow, {
      where: { incidentId },
      select: { number: true, at: true },
      order: { number: 'DESC' },
    });
    return rows.map(({ number, at }) => ({ number, at }));
  }
}

const latest = (manager: EntityManager, incidentId: string): Promise<BriefRow | null> =>
  manager.findOne(BriefRow, { where: { incidentId }, order: { number: 'DESC' } });

/** The record may give its items in any order; what the brief says does not depend on it. */
function hashOf(input: BriefInput): Buffer {
  const items = input.items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([EDITION, { ...input, items }]))
    .digest();
}
