import type { EntityManager } from 'typeorm';
import { piecesOf, splitMarks, type Judgement, isOver } from '#incidents';
import { isReport, openConcern, type IncidentRow, type ItemRow } from '#incidents/service';
import { timeOf } from './item-of.js';
import type { Working } from './recall.js';

/** An item on its way into an incident. */
export interface Joining {
  item: ItemRow;
  judgement: Judgement;
  duplicateOf: string | null;
}

/**
 * A report and a public matter never share an incident (RT-05): an accusation joins only a report, else it opens one; what
 * goes on with the concern that was split from a report joins that, unless it repeats the report or may accuse.
 * @param target the incident it would join
 * @param working an incident by its id, for this batch
 */
export async function halfOf(
  target: Working | null,
  { item, judgement, duplicateOf }: Joining,
  manager: EntityManager,
  working: (id: string) => Promise<Working | null>,
): Promise<Working | null> {
  if (!target) return null;
  const { row } = target;
  if (judgement.signals.some(({ kind }) => kind === 'misconduct')) {
    const report = row.splitFrom ? await working(row.splitFrom) : target;
    const joins = report?.row.restricted || report?.row.flags.includes('misconduct_report');
    return report && joins && !isAfterClosing(report.row, item) ? report : null;
  }
  if (!isReport(row) || duplicateOf) return target;
  const concern = await openConcern(manager, row.id);
  if (!concern) return target;
  const marks = splitMarks([...(row.judgement ? [row.judgement] : []), judgement]);
  const clean = piecesOf(`${item.title}\n${item.text}`, marks).every((piece) => piece.goesOut);
  return clean ? working(concern.id) : target;
}

/**
 * A new voice is not swallowed by a closed matter; what was said before it was closed still belongs to it, until it is
 * archived.
 */
export const isAfterClosing = (row: IncidentRow, item: ItemRow): boolean =>
  row.state === 'archived' || (isOver(row.state) && row.closedAt !== null && timeOf(item) > row.closedAt);
