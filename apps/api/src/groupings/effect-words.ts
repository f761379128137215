import { DateTime } from 'luxon';
import type { IncidentState } from '#incidents';
import type { DeadlineEffect, DutyEffect, MatterEffect, RegroupEffect } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { MatterEffectView, RegroupEffectView } from '../contract/index.js';

const when = (iso: string | null): string =>
  iso ? DateTime.fromISO(iso, { zone: 'Asia/Shanghai' }).toFormat('yyyy年M月d日 HH:mm') : '';
const eventWords = (level: string | null): string => (!level || level === 'none' ? '未定级' : `${level} 级`);

/** What a regrouping does, in words; the number of a matter stands before what is said of it. */
export function effectWords(effect: RegroupEffect, directory: Directory): RegroupEffectView {
  const numbers = new Map(effect.matters.map(({ id, number }) => [id, number]));
  const of = (id: string) => numbers.get(id) ?? '';
  return {
    matters: effect.matters.map(matterWords),
    units: [...new Set(effect.duties.map((duty) => dutyWords(duty, of(duty.incidentId))))],
    times: effect.deadlines.flatMap((due) => timeWords(due, of(due.incidentId), directory)),
  };
}

function matterWords({
  state,
  opinionLevel,
  eventLevel,
  discoveredAt,
  items,
  ...one
}: MatterEffect): MatterEffectView {
  const changed = <T>(pair: { from: T; to: T }) => pair.from !== null && pair.from !== pair.to;
  return {
    id: one.id,
    number: one.number,
    title: one.title,
    stateBefore: state.from as IncidentState | null,
    stateAfter: state.to as IncidentState | null,
    itemsBefore: items.from,
    itemsAfter: items.to,
    changes: [
      ...(changed(opinionLevel) ? [`舆情等级由${opinionLevel.from}变为${opinionLevel.to}`] : []),
      ...(changed(eventLevel)
        ? [`突发事件等级由${eventWords(eventLevel.from)}变为${eventWords(eventLevel.to)}`]
        : []),
      ...(changed(discoveredAt) ? [`发现时间由${when(discoveredAt.from)}变为${when(discoveredAt.to)}`] : []),
    ],
  };
}

function dutyWords({ unit, change, signed }: DutyEffect, number: string): string {
  if (change === 'sent') return `${number}：向${unit}派发任务`;
  if (change === 'carried')
    return `${unit}的任务随之转入 ${number}，${signed ? '签收时间保留' : '签收时限不延后'}`;
  if (change === 'joined') return `${unit}在两个事件中的任务合为一项${signed ? '，已签收的无须再签' : ''}`;
  return `${number}：${unit}的任务撤回${signed ? '，该单位已经签收，请另行告知' : ''}`;
}

function timeWords(
  { rule, change, from, to }: DeadlineEffect,
  number: string,
  directory: Directory,
): string[] {
  const name = directory.profile.deadlines.find(({ id }) => id === rule)?.name ?? rule;
  if (change === 'moved' && from && to)
    return [`${number}：${name}由${when(from)}${to < from ? '提前到' : '恢复为'}${when(to)}`];
  if (change === 'added') return [`${number}：新计${name}，${when(to)}到期`];
  if (change === 'carried') return [`${name}随之转入 ${number}，${when(to)}到期`];
  return [];
}
