import { CHANNEL_WORDS } from '#incidents';

type Data = Record<string, unknown>;

const words = (data: Data, key: string): string => {
  const value = data[key];
  return typeof value === 'string' ? value : '';
};
const about = (unit: string): string => (unit ? `：${unit}` : '');

/** Names of the roles of the roster. */
const PERSON: Record<string, string> = {
  liaison: '联络人',
  handler: '承办人',
  office: '办公室',
  charge_leader: '分管负责人',
};
const REASONS: Record<string, string> = {
  failed: '未能送达',
  bounced: '被退回',
  relay: '线路中断',
};

/** `短信`; what was written before there were other channels was mail. */
const channelOf = (data: Data): string => CHANNEL_WORDS[words(data, 'channel')] ?? '邮件';

function end(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const data = value as Data;
  return `${words(data, 'unit')}${PERSON[words(data, 'to')] ?? ''}（${channelOf(data)}）`;
}

/** What the log says of messages on their way. */
export const deliverySentences = {
  'notice.accepted': (data: Data) =>
    data['digest']
      ? `随汇总消息送出${about(words(data, 'unit'))}`
      : `${channelOf(data)}已送出${about(words(data, 'unit'))}`,
  'notice.failed': (data: Data) =>
    `${channelOf(data)}${data['bounced'] ? '被退回' : '未能送出'}${about(words(data, 'unit'))}`,
  'notice.rerouted': (data: Data) => {
    const reason = REASONS[words(data, 'reason')] ?? '未能送达';
    return data['to']
      ? `${end(data['from'])}${reason}，改为通知${end(data['to'])}`
      : `${end(data['from'])}${reason}，已无其他送达方式，请电话联系并更新名册`;
  },
  'notice.resent': (data: Data) => `重新发送${channelOf(data)}${about(words(data, 'unit'))}`,
} as const;
