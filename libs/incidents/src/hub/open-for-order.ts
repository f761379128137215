import { randomUUID } from 'node:crypto';
import { IncidentRow } from '../entities/incident.entity.js';
import { note, type Act } from './act.js';
import { seriesOf, takeNumbers } from './numbers.js';

/**
 * An incident opened by a superior's order: the city knows of the matter since it received the order (T0). Places,
 * topics and who answers follow when the order's text, entered into it as an item, is judged.
 */
export async function openForOrder(
  act: Act,
  jurisdictionId: string,
  title: string,
  receivedAt: Date,
): Promise<IncidentRow> {
  const series = seriesOf({ rehearsal: false, historic: false }, act.at);
  const [number] = await takeNumbers(act.manager, jurisdictionId, series);
  const id = randomUUID();
  await act.manager.insert(IncidentRow, {
    id,
    jurisdictionId,
    number: number as string,
    title,
    state: 'judged',
    opinionLevel: '一般',
    needsRouting: true,
    discoveredAt: receivedAt,
    firstKnownAt: receivedAt,
    judgedAt: act.at,
    createdAt: act.at,
    updatedAt: act.at,
  });
  const incident = await act.manager.findOneByOrFail(IncidentRow, { id });
  await note(act, incident, 'incident.opened', { manual: true, order: true });
  return incident;
}
