import type { NoticeFacts, Template } from './template.js';

const of = (facts: NoticeFacts) => facts.unit ?? '承办单位';
const reportBy = (facts: NoticeFacts) =>
  facts.reportDue ? `请于${facts.reportDue}前报送核实初报。` : '请及时报送核实初报。';
const answerBy = (facts: NoticeFacts) => (facts.statutoryDue ? `回应时限为${facts.statutoryDue}。` : '');

/** Signed for and not followed up (DL-07), and what is left of the statutory time (50 %, 20 %, due). */
export const clockTemplates = {
  round_opened: {
    subject: (f) => `回应后又有新情况：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}：政务舆情 ${f.number} 回应后又有新情况，请继续办理并再次回应。`, answerBy(f)],
    action: '查看任务',
  },
  report_reminder: {
    subject: (f) => `提醒：${f.number}（${f.level}）核实初报将到时限`,
    lines: (f) => [`${of(f)}：政务舆情 ${f.number} 尚未报送核实初报。`, reportBy(f)],
    action: '查看并报送',
  },
  report_overdue: {
    subject: (f) => `催办：${f.number}（${f.level}）逾期未报送核实初报`,
    lines: (f) => [`${of(f)}：政务舆情 ${f.number} 已过核实初报时限，尚未收到情况，请即报送。`],
    action: '查看并报送',
  },
  report_overdue_leader: {
    subject: (f) => `逾期未报核实初报：${f.number}（${f.level}），报请分管负责人`,
    lines: (f) => [`${of(f)}签收政务舆情 ${f.number} 后逾期未报送核实初报，现报请分管负责人督促办理。`],
    action: '查看并报送',
  },
  report_overdue_office: {
    subject: (f) => `逾期未报核实初报：${f.number}（${f.level}），${of(f)}`,
    lines: (f) => [`${of(f)}逾期仍未报送政务舆情 ${f.number} 的核实初报，已报该单位分管负责人，请督办。`],
    action: '进入工作台',
  },
  report_overdue_leadership: {
    subject: (f) => `逾期未报核实初报：${f.number}（${f.level}），报请市领导阅示`,
    lines: (f) => [`${of(f)}长时间未报送政务舆情 ${f.number} 的核实初报，市政府办公室已督办，报请阅示。`],
    action: '进入工作台',
  },
  deadline_half: {
    subject: (f) => `预警：${f.number}（${f.level}）回应时限已过一半`,
    lines: (f) => [`政务舆情 ${f.number} 的法定回应时限已过一半，尚未登记回应。${answerBy(f)}`],
    action: '查看办理情况',
  },
  deadline_near: {
    subject: (f) => `预警：${f.number}（${f.level}）回应时限仅剩两成`,
    lines: (f) => [`政务舆情 ${f.number} 的法定回应时限仅剩 20%，尚未登记回应。${answerBy(f)}请抓紧办理。`],
    action: '查看办理情况',
  },
  deadline_missed_unit: {
    subject: (f) => `${f.number}（${f.level}）已过回应时限，报请分管负责人`,
    lines: (f) => [`政务舆情 ${f.number} 已过法定回应时限，尚未登记回应，报请分管负责人督促办理。`],
    action: '查看办理情况',
  },
  evaluation_near: {
    subject: (f) => `提醒：${f.number}（${f.level}）办结评估将到时限`,
    lines: (f) => [
      `政务舆情 ${f.number} 已登记回应，尚未办结评估。${f.evaluation ? `请于${f.evaluation.due}前完成。` : '请及时完成。'}`,
    ],
    action: '查看并评估',
  },
  evaluation_overdue: {
    subject: (f) => `逾期未办结评估：${f.number}（${f.level}）`,
    lines: (f) => [
      `政务舆情 ${f.number} 回应后已过办结评估时限${f.evaluation ? `（${f.evaluation.due}）` : ''}，请尽快完成评估并办结。`,
    ],
    action: '查看并评估',
  },
} as const satisfies Record<string, Template>;
