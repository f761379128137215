import type { NoticeFacts, Template } from './template.js';

const of = (facts: NoticeFacts) => (facts.task ? `${facts.task.unit}：` : '');
const by = (facts: NoticeFacts) => (facts.task?.due ? `请于${facts.task.due}前发布。` : '请尽快发布。');
const due = (facts: NoticeFacts) => (facts.task?.due ? `（${facts.task.due}）` : '');

/** What is told of texts to be published, of their proof, and of promises made to the public. */
export const publicationTemplates = {
  publication_due: {
    subject: (f) => `请发布：${f.number}（${f.level}）回应稿已审签`,
    lines: (f) => [
      `${of(f)}政务舆情 ${f.number} 的回应稿已审签，请在贵单位承办的渠道发布，并登记网址和时间。`,
      by(f),
    ],
    action: '查看并发布',
  },
  publication_near: {
    subject: (f) => `提醒：${f.number}（${f.level}）发布时限将到`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿尚未登记发布。`, by(f)],
    action: '查看并发布',
  },
  publication_overdue: {
    subject: (f) => `逾期未发布：${f.number}（${f.level}），${f.task?.unit ?? ''}`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿已过发布时限${due(f)}，请即发布并登记。`],
    action: '查看并发布',
  },
  publication_stopped: {
    subject: (f) => `暂不发布：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿暂不在贵单位承办的渠道发布，请勿发布，等候通知。`],
    action: '查看',
  },
  proof_differs: {
    subject: (f) => `请核对发布页面：${f.number}（${f.level}）`,
    lines: (f) => [
      `${of(f)}政务舆情 ${f.number} 的发布页面未能打开，或与审签稿不一致，请核对；确实无法打开的，请补充截图。`,
    ],
    action: '查看并核对',
  },
  commitment_made: {
    subject: (f) => `公开承诺：${f.number}（${f.level}），由${f.task?.unit ?? '贵单位'}兑现`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应中有一项公开承诺由贵单位兑现，到期时间${due(f)}。`],
    action: '查看承诺',
  },
  commitment_near: {
    subject: (f) => `提醒：${f.number}（${f.level}）公开承诺即将到期`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 中的公开承诺即将到期${due(f)}，请按时兑现并登记。`],
    action: '查看并登记',
  },
  commitment_due: {
    subject: (f) => `公开承诺到期：${f.number}（${f.level}），${f.task?.unit ?? ''}`,
    lines: (f) => [
      `${of(f)}政务舆情 ${f.number} 中的公开承诺已到期${due(f)}，请登记兑现情况；不能兑现的，请向群众说明原因。`,
    ],
    action: '查看并登记',
  },
  commitment_overdue: {
    subject: (f) => `公开承诺逾期：${f.number}（${f.level}），${f.task?.unit ?? ''}`,
    lines: (f) => [
      `${of(f)}政务舆情 ${f.number} 中的公开承诺已逾期${due(f)}，尚未登记兑现情况，请督促办理。`,
    ],
    action: '查看并登记',
  },
} as const satisfies Record<string, Template>;
