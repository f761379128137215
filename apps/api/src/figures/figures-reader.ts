import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { isOver, maskForUnits } from '#incidents';
import { FactSettlementRow, FirstReportRow, IncidentRow, type LevelsOf } from '#incidents/service';
import { levelsOfFigures } from '#judge';
import { readDirectory } from '#jurisdiction/service';
import type { FiguresView } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso } from '../incidents/present.js';
import { claimsOf, figureRows, historyOf, type JudgedItem } from './present.js';

/** Items whose figures are read; the newest count. */
const ITEMS_READ = 500;
const REPORTS_SHOWN = 10;

/** What is told of the people harmed in a matter, item by item, and what people have settled. */
@Injectable()
export class FiguresReader {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async ofIncident(caller: Principal, incidentId: string): Promise<FiguresView> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const incident = await manager.findOneBy(IncidentRow, { id: incidentId });
    if (!incident) throw notFound();
    const [items, rows, reports] = await Promise.all([
      readItems(manager, incident),
      manager.find(FactSettlementRow, { where: { incidentId }, order: { seq: 'DESC' } }),
      manager.find(FirstReportRow, { where: { incidentId }, order: { at: 'DESC' }, take: REPORTS_SHOWN }),
    ]);
    const names = await displayNames(
      manager,
      rows.flatMap(({ by, undoneBy }) => [by, undoneBy]),
    );
    const { judgement } = incident;
    return {
      version: incident.version,
      figures: figureRows(items, judgement),
      claim: judgement?.claim ?? 'none',
      claimSettled: judgement?.settled?.claim !== undefined,
      claims: claimsOf(items),
      reports: reports.map(({ unit, answers, text, at }) => ({
        unit,
        truth: answers?.truth ?? null,
        text: maskForUnits(answers ? answers.found : text),
        at: iso(at),
      })),
      happenedAt: judgement?.happenedAt ?? null,
      history: historyOf(rows, names),
      eventLevel: incident.eventLevel,
      maySettle: mayDo(caller, 'levels.confirm') && !isOver(incident.state),
    };
  }

  /** The incident of a settlement. @throws ProblemError 404 as above */
  async incidentOf(caller: Principal, id: string): Promise<string> {
    const row = await this.database.manager.findOneBy(FactSettlementRow, { id });
    if (!row) throw notFound();
    await this.incidents.mustSee(caller, row.incidentId);
    return row.incidentId;
  }

  /** The levels that figures give by the tables of the directory in force. */
  levels(caller: Principal): LevelsOf {
    return async ({ judgement }, manager) =>
      judgement
        ? levelsOfFigures(judgement, await readDirectory(manager, caller.jurisdictionId))
        : { eventLevel: 'none', opinionLevel: '一般' };
  }
}

/** Of a concern split from a report nobody learns when the report was published, so only the time of discovery counts. */
async function readItems(manager: EntityManager, { id, splitFrom }: IncidentRow): Promise<JudgedItem[]> {
  const at = splitFrom ? 'item.discovered_at' : 'coalesce(item.published_at, item.discovered_at)';
  return manager.query(
    `select item.id as "itemId", item.source ->> 'name' as source, ${at} as at,
       judged.result -> 'figures' as figures, judged.result ->> 'claim' as claim, link.duplicate_of is not null as copy
     from incident_item link join item on item.id = link.item_id
     join lateral (select result from judgement where judgement.item_id = item.id order by seq desc limit 1) judged on true
     where link.incident_id = $1
     order by at desc, item.id limit $2`,
    [id, ITEMS_READ],
  );
}
