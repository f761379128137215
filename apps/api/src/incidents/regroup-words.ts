import type { LogType } from '#incidents/service';

type Told = Extract<
  LogType,
  | 'incident.merged'
  | 'incident.absorbed'
  | 'incident.split_out'
  | 'incident.split_off'
  | 'items.moved_out'
  | 'items.moved_in'
  | 'duty.carried'
  | 'regrouping.undone'
  | 'grouping.declined'
>;

const count = (data: Record<string, unknown>): string => `${Number(data['items'] ?? 0)} 条信息`;
const reason = (data: Record<string, unknown>): string =>
  typeof data['reason'] === 'string' && data['reason'] ? `：${data['reason']}` : '';

const unit = (data: Record<string, unknown>): string =>
  typeof data['unit'] === 'string' ? data['unit'] : '';
const undone: Record<string, string> = { merge: '归并', split: '拆分', move: '移动信息' };

/** 归并、拆分、移动: the other matter is not named here, for not everybody who reads this may know of it. */
export const regroupSentences: Record<Told, (data: Record<string, unknown>) => string> = {
  'incident.merged': (data) => `并入另一事件${reason(data)}`,
  'incident.absorbed': (data) => `另一事件并入本事件，带入${count(data)}${reason(data)}`,
  'incident.split_out': (data) => `拆出${count(data)}，另立事件${reason(data)}`,
  'incident.split_off': (data) => `由另一事件拆出立案，共${count(data)}${reason(data)}`,
  'items.moved_out': (data) => `移出${count(data)}${reason(data)}`,
  'items.moved_in': (data) => `移入${count(data)}${reason(data)}`,
  'duty.carried': (data) => `${unit(data)}的任务随归并转入，签收时间保留`,
  'regrouping.undone': (data) => `撤销${undone[String(data['kind'])] ?? '归并'}，恢复原状${reason(data)}`,
  'grouping.declined': () => '认定与另一事件不是同一件事',
};
