import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { compareOpinionLevels, isOver } from '#incidents';
import { IncidentRow, LevelSettlementRow } from '#incidents/service';
import { raisedOnce } from '#judge';
import { readDirectory } from '#jurisdiction/service';
import type { Directory } from '#jurisdiction';
import type { SettlementsView, SettlementView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { nightIn } from '../night/night-hours.js';

/** What people have said of the suspected level of a matter. */
@Injectable()
export class SettlementReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async ofIncident(caller: Principal, incidentId: string): Promise<SettlementsView> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const incident = await manager.findOneBy(IncidentRow, { id: incidentId });
    if (!incident) throw notFound();
    const [rows, directory] = await Promise.all([
      manager.find(LevelSettlementRow, { where: { incidentId }, order: { at: 'DESC', id: 'ASC' } }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const names = await displayNames(
      manager,
      rows.flatMap(({ by, decidedBy }) => [by, decidedBy]),
    );
    const night = nightIn(directory, this.clock.now(timelineOf(incident)));
    const decides = mayDo(caller, 'levels.confirm') && !incident.historic && !isOver(incident.state);
    return {
      provisional: incident.provisional,
      eventLevel: incident.eventLevel,
      asked: incident.settleAsked,
      nextAskAt: incident.provisional ? isoOrNull(incident.settleAskAt) : null,
      suggested: { eventLevel: 'none', opinionLevel: withoutEmergency(incident, directory) },
      items: rows.map((row) => present(row, names, decides ? actionsOn(caller, row, night) : [])),
      maySettle: decides && incident.provisional && !rows.some(({ state }) => state === 'waiting'),
      now: iso(this.clock.now(timelineOf(incident))),
    };
  }

  /** The incident of a settlement. @throws ProblemError 404 as above */
  async incidentOf(caller: Principal, id: string): Promise<string> {
    const row = await this.database.manager.findOneBy(LevelSettlementRow, { id });
    if (!row) throw notFound();
    await this.incidents.mustSee(caller, row.incidentId);
    return row.incidentId;
  }
}

/** What the OP rules give without OP-1; never above what stands. */
function withoutEmergency(incident: IncidentRow, directory: Directory): IncidentRow['opinionLevel'] {
  const { judgement, opinionLevel } = incident;
  const base = judgement?.opinionBeside ?? judgement?.opinionBase ?? opinionLevel;
  const sensitive = judgement?.why.some(({ rule }) => rule === 'OP-6') ?? false;
  const level = sensitive ? raisedOnce(base, directory) : base;
  return compareOpinionLevels(level, opinionLevel) < 0 ? level : opinionLevel;
}

function actionsOn(caller: Principal, row: LevelSettlementRow, night: boolean): SettlementView['actions'] {
  if (row.state !== 'waiting') return [];
  if (row.by !== actorOf(caller)) return ['decide'];
  return night ? ['alone', 'withdraw'] : ['withdraw'];
}

const present = (
  row: LevelSettlementRow,
  names: Names,
  actions: SettlementView['actions'],
): SettlementView => ({
  id: row.id,
  verdict: row.verdict,
  suspected: row.suspected,
  eventLevel: row.eventLevel,
  opinionLevel: row.opinionLevel,
  reason: row.reason,
  state: row.state,
  by: actorWords(row.by, names),
  at: iso(row.at),
  decidedBy: row.decidedBy && actorWords(row.decidedBy, names),
  decidedAt: isoOrNull(row.decidedAt),
  note: row.note,
  actions,
});
