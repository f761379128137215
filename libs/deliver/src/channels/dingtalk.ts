import { createHmac } from 'node:crypto';
import type { RobotKind } from './robot.js';
import { dingtalkSettings, type DingtalkSettings } from './settings.js';
import { briefLines, splitText } from './words.js';
import type { Brief } from './carrier.js';

/** Longest message, bytes; room is left for its title and form. */
const LONGEST = 20_000 - 1_000;
/** A robot that sent more than 20 in a minute is closed for ten (开放平台，自定义机器人的频率限制). */
const CLOSED = 10 * 60_000;

/**
 * A robot in a group of 钉钉: markdown, whose title shows on the lock screen. Codes: 开放平台，自定义机器人接入与错误码;
 * 310000 is said for a wrong signature, a missing word and a foreign address alike.
 */
export const dingtalkRobot: RobotKind<DingtalkSettings> = {
  channel: 'dingtalk',
  name: '钉钉',
  settings: dingtalkSettings,
  bodies: ({ brief, urgent }, { mentionAll }) =>
    splitText(markdown(brief), LONGEST).map((text, index) => ({
      msgtype: 'markdown',
      markdown: { title: briefLines(brief).title, text },
      ...(mentionAll && urgent && index === 0 && { at: { isAtAll: true } }),
    })),
  address: ({ url, secret }, now) => (secret === null ? url : signed(url, secret, now)),
  codes: {
    [-1]: { says: '系统繁忙，稍后再发', waitMs: 30_000 },
    130101: { says: '发送过于频繁，十分钟后再发', waitMs: CLOSED },
    410100: { says: '发送过于频繁，十分钟后再发', waitMs: CLOSED },
    310000: { says: '安全设置不符，请核对加签密钥、关键词（可设为“回音”）或服务器地址' },
    300001: { says: '机器人地址无效，请重新复制' },
    300005: { says: '机器人地址无效，请重新复制' },
    400013: { says: '群已解散或机器人已停用' },
    400101: { says: '机器人地址无效，请重新复制' },
    400102: { says: '机器人已停用，请在群设置中启用' },
    400106: { says: '机器人不存在，请重新复制地址' },
  },
};

/** `timestamp` and `sign` in the address: Base64(HMAC-SHA256(secret, "<timestamp>\n<secret>")). */
function signed(url: string, secret: string, now: Date): string {
  const timestamp = String(now.getTime());
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const address = new URL(url);
  address.searchParams.set('timestamp', timestamp);
  address.searchParams.set('sign', sign);
  return address.toString();
}

/** Two spaces end a line; what would be read as markdown is left out of the values. */
function markdown(brief: Brief): string {
  const { title, facts, link } = briefLines(brief);
  const lines = facts.map(([name, value]) => `**${name}**：${plain(value)}`);
  return [`### ${plain(title)}`, ...lines, `[打开办理页面](${link})`].join('  \n');
}

const plain = (text: string) => text.replace(/[*_`[\]<>\\]/g, ' ');
