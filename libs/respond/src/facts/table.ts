import { In, IsNull, type EntityManager } from 'typeorm';
import { answeringRoles } from '#incidents';
import { IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { FactRow, FactRulingRow, FactStatementRow } from '../entities/fact.entity.js';
import { differenceOf, type FactDifference, type FactState } from './differences.js';
import type { Naming } from './normal.js';

/** The facts table of one turn of a matter, with everything that was said. */
export interface FactsTable {
  /** Departments that owe the public the answer, oldest duty first. */
  respondents: string[];
  naming: Naming;
  rows: { row: FactRow; state: FactState; statements: FactStatementRow[]; rulings: FactRulingRow[] }[];
}

/** Departments that owe the answer and have not been relieved of it. */
export async function respondentsOf(manager: EntityManager, incidentId: string): Promise<string[]> {
  const rows: { unit: string }[] = await manager.query(
    `select unit from assignment where incident_id = $1 and state <> 'withdrawn' and roles && $2::text[]
     order by sent_at, unit`,
    [incidentId, [...answeringRoles]],
  );
  return rows.map(({ unit }) => unit);
}

/** How places are called in this city: the names above them say nothing, an old name means the present one. */
export function namingOf(directory: Directory, at: Date): Naming {
  const { name, parents } = directory.profile.jurisdiction;
  return {
    prefixes: [...parents.map((parent) => parent.name), name],
    present(called) {
      const place = directory.placeNamed(called);
      if (!place) return called;
      const township = place.kind === 'township' && directory.townshipOf(place, at);
      return township ? township.place.name : place.name;
    },
  };
}

/** @throws EntityNotFoundError for an unknown incident */
export async function readFacts(
  manager: EntityManager,
  incidentId: string,
  round: number,
): Promise<FactsTable> {
  const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
  const rows = await manager.find(FactRow, {
    where: { incidentId, round, removedAt: IsNull() },
    order: { at: 'ASC', label: 'ASC' },
  });
  const ids = rows.map(({ id }) => id);
  const where = { factId: In(ids) };
  const statements =
    ids.length > 0 ? await manager.find(FactStatementRow, { where, order: { seq: 'ASC' } }) : [];
  const rulings = ids.length > 0 ? await manager.find(FactRulingRow, { where, order: { seq: 'ASC' } }) : [];
  const directory = await readDirectory(manager, incident.jurisdictionId);
  return {
    respondents: await respondentsOf(manager, incidentId),
    naming: namingOf(directory, incident.discoveredAt),
    rows: rows.map((row) => {
      const said = statements.filter(({ factId }) => factId === row.id);
      const ruled = rulings.filter(({ factId }) => factId === row.id);
      return { row, state: stateOf(row, said, ruled), statements: said, rulings: ruled };
    }),
  };
}

function stateOf(row: FactRow, said: FactStatementRow[], ruled: FactRulingRow[]): FactState {
  const latest = new Map(said.map(({ unit, value, seq }) => [unit, { unit, value, seq: BigInt(seq) }]));
  const ruling = ruled.at(-1);
  return {
    id: row.id,
    kind: row.kind,
    label: row.label,
    proposed: row.proposed,
    statements: [...latest.values()],
    ruling: ruling ? { value: ruling.value, knew: BigInt(ruling.knew) } : null,
  };
}

/**
 * What departments say differently, or have not confirmed, in the facts table of one turn: while there is any, nothing is
 * approved or published (notice 6（1）; code `facts_differ`). Empty for a matter that one department answers.
 */
export async function openDifferences(
  manager: EntityManager,
  incidentId: string,
  round: number,
): Promise<FactDifference[]> {
  const { rows, respondents, naming } = await readFacts(manager, incidentId, round);
  return rows.flatMap(({ state }) => differenceOf(state, respondents, naming) ?? []);
}

/** `死亡人数：市应急管理局说3人，市卫健局说2人` for a refusal. */
export function differenceWords({ label, why, says, missing }: FactDifference): string {
  const waiting = missing.length > 0 ? `${missing.join('、')}尚未确认` : '';
  const said = why === 'differ' ? says.map(({ unit, value }) => `${unit}填${value}`).join('，') : '';
  return `${label}：${[said, waiting].filter(Boolean).join('；')}`;
}
