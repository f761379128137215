import type { RobotKind } from './robot.js';
import { wecomSettings, type WecomSettings } from './settings.js';
import { plainText, splitText } from './words.js';

/** Longest text of one message, bytes (企业微信开发者中心，群机器人配置说明). */
const LONGEST = 2048;
const MINUTE = 60_000;

/**
 * A robot in a group of 企业微信: plain text, which also shows within 微信, where markdown does not. Codes: 企业微信
 * 全局错误码.
 */
export const wecomRobot: RobotKind<WecomSettings> = {
  channel: 'wecom',
  name: '企业微信',
  settings: wecomSettings,
  bodies: ({ brief, urgent }, { mentionAll }) =>
    splitText(plainText(brief), LONGEST).map((content, index) => ({
      msgtype: 'text',
      text: { content, ...(mentionAll && urgent && index === 0 && { mentioned_list: ['@all'] }) },
    })),
  address: ({ url }) => url,
  codes: {
    [-1]: { says: '系统繁忙，稍后再发', waitMs: MINUTE / 2 },
    45009: { says: '发送过于频繁，稍后再发', waitMs: MINUTE },
    45033: { says: '同时发送过多，稍后再发', waitMs: MINUTE / 2 },
    93000: { says: '机器人地址无效，或机器人已被移出群，请核对地址' },
    40058: { says: '消息格式不被接受' },
  },
};
