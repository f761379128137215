import type { Template } from './template.js';

/** What the watchdog found that only people can see to. */
export const watchTemplates = {
  nothing_ahead: {
    subject: (f) => `提醒：${f.number}（${f.level}）无人跟进，请安排`,
    lines: (f) => [
      `政务舆情 ${f.number} 尚未办结，但没有责任单位，或各项时限均已过、不再自动提醒。请确定由谁办理、何时回应。`,
    ],
    action: '进入工作台',
  },
} as const satisfies Record<string, Template>;
