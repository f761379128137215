import { In, IsNull, MoreThan, type EntityManager } from 'typeorm';
import {
  RoundRow,
  SupervisionPartRow,
  SupervisionRow,
  UrgingRow,
  type AssignmentRow,
} from '#incidents/service';

/** What the office wants beyond the clocks. */
export interface Pressing {
  /** The last urging by hand (催办). */
  urged: { at: Date; words: string } | null;
  /** Open supervision orders (督办单) on this duty. */
  supervised: { number: string; requirement: string; dueAt: Date; returned: string | null }[];
  /** The turn that runs after an answer; null in the first. */
  round: number | null;
}

export async function readPressing(manager: EntityManager, duty: AssignmentRow): Promise<Pressing> {
  const [urged, parts, round] = await Promise.all([
    manager.findOne(UrgingRow, { where: { assignmentId: duty.id }, order: { at: 'DESC' } }),
    manager.find(SupervisionPartRow, {
      where: { assignmentId: duty.id, state: 'open' },
      order: { dueAt: 'ASC' },
    }),
    manager.findOne(RoundRow, {
      where: { incidentId: duty.incidentId, number: MoreThan(1), answeredAt: IsNull() },
      order: { number: 'DESC' },
    }),
  ]);
  const sheets = await manager.findBy(SupervisionRow, {
    id: In(parts.map(({ supervisionId }) => supervisionId)),
    state: In(['issued', 'answered']),
  });
  return {
    urged: urged && { at: urged.at, words: urged.words },
    supervised: parts.flatMap((part) => {
      const sheet = sheets.find(({ id }) => id === part.supervisionId);
      if (!sheet) return [];
      const { requirement, dueAt, returnedNote: returned } = part;
      return [{ number: sheet.number ?? '', requirement, dueAt, returned }];
    }),
    round: round?.number ?? null,
  };
}
