import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { differenceOf, valueInForce } from '#respond';
import { readFacts, type FactsTable, type FactStatementRow } from '#respond/service';
import type { FactSaid, FactsView, FactView } from '../contract/index.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { coordinatesAs, speaksFor } from './coordinates.js';

/** The facts table as somebody may see it. */
@Injectable()
export class FactsReader {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws ProblemError 404 */
  async read(caller: Principal, incidentId: string): Promise<FactsView> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const [table, directory] = await Promise.all([
      readFacts(manager, incidentId, incident.round),
      readDirectory(manager, incident.jurisdictionId),
    ]);
    const actors = table.rows.flatMap(({ statements, rulings }) => [...statements, ...rulings]);
    const names = await displayNames(
      manager,
      actors.map(({ by }) => by),
    );
    const rows = table.rows.map((entry) => presentFact(entry, table, names));
    const { respondents } = table;
    const mine = respondents.filter((unit) => speaksFor(caller, unit));
    const rules = coordinatesAs(caller, incident, directory) !== null;
    return {
      incidentId,
      round: incident.round,
      needed: respondents.length > 1,
      respondents,
      lead: incident.routing?.lead ?? null,
      rows,
      open: rows.filter(({ open }) => open !== null).length,
      mine,
      mayAdd: mine.length > 0 || (rules && mayDo(caller, 'responses.draft')),
      mayRule: rules,
    };
  }
}

function presentFact(entry: FactsTable['rows'][number], table: FactsTable, names: Names): FactView {
  const { row, state, statements, rulings } = entry;
  const { respondents, naming } = table;
  const latest = respondents.map((unit): FactSaid =>
    presentSaid(statements.findLast((one) => one.unit === unit) ?? { unit }, names),
  );
  const current = new Set(respondents.map((unit) => statements.findLast((one) => one.unit === unit)?.id));
  const ruling = rulings.at(-1);
  return {
    id: row.id,
    kind: row.kind,
    label: row.label,
    proposed: row.proposed,
    origin: row.origin,
    inForce: valueInForce(state, respondents, naming),
    open: differenceOf(state, respondents, naming)?.why ?? null,
    says: latest,
    earlier: statements.filter(({ id }) => !current.has(id)).map((one) => presentSaid(one, names)),
    ruling: ruling
      ? {
          value: ruling.value,
          reason: ruling.reason,
          unit: ruling.unit,
          by: actorWords(ruling.by, names),
          at: iso(ruling.at),
          said: ruling.said.map(({ unit, value }) => ({ unit, value })),
        }
      : null,
  };
}

const presentSaid = (row: FactStatementRow | { unit: string }, names: Names): FactSaid =>
  'value' in row
    ? {
        unit: row.unit,
        value: row.value,
        source: row.source,
        confirmed: row.way === 'confirmed',
        by: actorWords(row.by, names),
        at: iso(row.at),
      }
    : { unit: row.unit, value: null, source: '', confirmed: false, by: null, at: null };
