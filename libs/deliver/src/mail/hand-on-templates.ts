import type { NoticeFacts, Template } from './template.js';

const of = (facts: NoticeFacts) => facts.unit ?? '承办单位';
const by = (facts: NoticeFacts) => (facts.signDue ? `签收时限为${facts.signDue}。` : '');

/** What is told of handing a duty on within a unit. */
export const handOnTemplates = {
  handed_on: {
    subject: (f) => `转交办理：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}的同事将政务舆情 ${f.number} 转交您办理，请点开链接查看。${by(f)}`],
    action: '查看并办理',
  },
  hand_on_declined: {
    subject: (f) => `转交未登记：${f.number}（${f.level}）`,
    lines: (f) => [
      `市政府办公室未登记您填写的名册外同事，政务舆情 ${f.number} 仍由您办理，也可以转交名册上的同事。`,
    ],
    action: '查看任务',
  },
  hand_on_to_register: {
    subject: (f) => `请登记转交人员：${f.number}（${f.level}），${of(f)}`,
    lines: (f) => [
      `${of(f)}拟将政务舆情 ${f.number} 转交名册外人员，请核对后登记，登记前不向其发送任何消息。`,
    ],
    action: '查看并登记',
  },
} as const satisfies Record<string, Template>;
