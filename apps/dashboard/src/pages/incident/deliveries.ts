import type { DeliveryEvent, DeliveryTry } from '../../../../api/src/contract/index.js';

/** How an event stands as a whole: told, on its way, or told to nobody. */
export type Reach = 'told' | 'under_way' | 'to_call' | 'nobody';

const TOLD: readonly DeliveryTry['state'][] = ['accepted', 'delivered'];
const UNDER_WAY: readonly DeliveryTry['state'][] = ['waiting', 'sending'];

/** A message within the system wakes nobody; it counts only when it has been opened. */
const counts = ({ channel, state }: DeliveryTry): boolean => channel !== 'app' || state === 'delivered';

/** Null for what was overtaken before anybody was told. */
export function reachOf({ tries }: DeliveryEvent): Reach | null {
  const own = tries.filter(counts);
  if (own.some(({ state }) => TOLD.includes(state))) return 'told';
  if (own.some(({ state }) => UNDER_WAY.includes(state))) return 'under_way';
  if (own.some(({ state }) => state === 'to_call')) return 'to_call';
  if (own.some(({ state }) => state === 'failed')) return 'nobody';
  return null;
}

/** 共 5 次通知，2 次尚未送达, and whether that needs somebody. */
export function summaryOf(events: readonly DeliveryEvent[]): { words: string; trouble: boolean } {
  const reaches = events.map(reachOf);
  const count = (...kinds: (Reach | null)[]) => reaches.filter((reach) => kinds.includes(reach)).length;
  const [nobody, toCall, underWay] = [count('nobody'), count('to_call'), count('under_way')];
  const words = [
    `共 ${events.length} 次通知`,
    ...(nobody ? [`${nobody} 次未能送达`] : []),
    ...(toCall ? [`${toCall} 次待电话通知`] : []),
    ...(underWay ? [`${underWay} 次正在送达`] : []),
  ];
  return { words: words.join('，'), trouble: nobody + toCall > 0 };
}

/** Why this way was taken: the one it follows, or that it was sent again. */
export function becauseOf(one: DeliveryTry, all: readonly DeliveryTry[]): string | null {
  const before = all.find(({ id }) => id === one.follows);
  if (before)
    return `因${before.recipient}的${before.way}${before.state === 'failed' ? '未能送达' : '线路中断'}，改用这一方式`;
  return one.resendOf ? '由工作人员重新发送' : null;
}
