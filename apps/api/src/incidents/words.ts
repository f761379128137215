import type { DutyRole, Flag, IncidentState } from '#incidents';
import type { LogType } from '#incidents/service';
import { deliverySentences } from '../deliveries/sentences.js';
import { approvalSentences } from './approval-words.js';
import { correctionSentences } from './correction-words.js';
import { dispositionSentences } from './disposition-words.js';
import { factSentences } from './fact-words.js';
import { levelSentences } from './level-words.js';
import { linkSentences, signedSentence } from './link-words.js';
import { nightSentences } from './night-words.js';
import { publicationSentences } from './publication-words.js';
import { regroupSentences } from './regroup-words.js';
import { superviseSentences } from './supervise-words.js';

/** Words of the notice for the codes of the inside; what a user reads is written here and nowhere else. */
export const roleWords: Record<DutyRole, string> = {
  first_responsible: '第一责任主体',
  respondent: '回应主体',
  pool_owner: '兜底责任人',
  acting_coordinator: '代行协调',
  assisting: '协助',
  informed: '知会',
};

export const stepWords: Record<string, string> = {
  liaison: '联络人',
  handler: '承办人',
  liaison_and_handler: '联络人和承办人',
  charge_leader: '分管负责人',
  office: '市政府办公室',
  office_leader: '市政府办公室负责人',
  coordinator: '协调主体',
  duty: '值班人员',
  outside: '协调单位',
  publicity: '市委宣传部',
  leadership: '市领导',
};

export const flagWords: Record<Flag, string> = {
  out_of_jurisdiction: '不在本市辖区',
  maybe_outside: '可能不在本市辖区',
  superior_matter: '涉及上级政策或上级机关',
  crosses_border: '跨县（市、区）',
  not_government: '不属政务舆情',
  misconduct_report: '举报公职人员，限权可见',
  split: '举报与公众诉求已拆件',
  classified_content: '涉密内容',
  place_unknown: '属地待核',
  place_ambiguous: '地名有歧义',
  renamed_place: '使用了旧地名',
  renamed_unit: '单位已更名或撤并',
  development_zone: '涉及开发区',
  utility_provides_facts: '公用企业提供事实',
  unassigned_pool: '暂无责任单位，市政府办公室兜底',
  must_respond: '必须回应',
  level_needs_confirmation: '特别重大待确认',
  level_provisional: '等级为疑似',
  hearsay: '来自传闻',
  denied_by_party: '当事方否认',
  old_event: '旧事重提',
  drill: '文中所述为演练或虚构',
  recurrent: '同一事项再次出现',
};

const text = (data: Record<string, unknown>, key: string): string => {
  const value = data[key];
  return Array.isArray(value)
    ? value.join('、')
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : '';
};
const eventWords = (level: unknown): string => (level === 'none' ? '未定级' : `${String(level)} 级`);
const about = (words: string): string => (words ? `：${words}` : '');

export const groundWords: Record<string, string> = { wrong_place: '属地不符', wrong_function: '职责不符' };
export const outcomeWords: Record<string, string> = {
  upheld: '维持原派',
  reassigned: '改派',
  joint: '共同办理',
};
export const roundWords: Record<string, string> = {
  new_items: '回应后又有新情况',
  level_raised: '回应后等级上升',
  flare_up: '回应后再度升温',
  person: '人工开启新一轮',
};
const hastenedWords = (data: Record<string, unknown>): string =>
  Array.isArray(data['rules']) ? data['rules'].map((rule) => ruleWords[String(rule)] ?? rule).join('、') : '';
const ruleWords: Record<string, string> = {
  'DL-06': '签收时限',
  'DL-07': '核实初报时限',
  'DL-08': '退单时限',
};

const dutyWords: Record<string, string> = {
  signed: '退回重拟',
  verified: '退回重拟',
  drafted: '回应稿已提交',
  aligned: '口径已一致',
  approved: '回应稿已审签',
  published: '回应已发布',
};

/** Where a text for the public stands. */
export const responseWords: Record<string, string> = {
  drafting: '拟稿中',
  aligning: '口径校验中',
  in_approval: '待审签',
  approved: '已审签，待发布',
  published: '已发布',
  withdrawn: '已撤回',
};

