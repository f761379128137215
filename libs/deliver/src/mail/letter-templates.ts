import type { NoticeFacts, Template } from './template.js';

const unit = (facts: NoticeFacts) => facts.letter?.unit ?? '';
const number = (facts: NoticeFacts) => facts.letter?.number ?? '';
const by = (facts: NoticeFacts) => (facts.letter ? `请于${facts.letter.due}前确认。` : '');

/** Letters to coordinators outside this installation (协调函, RT-55), and what the city office hears of them. */
export const letterTemplates = {
  coordination_letter: {
    subject: (f) => `协调函 ${number(f)}，请确认`,
    lines: (f) => [`${unit(f)}：现就政务舆情 ${f.number} 的协调事宜致函，${by(f)}函件内容请点开链接查看。`],
    action: '查看函件并确认',
  },
  coordination_reminder: {
    subject: (f) => `催请确认：协调函 ${number(f)}`,
    lines: (f) => [`${unit(f)}：协调函 ${number(f)}（政务舆情 ${f.number}）尚未确认，请尽快办理。`],
    action: '查看函件并确认',
  },
  coordination_recalled: {
    subject: (f) => `撤回协调函 ${number(f)}`,
    lines: (f) => [`${unit(f)}：政务舆情 ${f.number} 的责任单位已调整，协调函 ${number(f)} 撤回，无须办理。`],
    action: '查看',
  },
  coordination_by_hand: {
    subject: (f) => `${f.number}：请送达协调函 ${number(f)}`,
    lines: (f) => [
      `${unit(f)}没有可用的邮箱，协调函 ${number(f)} 未能发出，请以机要、传真、电话等方式送达并登记。${by(f)}`,
      '其确认前由市政府办公室代行协调。',
    ],
    action: '进入工作台',
  },
  coordination_recalled_by_hand: {
    subject: (f) => `${f.number}：请告知撤回协调函 ${number(f)}`,
    lines: (f) => [`协调函 ${number(f)} 已撤回，${unit(f)}没有可用的邮箱，请以原送达方式告知。`],
    action: '进入工作台',
  },
  coordination_missed: {
    subject: (f) => `${f.number}：${unit(f)}逾期未确认协调`,
    lines: (f) => [
      `${unit(f)}逾期未确认协调函 ${number(f)}，现由市政府办公室代行协调，请直接联系对方并登记结果。`,
    ],
    action: '进入工作台',
  },
  coordination_declined: {
    subject: (f) => `${f.number}：${unit(f)}退回协调函 ${number(f)}`,
    lines: (f) => [`${unit(f)}认为不属其协调，已退回协调函 ${number(f)}，请另行确定协调主体。`],
    action: '进入工作台',
  },
} as const satisfies Record<string, Template>;
