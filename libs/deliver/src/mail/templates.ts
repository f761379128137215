import type { Brief } from '../channels/carrier.js';
import { approvalTemplates } from './approval-templates.js';
import { clockTemplates } from './clock-templates.js';
import { disposedTemplates } from './disposed-templates.js';
import { handOnTemplates } from './hand-on-templates.js';
import { letterTemplates } from './letter-templates.js';
import { orderTemplates } from './order-templates.js';
import { escape, RULE } from './page.js';
import { nightTemplates } from './night-templates.js';
import { publicationTemplates } from './publication-templates.js';
import { refusalTemplates } from './refusal-templates.js';
import { superviseTemplates } from './supervise-templates.js';
import type { NoticeFacts, Template } from './template.js';
import { watchTemplates } from './watch-templates.js';

export type { NoticeFacts } from './template.js';

const of = (facts: NoticeFacts) => (facts.unit ? `${facts.unit}：` : '');
const signBy = (facts: NoticeFacts) => (facts.signDue ? `请于${facts.signDue}前签收。` : '请及时签收。');

/** Every mail there is, by the template a notice names. */
export const templates = {
  assigned: {
    subject: (f) => `舆情交办 ${f.number}（${f.level}），${f.signDue ? `请于${f.signDue}前签收` : '请签收'}`,
    lines: (f) => [`${of(f)}现交办政务舆情 ${f.number}。`, signBy(f)],
    action: '查看并签收',
  },
  informed: {
    subject: (f) => `舆情知会 ${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 与贵单位有关，现予知会，请做好配合，无需签收。`],
    action: '查看',
  },
  merged: {
    subject: (f) => `已归并：${f.merged ?? '原交办事件'}并入 ${f.number}（${f.level}）`,
    lines: (f) => [
      `${of(f)}贵单位承办的政务舆情${f.merged ? ` ${f.merged} ` : ''}已并入 ${f.number}，请到 ${f.number} 继续办理，原有时限不延后，已签收的无须再签。`,
    ],
    action: '查看任务',
  },
  merge_undone: {
    subject: (f) => `归并已撤销：请到 ${f.number}（${f.level}）办理`,
    lines: (f) => [
      `${of(f)}此前的归并已撤销，贵单位承办的政务舆情请仍到 ${f.number} 办理，已签收的无须再签。`,
    ],
    action: '查看任务',
  },
  reminder: {
    subject: (f) => `催办：${f.number}（${f.level}）尚未签收`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 尚未签收。`, signBy(f)],
    action: '查看并签收',
  },
  overdue_leader: {
    subject: (f) => `逾期未签收：${f.number}（${f.level}），报请分管负责人`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 已过签收时限，联络人尚未签收，现报请分管负责人督促办理。`],
    action: '查看并签收',
  },
  unreachable: {
    subject: (f) => `${f.number}（${f.level}）未能送达承办人员，请协助`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 未能送达该单位名册上的承办人员，请协助通知并更新名册。`],
    action: '查看',
  },
  overdue_office: {
    subject: (f) => `逾期未签收：${f.number}（${f.level}），${f.unit ?? ''}`,
    lines: (f) => [`${f.unit ?? '承办单位'}逾期仍未签收政务舆情 ${f.number}，已报该单位分管负责人，请督办。`],
    action: '进入工作台',
  },
  overdue_leadership: {
    subject: (f) => `逾期未签收：${f.number}（${f.level}），报请市领导阅示`,
    lines: (f) => [`${f.unit ?? '承办单位'}长时间未签收政务舆情 ${f.number}，市政府办公室已督办，报请阅示。`],
    action: '进入工作台',
  },
  office_notified: {
    subject: (f) => `${f.level}舆情 ${f.number} 已交办，知会市政府办公室`,
    lines: (f) => [`政务舆情 ${f.number} 研判为${f.level}，现予知会。`],
    action: '进入工作台',
  },
  needs_confirmation: {
    subject: (f) => `${f.number}（${f.level}）待确认承办单位`,
    lines: (f) => [`政务舆情 ${f.number} 须由人工确认承办单位后方可交办，请尽快处理。`],
    action: '进入工作台',
  },
  deadline_missed: {
    subject: (f) => `${f.number}（${f.level}）已过回应时限`,
    lines: (f) => [`政务舆情 ${f.number} 已过法定回应时限，尚未登记回应，请督办。`],
    action: '进入工作台',
  },
  ...clockTemplates,
  ...orderTemplates,
  ...letterTemplates,
  ...refusalTemplates,
  ...handOnTemplates,
  ...superviseTemplates,
  ...nightTemplates,
  ...approvalTemplates,
  ...publicationTemplates,
  ...watchTemplates,
  ...disposedTemplates,
} as const satisfies Record<string, Template>;
export type TemplateName = keyof typeof templates;

export const templateNames = Object.keys(templates) as TemplateName[];

export const isTemplate = (name: string): name is TemplateName => Object.hasOwn(templates, name);

/** What a message outside the house says: no more than number, unit, level, due time and link (报送保密). */
export function briefOf(name: TemplateName, facts: NoticeFacts, link: string): Brief {
  const { number, unit, level, signDue, statutoryDue, rehearsal } = facts;
  const template: Template = templates[name];
  return { number, unit, level, due: signDue ?? statutoryDue, link, title: template.action, rehearsal };
}

/** Subject, text and simple HTML of a mail. */
export function writeMail(
  name: TemplateName,
  facts: NoticeFacts,
  link: string,
): { subject: string; text: string; html: string } {
  const template: Template = templates[name];
  const table: [string, string][] = [
    ['编号', facts.number],
    ...(facts.unit ? ([['承办单位', facts.unit]] as [string, string][]) : []),
    ['舆情等级', facts.level],
    ...(facts.signDue ? ([['签收时限', facts.signDue]] as [string, string][]) : []),
    ...(facts.statutoryDue ? ([['回应时限', facts.statutoryDue]] as [string, string][]) : []),
    ...(facts.order?.due ? ([['上级时限', facts.order.due]] as [string, string][]) : []),
    ...(facts.letter ? ([['协调函', facts.letter.number]] as [string, string][]) : []),
  ];
  const lines = [
    ...(facts.rehearsal ? ['这是一次演练，不涉及真实事项。'] : []),
    ...template.lines(facts),
    ...(facts.perhapsKnown ? ['此前的待办汇总可能已载有本件，已办理的无需重复办理。'] : []),
  ];
  const subject = `${facts.rehearsal ? '【演练】' : ''}${template.subject(facts)}`;
  return {
    subject,
    text: [
      ...lines,
      '',
      ...table.map(([key, value]) => `${key}：${value}`),
      '',
      `${template.action}：${link}`,
      '',
      RULE,
    ].join('\n'),
    html: page(lines, table, template.action, link),
  };
}

function page(lines: string[], table: [string, string][], action: string, link: string): string {
  const paragraphs = lines.map((line) => `<p>${escape(line)}</p>`).join('');
  const rows = table
    .map(([key, value]) => `<tr><td>${escape(key)}</td><td><b>${escape(value)}</b></td></tr>`)
    .join('');
  return (
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif">` +
    `${paragraphs}<table cellpadding="4">${rows}</table>` +
    `<p><a href="${escape(link)}">${escape(action)}</a></p><p>${escape(RULE)}</p></body></html>`
  );
}