/** One sentence for each type of the log; a new type does not compile without one. */
export const logSentences: Record<LogType, (data: Record<string, unknown>) => string> = {
  'incident.opened': () => '立为舆情事件',
  'item.added': (data) => (data['duplicateOf'] ? '收到一条转载或重复信息' : '收到一条新信息'),
  'incident.judged': () => '完成研判',
  'incident.routed': (data) => `按规则确定责任主体${about(text(data, 'rules'))}`,
  'incident.needs_confirmation': () => '需要人工确认后交办',
  'routing.confirmed': () => '确认交办方案',
  'routing.corrected': (data) => `更正交办方案${about(text(data, 'reason'))}`,
  'level.confirmed': (data) => `确认舆情等级为${text(data, 'to')}`,
  'level.raised': (data) =>
    data['axis'] === 'event'
      ? `突发事件等级由${eventWords(data['from'])}升为${eventWords(data['to'])}`
      : `舆情等级由${text(data, 'from')}升为${text(data, 'to')}`,
  'incident.dispatched': (data) => `交办${about(text(data, 'respondents'))}`,
  'duty.sent': (data) => `向${text(data, 'unit')}派发任务`,
  'duty.signed': signedSentence,
  'duty.moved': (data) => `${text(data, 'unit')}：${dutyWords[text(data, 'to')] ?? text(data, 'to')}`,
  'response.moved': (data) =>
    `${text(data, 'unit')}回应稿：${responseWords[text(data, 'to')] ?? text(data, 'to')}`,
  'response.begun': (data) => `${text(data, 'unit')}开始拟写回应`,
  'response.given_up': (data) => `撤回${text(data, 'unit')}的回应稿${about(text(data, 'reason'))}`,
  'response.remarked': (data) => `对${text(data, 'unit')}的回应稿提出修改意见`,
  'response.remark_settled': (data) =>
    `${text(data, 'unit')}回应稿的一条修改意见${data['resolved'] ? '已处理' : '重新打开'}`,
  ...linkSentences,
  ...regroupSentences,
  ...superviseSentences,
  ...publicationSentences,
  ...nightSentences,
  ...approvalSentences,
  ...dispositionSentences,
  ...levelSentences,
  ...factSentences,
  ...correctionSentences,
  'duty.withdrawn': (data) => `撤回${text(data, 'unit')}的任务`,
  'duty.reminded': (data) => `催办${text(data, 'unit')}`,
  'duty.escalated': (data) =>
    `${text(data, 'unit')}未按时${text(data, 'template').startsWith('report_') ? '报送核实初报' : '签收'}，报${stepWords[text(data, 'to')] ?? '上一级'}`,
  'deadline.set': (data) =>
    `确定时限 ${text(data, 'rule')}${data['presumed'] ? `（${text(data, 'presumed')} 年节假日安排尚未公布，暂按周一至周五计算）` : ''}`,
  'deadline.superseded': (data) => `时限 ${text(data, 'rule')} 已被取代，仍予列示`,
  'duty.hastened': (data) =>
    `舆情等级升为${text(data, 'to')}，${text(data, 'unit')}的${hastenedWords(data)}提前`,
  'round.opened': (data) =>
    `第 ${text(data, 'round')} 轮：${roundWords[text(data, 'reason')] ?? '回应后又有新情况'}`,
  'deadline.moved_earlier': (data) => `时限 ${text(data, 'rule')} 提前`,
  'deadline.missed': (data) => `时限 ${text(data, 'rule')} 已过`,
  'deadline.met': (data) => `时限 ${text(data, 'rule')} 已按时完成`,
  'notice.queued': (data) => `准备通知${text(data, 'unit')}`,
  ...deliverySentences,
  'notice.delivered': (data) => `通知已送达${about(text(data, 'unit'))}`,
  'incident.answered': () => '登记首次回应',
  'brief.sent_to_model': (data) =>
    `将 ${text(data, 'items')} 条信息（已脱敏）送语言模型 ${text(data, 'model')} 改写要点`,
  'reach.entered': (data) => `登记${text(data, 'outlet')}的传播数据`,
  'incident.closed': () => '办结',
  'incident.reopened': (data) => `重新办理${about(text(data, 'reason'))}`,
  'incident.set_aside': () => '不派单，留存备查',
  'original.revealed': (data) => `${text(data, 'unit')}查看原文链接${about(text(data, 'reason'))}`,
  'person.recused': () => '有关人员回避',
  'person.readmitted': () => '解除有关人员回避',
  'report.split': () => '拆出公众诉求',
  'report.split_undone': () => '撤回拆出的公众诉求',
  'report.denied': (data) => `认定不属举报，解除限权${about(text(data, 'reason'))}`,
  'duty.refused': (data) =>
    `${text(data, 'unit')}提出退单（${groundWords[text(data, 'ground')] ?? '有异议'}），建议由${text(data, 'proposed')}承办；裁定前仍由其先行核查`,
  'duty.reported': (data) => `${text(data, 'unit')}报送核实初报`,
  'refusal.met': (data) => `${text(data, 'day')}现场会商${about(text(data, 'participants'))}`,
  'refusal.prepared': (data) => `拟定对${text(data, 'unit')}退单的裁定意见，报办公室负责人批准`,
  'refusal.returned': (data) => `办公室负责人退回对${text(data, 'unit')}退单的裁定意见`,
  'refusal.ruled': (data) => {
    const units = text(data, 'units');
    const outcome = outcomeWords[text(data, 'outcome')] ?? '';
    return `裁定${text(data, 'unit')}的退单：${outcome}${units ? `（${units}）` : ''}`;
  },
  'refusal.withdrawn': (data) => `${text(data, 'unit')}撤回退单，继续承办`,
  'refusal.lapsed': (data) =>
    `${text(data, 'unit')}的退单因${data['reason'] === 'closed' ? '事件办结' : '任务撤回'}不再裁定`,
  'refusal.late': (data) =>
    `${text(data, 'unit')}的退单逾期未裁定，报${stepWords[text(data, 'to')] ?? '上一级'}`,
  'refusal.change_proposed': (data) => `就${text(data, 'unit')}的退单裁定形成名录修改建议`,
  'extension.asked': (data) => `${text(data, 'unit')}申请延长${ruleWords[text(data, 'rule')] ?? '时限'}`,
  'extension.granted': (data) => `同意${text(data, 'unit')}延长${ruleWords[text(data, 'rule')] ?? '时限'}`,
  'extension.declined': (data) => `不同意${text(data, 'unit')}延长${ruleWords[text(data, 'rule')] ?? '时限'}`,
  'pool.claimed': () => '由市政府办公室专人负责分派',
  'pool.handed_over': () => '更换负责分派的人员',
  'order.registered': (data) =>
    `登记${text(data, 'body')}的交办${data['dueAt'] ? '，上级时限单独计时' : '，上级未定时限'}`,
  'order.amended': (data) => `补正${text(data, 'body')}的交办${about(text(data, 'reason'))}`,
  'order.urged': (data) =>
    data['to'] === 'office_leader'
      ? `${text(data, 'body')}的交办逾期未回告，报市政府办公室负责人`
      : `提醒市政府办公室办理${text(data, 'body')}的交办`,
  'order.reported': (data) => `向${text(data, 'to')}回告`,
  'order.withdrawn': (data) => `撤销${text(data, 'body')}的交办${about(text(data, 'reason'))}`,
  'coordination.drafted': (data) => `向${text(data, 'unit')}发协调函 ${text(data, 'letter')}`,
  'coordination.sent': (data) => `协调函 ${text(data, 'letter')} 已送达${text(data, 'unit')}`,
  'coordination.urged': (data) =>
    data['template'] === 'coordination_by_hand'
      ? `${text(data, 'unit')}没有可用邮箱，请市政府办公室另行送达协调函`
      : data['to'] === 'office_leader'
        ? `${text(data, 'unit')}逾期未确认协调，报市政府办公室负责人`
        : `催请${text(data, 'unit')}确认协调`,
  'coordination.declined': (data) => `${text(data, 'unit')}退回协调函${about(text(data, 'reason'))}`,
  'coordination.recalled': (data) => `撤回给${text(data, 'unit')}的协调函 ${text(data, 'letter')}`,
  'coordinator.confirmed': (data) => `${text(data, 'unit')}确认担任协调主体`,
};

/** `system`, `account:<login>`, `phone:<login>` (代签), `link:<unit>` in words. */
export function actorWords(actor: string, names: ReadonlyMap<string, string>): string {
  if (actor === 'system' || actor === 'rules') return '系统';
  const [kind, ...rest] = actor.split(':');
  if (kind === 'link') return `${rest.join(':')}（签收链接）`;
  const login = rest.join(':');
  if (kind === 'phone') return `${names.get(login) ?? login}（电话代签）`;
  return names.get(login) ?? (login || actor);
}

export const stateWords: Record<IncidentState, string> = {
  judged: '已研判',
  awaiting_confirmation: '待确认',
  dispatched: '已交办',
  watching: '先观察',
  signed: '已签收',
  verified: '已核实',
  drafted: '已拟稿',
  aligned: '口径一致',
  approved: '已审签',
  answered: '已回应',
  following_up: '跟踪办理',
  closed: '已办结',
  evaluated: '已评估',
  archived: '已归档',
  set_aside: '不派单',
  merged: '已归并',
};
