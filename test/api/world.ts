import { createHash, randomUUID } from 'node:crypto';
import {
  AssignmentRow,
  IncidentItemRow,
  IncidentLog,
  IncidentRow,
  ItemRow,
  type LogType,
} from '#incidents/service';
import type { TestApi } from '../support/api.js';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';

export const UNIT = '市综合服务局';
export const OTHER_UNIT = '东湖街道';

/** Beyond the numbers that incidents opened during a test get. */
let numbers = 5000;

export interface Matter {
  incident: IncidentRow;
  duty: AssignmentRow;
  item: ItemRow;
}

/** A dispatched incident with one item and one unit that must sign; `word` stands in title and text. */
export async function makeMatter(
  api: Pick<TestApi, 'database' | 'jurisdictionId'>,
  word: string,
  unit: string,
  given: Partial<IncidentRow> = {},
): Promise<Matter> {
  const { manager } = api.database.source;
  const title = `${word}小区停水三天`;
  const incident = await makeIncident(manager, {
    jurisdictionId: api.jurisdictionId,
    number: `2026-${(numbers += 1)}`,
    title,
    itemCount: 1,
    ...given,
  });
  const duty = await makeDuty(manager, incident, { unit });
  const item = await manager.save(
    manager.create(ItemRow, {
      jurisdictionId: api.jurisdictionId,
      key: createHash('sha256').update(randomUUID()).digest(),
      channel: 'feed',
      title,
      text: `${word}小区居民反映停水。`,
      url: `https://forum.example/${encodeURIComponent(word)}`,
      source: { name: '清岚论坛', tier: 'local', scope: 'local' },
      discoveredAt: MORNING,
      judgedAt: MORNING,
    }),
  );
  await manager.insert(IncidentItemRow, { itemId: item.id, incidentId: incident.id, at: MORNING });
  await tell(api, incident, 'incident.opened');
  return { incident, duty, item };
}

/** Writes a log row, which is announced to open streams. */
export const tell = (api: Pick<TestApi, 'database'>, incident: IncidentRow, type: LogType): Promise<void> =>
  api.database.source.transaction((manager) =>
    IncidentLog.append(manager, [{ incident, type, at: MORNING, actor: 'system' }]),
  );
