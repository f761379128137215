import type { Disposition, DispositionReason, SystemReason, WatchEnd } from '#incidents';
import type { LogType, ReferralReceiver, ReplyWay } from '#incidents/service';

/** 处置去向 in the words of the domain, (f)7. */
export const dispositionWords: Record<Disposition, string> = {
  respond: '公开回应',
  reply: '直接答复',
  hotline: '转12345',
  watch: '先观察',
  transfer: '转出',
  refer: '移送',
  not_government: '不属政务舆情',
};

export const reasonWords: Record<DispositionReason | SystemReason, string> = {
  public_concern: '涉及公众利益，需公开说明',
  clarify: '存在不实或不完整信息，需公开澄清',
  ordered: '上级要求公开回应',
  spreading: '关注上升，需公开回应',
  one_person: '只涉及当事人个人事项',
  private_matter: '涉及个人隐私，不宜公开',
  already_public: '已公开说明过，只需答复当事人',
  personal_request: '个人求助、投诉，由12345办理更便捷',
  already_there: '12345已受理同一诉求',
  advice_only: '咨询、建议类',
  facts_unclear: '事实不清，尚待核实',
  no_spread: '没有形成传播',
  no_request: '没有明确诉求',
  outside: '事发地不在本市',
  superior_body: '属上级机关职责',
  secrecy: '涉密或工作秘密，转保密渠道',
  legal_procedure: '已进入诉讼、仲裁、复议等法定程序',
  misconduct: '举报公职人员违纪违法',
  other_organ: '属党委机关、人大、政协、监委、法检等',
  private_dispute: '民事纠纷，不涉及政府职责',
  drill_or_fiction: '演练或虚构内容',
  unrelated: '与本市政务无关',
  by_rules: '按规则确定',
  became_must_respond: '已属必须回应的情形',
  taken_back: '撤销上一次决定',
};

export const watchEndWords: Record<WatchEnd, string> = {
  time: '观察时间已满',
  items: '独立来源已达上限',
  township: '涉及第二个乡镇（街道）',
  must_respond: '已属必须回应的情形',
  level: '等级上升',
};

export const replyWayWords: Record<ReplyWay, string> = {
  phone: '电话',
  visit: '当面',
  letter: '书面',
  message: '短信',
  platform: '原平台私信',
};

export const receiverWords: Record<ReferralReceiver, string> = {
  police: '公安机关',
  cyberspace: '网信部门',
};

export const measureWords: Record<string, string> = {
  rectify: '督促整改',
  criticise: '通报批评',
  hand_over: '向有权机关提出处理建议',
};

const text = (data: Record<string, unknown>, key: string): string =>
  typeof data[key] === 'string' || typeof data[key] === 'number' ? String(data[key]) : '';
const kindOf = (data: Record<string, unknown>): string =>
  dispositionWords[text(data, 'kind') as Disposition] ?? text(data, 'kind');
const reasonOf = (data: Record<string, unknown>): string =>
  reasonWords[text(data, 'reason') as DispositionReason] ?? '';
const where = (data: Record<string, unknown>): string => {
  const to = text(data, 'receiver') || text(data, 'unit');
  const number = text(data, 'number');
  return `${to ? `，${to}` : ''}${number ? `，编号${number}` : ''}`;
};
const receiver = (data: Record<string, unknown>): string =>
  receiverWords[text(data, 'receiver') as ReferralReceiver] ?? '';

type DispositionLog = Extract<
  LogType,
  | `disposition.${string}`
  | 'watch.begun'
  | 'watch.ended'
  | 'incident.replied'
  | 'incident.following'
  | 'incident.settled'
  | 'incident.evaluated'
  | 'incident.archived'
  | `referral.${string}`
  | `evaluation.${string}`
>;

/** Of where judging ended, and of the end of a matter. */
export const dispositionSentences: Record<DispositionLog, (data: Record<string, unknown>) => string> = {
  'disposition.decided': (data) => `处置去向：${kindOf(data)}${where(data)}（${reasonOf(data)}）`,
  'disposition.undone': (data) => `撤销处置去向“${kindOf(data)}”`,
  'disposition.proposed': (data) => `拟${kindOf(data)}，待第二人确认（${reasonOf(data)}）`,
  'disposition.proposal_confirmed': (data) => `第二人确认${kindOf(data)}`,
  'disposition.proposal_declined': (data) => `第二人不同意${kindOf(data)}`,
  'disposition.proposal_withdrawn': (data) => `撤回“${kindOf(data)}”的处置意见`,
  'watch.begun': () => '开始观察',
  'watch.ended': (data) => `观察结束：${watchEndWords[text(data, 'reason') as WatchEnd] ?? '人工决定'}`,
  'incident.replied': (data) => `${text(data, 'unit')}已直接答复当事人`,
  'incident.following': () => '尚有承诺事项，跟踪办理',
  'incident.settled': () => '承诺事项已全部办结',
  'incident.evaluated': (data) => (text(data, 'edition') === '1' ? '完成评估' : '更新评估'),
  'incident.archived': () => '归档',
  'referral.proposed': (data) => `拟移交${receiver(data)}，待第二人确认`,
  'referral.confirmed': (data) => `确认移交${receiver(data)}`,
  'referral.declined': (data) => `不予移交${receiver(data)}`,
  'evaluation.proposed': (data) =>
    `评估建议：对${text(data, 'unit')}${measureWords[text(data, 'measure')] ?? ''}（待确认）`,
  'evaluation.decided': (data) =>
    `${data['confirmed'] === true ? '确认' : '不采纳'}评估建议：对${text(data, 'unit')}${measureWords[text(data, 'measure')] ?? ''}`,
};
