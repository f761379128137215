import { DateTime } from 'luxon';
import { workingOpinionLevel } from '#incidents';
import type { DeadlineRow, IncidentRow } from '#incidents/service';

const moment = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('M月d日 HH:mm');

/** The matter in three sentences, for a leader who reads it on the way: what, how large and where, who by when. */
export function matterWords(
  incident: IncidentRow,
  respondents: readonly string[],
  deadlines: readonly DeadlineRow[],
): string[] {
  const { title, discoveredAt, itemCount, opinionLevel, opinionConfirmed, eventLevel } = incident;
  const places = incident.places.filter(({ kind }) => kind !== 'outside').map(({ name }) => name);
  const next = deadlines
    .filter(
      ({ kind, settledAt, state }) => kind !== 'internal' && settledAt === null && state !== 'superseded',
    )
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
  const level = workingOpinionLevel(opinionLevel, opinionConfirmed);
  const event = eventLevel === 'none' ? '' : `，突发事件 ${eventLevel} 级`;
  return [
    `群众反映：${title}。`,
    `${moment(discoveredAt)}发现，共 ${itemCount} 条信息，舆情等级${level}${event}${places.length > 0 ? `，涉及${places.slice(0, 3).join('、')}` : ''}。`,
    `由${respondents.join('、') || '市政府办公室'}回应${next ? `，须于${moment(next.dueAt)}前办理` : ''}。`,
  ];
}
