import type { EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import { CoordinationRow, IncidentLog, IncidentRow, type NoticeRow } from '#incidents/service';

/** A letter counts as sent when a relay has taken it, in the transaction that says so. */
export async function letterAccepted(manager: EntityManager, notice: NoticeRow, clock: Clock): Promise<void> {
  if (notice.template !== 'coordination_letter' || !notice.subjectId) return;
  const at = clock.now(timelineOf(notice));
  const sent = await manager.update(
    CoordinationRow,
    { id: notice.subjectId, state: 'drafted' },
    { state: 'sent', sentAt: at, how: 'mail' },
  );
  if (sent.affected !== 1) return;
  const letter = await manager.findOneByOrFail(CoordinationRow, { id: notice.subjectId });
  const incident = await manager.findOneByOrFail(IncidentRow, { id: letter.incidentId });
  const data = { coordinationId: letter.id, unit: letter.unit, letter: letter.letterNumber, how: 'mail' };
  await IncidentLog.append(manager, [{ incident, type: 'coordination.sent', at, actor: 'system', data }]);
}
