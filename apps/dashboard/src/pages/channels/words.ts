import type { ChannelView, EndpointKind, EndpointView } from '../../../../api/src/contract/index.js';

export const channelNames: Record<ChannelView['channel'], string> = {
  mail: '邮件',
  wecom: '企业微信',
  dingtalk: '钉钉',
  sms: '短信',
  webhook: '接口推送',
};

/** What each kind is, and where to find what it asks for. */
export const kindHelp: Record<EndpointKind, { name: string; where: string }> = {
  wecom: {
    name: '企业微信群机器人',
    where:
      '在企业微信群的“群设置 → 消息推送（群机器人）”中添加机器人，复制它的 Webhook 地址。每个机器人每分钟最多 20 条。',
  },
  dingtalk: {
    name: '钉钉群机器人',
    where:
      '在钉钉群的“群设置 → 机器人”中添加自定义机器人，复制 Webhook 地址；安全设置选“加签”并复制密钥，或选“自定义关键词”并填写“回音”。每分钟最多 20 条。',
  },
  sms: {
    name: '短信平台',
    where: '向短信服务商索取接口地址、密钥、签名和模板编号，对照其接口说明填写。',
  },
  webhook: {
    name: '接口推送',
    where: '由接收系统的管理员提供地址，并约定一个签名密钥；对方用它核对消息确由本系统发出。',
  },
};

type Tone = 'ok' | 'failing' | 'idle';

/** A channel's state in words, with what it means. */
export function channelState(channel: ChannelView): { tone: Tone; word: string; means: string } {
  const { state } = channel;
  if (state === 'none')
    return { tone: 'idle', word: '未开通', means: '还没有启用的通道，此类通知改走其他渠道。' };
  if (state === 'idle') return { tone: 'idle', word: '尚未使用', means: '还没有发送过通知。' };
  if (state === 'ok') return { tone: 'ok', word: '正常', means: figures(channel) };
  return { tone: 'failing', word: '有消息未送出', means: figures(channel) };
}

function figures(channel: ChannelView): string {
  const { acceptedLastHour, deliveredLastHour, failedLastHour, waiting, retrying } = channel;
  const told = [
    `送出 ${acceptedLastHour} 条`,
    deliveredLastHour > 0 && `其中确认到达 ${deliveredLastHour} 条`,
    failedLastHour > 0 && `未送出 ${failedLastHour} 条`,
  ].filter(Boolean);
  const queue =
    waiting > 0 ? `；等待发送 ${waiting} 条${retrying > 0 ? `（${retrying} 条正在重试）` : ''}` : '';
  return `最近一小时${told.join('，')}${queue}。`;
}

/** An endpoint's state in words; one that is not in use says so first. */
export function endpointState({ enabled, health }: Pick<EndpointView, 'enabled' | 'health'>): {
  tone: Tone;
  word: string;
  means: string;
} {
  if (health === 'failing')
    return {
      tone: 'failing',
      word: enabled ? '未送出' : '测试未通过',
      means: enabled ? '最近一次没有送出，系统已改走其他渠道。' : '请按提示修改后再测试。',
    };
  if (health === 'untested')
    return {
      tone: 'idle',
      word: '待测试',
      means: enabled ? '修改后尚未测试，请测试一次。' : '测试成功后可启用。',
    };
  if (!enabled) return { tone: 'idle', word: '停用', means: '不发送通知，可随时启用。' };
  return { tone: 'ok', word: '正常', means: '最近一次已送出。' };
}

export const scopeOf = (units: readonly string[]): string => (units.length === 0 ? '全市' : units.join('、'));

/** Only what has been tested with success since its last change goes into use; out of use it may go at any time. */
export const mayToggle = ({ enabled, health }: Pick<EndpointView, 'enabled' | 'health'>): boolean =>
  enabled || health === 'off';
