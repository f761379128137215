import type { NoticeFacts, Template } from './template.js';

const refuser = (facts: NoticeFacts) => facts.refusal?.unit ?? '承办单位';
const due = (facts: NoticeFacts) => (facts.refusal ? `请于${facts.refusal.due}前裁定。` : '请及时裁定。');
const asker = (facts: NoticeFacts) => facts.extension?.unit ?? '承办单位';
const clock = (facts: NoticeFacts) => facts.extension?.clock ?? '办理时限';
const until = (facts: NoticeFacts) => facts.extension?.until ?? '';

/** What is told of refusals (退单), their ruling, and of more time that was asked for. */
export const refusalTemplates = {
  refusal_raised: {
    subject: (f) => `退单待裁定：${f.number}（${f.level}），${refuser(f)}`,
    lines: (f) => [
      `${refuser(f)}对政务舆情 ${f.number} 提出退单。${due(f)}裁定前仍由其先行核查，各项时限照常计算。`,
    ],
    action: '查看并裁定',
  },
  refusal_overdue: {
    subject: (f) => `退单逾期未裁定：${f.number}（${f.level}），${refuser(f)}`,
    lines: (f) => [`${refuser(f)}对政务舆情 ${f.number} 的退单已过裁定时限，请即裁定。`],
    action: '查看并裁定',
  },
  refusal_overdue_leader: {
    subject: (f) => `退单逾期未裁定：${f.number}（${f.level}），报请负责人`,
    lines: (f) => [`${refuser(f)}对政务舆情 ${f.number} 的退单逾期仍未裁定，报请督促裁定。`],
    action: '进入工作台',
  },
  refusal_to_confirm: {
    subject: (f) => `再次退单待批准：${f.number}（${f.level}），${refuser(f)}`,
    lines: (f) => [
      `政务舆情 ${f.number} 再次出现退单（${refuser(f)}），裁定意见已拟好，请负责人批准。批准后即为最终裁定。`,
    ],
    action: '查看并批准',
  },
  refusal_returned: {
    subject: (f) => `裁定意见退回：${f.number}（${f.level}），${refuser(f)}`,
    lines: (f) => [`对${refuser(f)}退单（政务舆情 ${f.number}）的裁定意见未获批准，请修改后重新报批。`],
    action: '查看并裁定',
  },
  refusal_upheld: {
    subject: (f) => `退单已裁定：${f.number}（${f.level}），维持原派`,
    lines: (f) => [
      `${refuser(f)}：对政务舆情 ${f.number} 的退单已裁定维持原派，请继续办理。各项时限未作改变。`,
    ],
    action: '查看任务',
  },
  refusal_joint: {
    subject: (f) => `退单已裁定：${f.number}（${f.level}），共同办理`,
    lines: (f) => [
      `${refuser(f)}：对政务舆情 ${f.number} 的退单已裁定由贵单位与其他单位共同办理，请继续办理。`,
    ],
    action: '查看任务',
  },
  refusal_moved: {
    subject: (f) => `退单已裁定：${f.number}（${f.level}），改派其他单位`,
    lines: (f) => [
      `${refuser(f)}：对政务舆情 ${f.number} 的退单已裁定改派其他单位，贵单位的任务撤回，已核查的情况请移交。`,
    ],
    action: '进入工作台',
  },
  extension_asked: {
    subject: (f) => `延期申请：${f.number}（${f.level}），${asker(f)}`,
    lines: (f) => [
      `${asker(f)}申请将政务舆情 ${f.number} 的${clock(f)}延至${until(f)}，请答复。未答复前时限不变。`,
    ],
    action: '查看并答复',
  },
  extension_granted: {
    subject: (f) => `延期已同意：${f.number}（${f.level}）`,
    lines: (f) => [`${asker(f)}：政务舆情 ${f.number} 的${clock(f)}延至${until(f)}。法定时限不变。`],
    action: '查看任务',
  },
  extension_declined: {
    subject: (f) => `延期未获同意：${f.number}（${f.level}）`,
    lines: (f) => [`${asker(f)}：政务舆情 ${f.number} 的${clock(f)}未同意延期，请按原时限办理。`],
    action: '查看任务',
  },
  pool_overdue: {
    subject: (f) => `逾期未分派：${f.number}（${f.level}），报请负责人`,
    lines: (f) => [`政务舆情 ${f.number} 尚无责任单位，已过研判分派时限，报请督促分派。`],
    action: '进入工作台',
  },
} as const satisfies Record<string, Template>;
