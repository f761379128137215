import type { Address, Message } from '../channels/carrier.js';
import { escape } from '../mail/page.js';
import type { Desk } from './desk.js';
import { envelopeOf } from './letter.js';
import type { Opened } from './opened.js';

/** What the watchdog tells the administrators; about no incident. */
export const ALARM = 'watch_alarm';

/** The message of an alarm: that something is wrong and where it is shown, and no more. */
export function alarmOf(opened: Opened, to: Address, desk: Desk): Message {
  const count = Number(opened.notice.data['count'] ?? 1);
  const link = `${desk.publicUrl}/system`;
  const lines = [
    `值守检查发现${count}项异常，有的时限或通知可能没有按时处理。`,
    '请尽快查看系统状态，并联系运行维护人员。',
  ];
  const brief = {
    number: '系统',
    unit: null,
    level: '紧急',
    due: null,
    link,
    title: '值守检查发现异常',
    rehearsal: false,
  };
  return {
    ...envelopeOf(opened, to, desk),
    subject: `值守检查发现${count}项异常，请查看系统状态`,
    text: [...lines, '', `系统状态：${link}`].join('\n'),
    html:
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>${lines.map((line) => `<p>${escape(line)}</p>`).join('')}` +
      `<p><a href="${escape(link)}">查看系统状态</a></p></body></html>`,
    brief,
  };
}
