import type { Template } from './template.js';

/** What is told of the telephone and of what was done alone at night. */
export const nightTemplates = {
  signed_by_phone: {
    subject: (f) => `电话代签：${f.number}（${f.level}）`,
    lines: (f) => [
      `${f.unit ? `${f.unit}：` : ''}贵单位已电话签收政务舆情 ${f.number}，由市政府办公室值班人员代为登记。`,
      '如贵单位未曾签收，请在时限内登录说明，任务将恢复为待签收。',
    ],
    action: '查看或说明未曾签收',
  },
  phone_sign_denied: {
    subject: (f) => `未曾签收：${f.number}（${f.level}），${f.unit ?? '承办单位'}`,
    lines: (f) => [
      `${f.unit ?? '承办单位'}说明未曾电话签收政务舆情 ${f.number}，任务已恢复为待签收，请核实并另行通知。`,
    ],
    action: '进入工作台',
  },
  phone_unreached: {
    subject: (f) => `电话无人接听：${f.number}（${f.level}），请协助联系`,
    lines: (f) => [
      `${f.unit ?? '承办单位'}的联系人多次电话无人接听，政务舆情 ${f.number} 尚未通知到，请转告并督促办理。`,
    ],
    action: '查看',
  },
  countersign_due: {
    subject: (f) => `请补签：${f.number}（${f.level}）夜间电话请示事项`,
    lines: (f) => [`政务舆情 ${f.number} 有一项夜间经电话向您请示后办理的事项，请在次日上午十时前补签。`],
    action: '查看并补签',
  },
  countersign_unsigned: {
    subject: (f) => `未按时补签：${f.number}（${f.level}）夜间电话请示事项`,
    lines: (f) => [`政务舆情 ${f.number} 的夜间电话请示事项到时仍未补签，请尽快补签或说明。`],
    action: '查看并补签',
  },
  countersign_denied: {
    subject: (f) => `补签人不同意：${f.number}（${f.level}）夜间电话请示事项`,
    lines: (f) => [`政务舆情 ${f.number} 的夜间电话请示事项，补签人表示不同意，请核对是否需要更正。`],
    action: '进入工作台',
  },
} as const satisfies Record<string, Template>;
