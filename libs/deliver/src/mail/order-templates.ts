import type { NoticeFacts, Template } from './template.js';

const body = (facts: NoticeFacts) => facts.order?.body ?? '上级';
const by = (facts: NoticeFacts) => (facts.order?.due ? `请于${facts.order.due}前回告。` : '上级未定时限。');

/** What the city office hears of a superior's order (DL-19). */
export const orderTemplates = {
  order_received: {
    subject: (f) => `上级交办 ${f.number}${f.order?.due ? `，请于${f.order.due}前回告` : ''}`,
    lines: (f) => [`${body(f)}交办政务舆情 ${f.number}，已登记。${by(f)}`],
    action: '进入工作台',
  },
  order_near: {
    subject: (f) => `上级时限将至：${f.number}，请于${f.order?.due ?? ''}前回告`,
    lines: (f) => [`${body(f)}交办的政务舆情 ${f.number} 尚未回告。${by(f)}`],
    action: '进入工作台',
  },
  order_missed: {
    subject: (f) => `上级交办逾期未回告：${f.number}`,
    lines: (f) => [`${body(f)}交办的政务舆情 ${f.number} 已过上级要求的时限，尚未登记回告，请即办理。`],
    action: '进入工作台',
  },
} as const satisfies Record<string, Template>;
