import type { Seen, Status } from './look.js';

const TITLES: Record<Status, string> = {
  ok: '正常',
  late: '有事项未按时处理',
  stopped: '无人巡检',
  silent: '没有应答',
  foreign: '应答有误',
};
const TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `✗ 2026-11-22 22:01:05 没有应答：连接不上（ECONNREFUSED）` */
export const lineOf = ({ status, at, detail }: Seen): string =>
  `${status === 'ok' ? '✓' : '✗'} ${TIME.format(at)} ${TITLES[status]}：${detail}`;

/** What is mailed when it turns bad and when it is good again. */
export function mailOf(seen: Seen, address: URL): { subject: string; lines: string[] } {
  const good = seen.status === 'ok';
  return {
    subject: good
      ? `恢复：${address.host} 的时限提醒已恢复正常`
      : `异常：${address.host} 的时限提醒${TITLES[seen.status]}`,
    lines: [
      `${TIME.format(seen.at)} 查看 ${address.origin} 的回音服务：${TITLES[seen.status]}（${seen.detail}）。`,
      good
        ? '到时事项均在允许范围内，无需处理。'
        : '签收提醒、催办和督办可能没有按时发出。请尽快查看该服务，必要时重新启动；恢复正常后另行告知。',
    ],
  };
}
