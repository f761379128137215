import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import type { Judgement, Routing } from '#incidents';
import { addVisibility, Conditions } from '#incidents/service';
import type { DispatchCase } from './case.js';

/** A dispatch as the page shows it. */
export interface ReadDispatch extends DispatchCase {
  number: string;
  title: string;
  dispatchedAt: Date;
  /** The last correction: why, by whom (login), when. */
  corrected: { reason: string; by: string; at: Date } | null;
}

export interface DispatchWindow {
  since: Date;
  rehearsal: boolean;
  /** Newest first. */
  limit: number;
}

interface StoredDecision {
  kind: 'routing' | 'confirmation' | 'correction';
  by: string;
  result: Routing;
  previous: Routing | null;
  reason: string | null;
  at: string;
}
interface Row {
  id: string;
  number: string;
  title: string;
  judgement: Judgement | null;
  dispatched_at: Date;
  decisions: StoredDecision[];
}

/**
 * Dispatches since a day with what the rules had proposed and what people made of it. Only what the reader may see
 * counts, and nothing restricted: a report about an official is no lesson for the rules (RT-05).
 */
export async function readDispatches(
  manager: EntityManager,
  principal: Principal,
  { since, rehearsal, limit }: DispatchWindow,
): Promise<ReadDispatch[]> {
  const conditions = addVisibility(new Conditions(), principal);
  conditions
    .add('not incident.restricted')
    .add('not incident.historic')
    .add(`incident.rehearsal = ${conditions.value(rehearsal)}`)
    .add(`incident.dispatched_at >= ${conditions.value(since)}`);
  const rows: Row[] = await manager.query(
    `select incident.id, incident.number, incident.title, incident.judgement, incident.dispatched_at,
       (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'by', decision.by, 'result', result, 'previous', previous,
           'reason', reason, 'at', at) order by at, decision.id), '[]')
        from decision where decision.incident_id = incident.id
          and kind in ('routing', 'confirmation', 'correction')) as decisions
     from incident where ${conditions.sql}
     order by incident.dispatched_at desc, incident.id limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return rows.flatMap((row) => dispatchOf(row) ?? []);
}

function dispatchOf(row: Row): ReadDispatch | null {
  const before = row.decisions.filter(({ at }) => new Date(at) <= row.dispatched_at);
  const opening = before.at(-1);
  if (!opening) return null;
  const corrections = row.decisions.filter(
    ({ kind, at }) => kind === 'correction' && new Date(at) > row.dispatched_at,
  );
  const last = corrections.at(-1);
  // What the rules added meanwhile is no fault of the first dispatch: compare with what stood when it was corrected.
  const first = corrections[0]?.previous ?? opening.result;
  const rules = before.findLast(({ kind, by }) => kind === 'routing' && by === 'rules');
  const corrected = last ?? (opening.kind === 'correction' && rules ? opening : undefined);
  return {
    incidentId: row.id,
    number: row.number,
    title: row.title,
    dispatchedAt: row.dispatched_at,
    judgement: row.judgement,
    first,
    proposed: rules ? (opening.kind === 'correction' ? rules.result : first) : null,
    settled: last?.result ?? null,
    corrected: corrected
      ? { reason: corrected.reason ?? '', by: corrected.by, at: new Date(corrected.at) }
      : null,
  };
}
