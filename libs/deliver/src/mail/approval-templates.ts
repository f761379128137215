import type { NoticeFacts, Template } from './template.js';

const of = (facts: NoticeFacts) => (facts.unit ? `${facts.unit}：` : '');

/** What is told of the wording that departments agree on, and of signatures on a text. */
export const approvalTemplates = {
  response_to_agree: {
    subject: (f) => `请核对口径：${f.number}（${f.level}）`,
    lines: (f) => [
      `${of(f)}政务舆情 ${f.number} 的回应稿已送会签，请核对数字、时间、地名后确认，或提出修改意见。`,
    ],
    action: '查看并确认',
  },
  response_agree_reminder: {
    subject: (f) => `催办：${f.number}（${f.level}）口径尚未确认`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿尚待贵单位确认口径，确认以前不能发布。`],
    action: '查看并确认',
  },
  response_agree_overdue: {
    subject: (f) => `口径逾期未确认：${f.number}（${f.level}），${f.unit ?? ''}`,
    lines: (f) => [`政务舆情 ${f.number} 的回应稿仍有部门未确认口径，请协调，必要时裁定。`],
    action: '进入工作台',
  },
  response_to_sign: {
    subject: (f) => `请审签：${f.number}（${f.level}）回应稿`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿已送审，请审签。`],
    action: '查看并审签',
  },
  response_sign_reminder: {
    subject: (f) => `催办：${f.number}（${f.level}）回应稿待审签`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿尚未审签，审签以前不能发布。`],
    action: '查看并审签',
  },
  response_sign_overdue: {
    subject: (f) => `回应稿逾期未审签：${f.number}（${f.level}）`,
    lines: (f) => [
      `政务舆情 ${f.number} 的回应稿逾期未审签，请督促；急需发布的，可电话请示或凭纸质签字登记。`,
    ],
    action: '进入工作台',
  },
  response_returned: {
    subject: (f) => `回应稿退回修改：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿已退回修改，意见见系统，请修改后重新提交。`],
    action: '查看意见并修改',
  },
  response_approved: {
    subject: (f) => `回应稿已审签：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿已审签，请按发布流程办理。`],
    action: '查看',
  },
  response_remarked: {
    subject: (f) => `回应稿有修改意见：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿收到修改意见，请查看并处理。`],
    action: '查看修改意见',
  },
  facts_differ: {
    subject: (f) => `口径不一致：${f.number}（${f.level}）`,
    lines: (f) => [`政务舆情 ${f.number} 各部门填报的情况不一致，一致以前不能发布，请核对或裁定。`],
    action: '查看并核对',
  },
  emergency_to_sign: {
    subject: (f) => `紧急发布待补签：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 的回应稿已按紧急发布办理，请尽快补签。`],
    action: '查看并补签',
  },
  emergency_unsigned: {
    subject: (f) => `紧急发布未按时补签：${f.number}（${f.level}）`,
    lines: (f) => [`政务舆情 ${f.number} 按紧急发布办理的回应稿到时仍未补签，请督促补签或更正。`],
    action: '进入工作台',
  },
} as const satisfies Record<string, Template>;
