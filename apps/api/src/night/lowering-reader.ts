import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { IncidentRow, LevelLoweringRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { LoweringView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { nightIn } from './night-hours.js';
import { isOver } from '#incidents';

/** Proposals to lower a level, for who may decide on levels. */
@Injectable()
export class LoweringReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  async ofIncident(caller: Principal, incidentId: string): Promise<LoweringView[]> {
    const rows = await this.database.manager.find(LevelLoweringRow, {
      where: { incidentId },
      order: { proposedAt: 'DESC', id: 'ASC' },
    });
    return this.present(caller, rows);
  }

  /** @throws ProblemError 404 when it does not exist or its incident may not be known of */
  async one(caller: Principal, id: string): Promise<LoweringView> {
    const row = await this.database.manager.findOneBy(LevelLoweringRow, { id });
    if (!row) throw notFound();
    await this.incidents.mustSee(caller, row.incidentId);
    const [view] = await this.present(caller, [row]);
    if (!view) throw notFound();
    return view;
  }

  private async present(caller: Principal, rows: LevelLoweringRow[]): Promise<LoweringView[]> {
    const { manager } = this.database;
    const [first] = rows;
    if (!first) return [];
    const [names, directory, incident] = await Promise.all([
      displayNames(
        manager,
        rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
      ),
      readDirectory(manager, caller.jurisdictionId),
      manager.findOneByOrFail(IncidentRow, { id: first.incidentId }),
    ]);
    const night = nightIn(directory, this.clock.now(timelineOf(first)));
    const open = !isOver(incident.state);
    return rows.map((row) => presentLowering(row, names, actionsOn(caller, row, { night, open })));
  }
}

function actionsOn(
  caller: Principal,
  row: LevelLoweringRow,
  { night, open }: { night: boolean; open: boolean },
): LoweringView['actions'] {
  if (row.state !== 'waiting' || !open) return [];
  if (row.proposedBy !== actorOf(caller)) return ['decide'];
  return night ? ['alone', 'withdraw'] : ['withdraw'];
}

const presentLowering = (
  row: LevelLoweringRow,
  names: Names,
  actions: LoweringView['actions'],
): LoweringView => ({
  id: row.id,
  incidentId: row.incidentId,
  from: row.fromLevel,
  to: row.toLevel,
  reason: row.reason,
  state: row.state,
  proposedBy: actorWords(row.proposedBy, names),
  proposedAt: iso(row.proposedAt),
  decidedBy: row.decidedBy && actorWords(row.decidedBy, names),
  decidedAt: isoOrNull(row.decidedAt),
  note: row.note,
  actions,
});
