import { In, type EntityManager } from 'typeorm';
import type { Directory } from '#jurisdiction';
import { AssignmentRow, DeadlineRow } from '../entities/duty.entity.js';
import { IncidentItemRow, type IncidentRow } from '../entities/incident.entity.js';
import { OrderRow } from '../entities/order.entity.js';
import { FirstReportRow } from '../entities/refusal.entity.js';
import type { UpwardFacts } from '../upward/facts.js';

const NONE = { dead: null, injured: null, missing: null, trapped: null, atRisk: null };
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What is stored about an incident now, as far as a report upward may say it. */
export async function upwardFacts(
  manager: EntityManager,
  incident: IncidentRow,
  directory: Directory,
  at: Date,
): Promise<UpwardFacts> {
  const { id: incidentId, routing, judgement } = incident;
  const [duties, reports, deadlines, orders, items, supervisions] = await Promise.all([
    manager.find(AssignmentRow, { where: { incidentId }, order: { sentAt: 'ASC', unit: 'ASC' } }),
    manager.findBy(FirstReportRow, { incidentId }),
    manager.find(DeadlineRow, {
      where: { incidentId, kind: In(['statutory', 'superior']) },
      order: { dueAt: 'ASC' },
    }),
    manager.find(OrderRow, { where: { incidentId }, order: { receivedAt: 'ASC' } }),
    itemsOf(manager, incidentId),
    numbersOf(manager, incidentId),
  ]);
  const reportOf = new Map(reports.map((row) => [row.assignmentId, row.text]));
  return {
    at: at.toISOString(),
    number: incident.number,
    title: incident.title,
    state: incident.state,
    places: [...new Set(incident.places.map((place) => place.name))],
    publishedAt: iso(incident.publishedAt),
    discoveredAt: incident.discoveredAt.toISOString(),
    eventLevel: incident.eventLevel,
    opinionLevel: incident.opinionLevel,
    opinionConfirmed: incident.opinionConfirmed,
    provisional: incident.provisional,
    mustRespond: incident.mustRespond,
    items,
    casualties: judgement?.facts ?? NONE,
    casualtiesFrom: (judgement?.why ?? [])
      .filter(({ rule }) => rule.startsWith('EV-'))
      .flatMap(({ words }) => words ?? [])
      .slice(0, 5),
    firstResponsible: routing?.firstResponsible ?? [],
    respondents: routing?.respondents ?? [],
    coordinators: (routing?.coordinators ?? []).map(({ lead, with: beside, scope }) =>
      [lead, beside && `会同${beside}`, scope && `（${scope}所涉部分）`].filter(Boolean).join(''),
    ),
    duties: duties.map(({ id, unit, roles, state, signedAt, reportedAt }) => ({
      unit,
      roles,
      state,
      signedAt: iso(signedAt),
      reportedAt: iso(reportedAt),
      report: reportOf.get(id) ?? null,
    })),
    deadlines: deadlines
      .filter(({ state }) => state !== 'superseded')
      .map(({ rule, dueAt, state }) => ({
        rule,
        name: directory.profile.deadlines.find((entry) => entry.id === rule)?.name ?? rule,
        dueAt: dueAt.toISOString(),
        state,
      })),
    answeredAt: iso(incident.answeredAt),
    closedAt: iso(incident.closedAt),
    closeReason: incident.closeReason,
    orders: orders
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ body, documentNumber, dueAt, state }) => ({ body, documentNumber, dueAt: iso(dueAt), state })),
    supervisions,
  };
}

async function itemsOf(manager: EntityManager, incidentId: string): Promise<UpwardFacts['items']> {
  const sources: { name: string | null }[] = await manager.query(
    `select distinct item.source ->> 'name' as name from incident_item link join item on item.id = link.item_id
     where link.incident_id = $1 order by 1 limit 12`,
    [incidentId],
  );
  const [all, own] = await Promise.all([
    manager.countBy(IncidentItemRow, { incidentId }),
    manager
      .createQueryBuilder(IncidentItemRow, 'link')
      .where('link.incidentId = :incidentId AND link.duplicateOf IS NULL', { incidentId })
      .getCount(),
  ]);
  return { all, own, sources: sources.flatMap(({ name }) => (name ? [name] : [])) };
}

async function numbersOf(manager: EntityManager, incidentId: string): Promise<string[]> {
  const rows: { number: string }[] = await manager.query(
    `select distinct sheet.number, sheet.issued_at from supervision sheet
     join supervision_part part on part.supervision_id = sheet.id
     where part.incident_id = $1 and sheet.number is not null and sheet.state <> 'withdrawn' order by sheet.issued_at`,
    [incidentId],
  );
  return rows.map((row) => row.number);
}
