import type {
  DispositionKind,
  DutyView,
  EventLevel,
  IncidentState,
  ItemView,
  Me,
  OpinionLevel,
  SourceView,
} from '../../../api/src/contract/index.js';

/** Words a person reads for the keys of the contract, in one place so that every page says the same. */
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
  answered: '已首次回应',
  following_up: '跟踪办理',
  closed: '已办结',
  evaluated: '已评估',
  archived: '已归档',
  set_aside: '不予交办',
  merged: '已归并',
};

/** 处置去向 */
export const dispositionWords: Record<DispositionKind, string> = {
  respond: '公开回应',
  reply: '直接答复',
  hotline: '转12345',
  watch: '先观察',
  transfer: '转出',
  refer: '移送',
  not_government: '不属政务舆情',
};

/** Answered, closed or set aside: no clock of signing runs any more. */
export const isOver = (state: IncidentState): boolean =>
  ['answered', 'following_up', 'closed', 'evaluated', 'archived', 'set_aside', 'merged'].includes(state);

/** Several states under one word, as the address and the head line's figures name them. */
export const waitingStates = 'judged,awaiting_confirmation';
export const openStates = `${waitingStates},watching,dispatched,signed,verified,drafted,aligned,approved`;

export const levels: readonly OpinionLevel[] = ['特别重大', '重大', '较大', '一般'];
/** Shape and colour number of a level; the word always stands beside them. */
export const levelShape: Record<OpinionLevel, { shape: string; rank: number }> = {
  特别重大: { shape: '▲', rank: 4 },
  重大: { shape: '◆', rank: 3 },
  较大: { shape: '●', rank: 2 },
  一般: { shape: '○', rank: 1 },
};

/** Null when the matter is no emergency. */
export const eventLevelWords = (level: EventLevel): string | null =>
  level === 'none' ? null : `突发事件${{ I: '一', II: '二', III: '三', IV: '四' }[level]}级`;

const roles: Record<string, string> = {
  first_responsible: '第一责任',
  respondent: '回应',
  pool_owner: '兜底',
  acting_coordinator: '代行协调',
  assisting: '协助',
  informed: '知会',
};
/** Words of a unit's role; a role that already is Chinese stays as it is. */
export const roleWord = (role: string): string => roles[role] ?? role;

export const dutyStateWords: Record<DutyView['state'], string> = {
  sent: '待签收',
  signed: '已签收',
  refused: '退单待裁定',
  verified: '已核实',
  drafted: '已拟稿',
  aligned: '口径一致',
  approved: '已审签',
  published: '已回应',
  withdrawn: '已撤回',
};

/** A duty that need not be signed is told only. */
export const dutyWord = (duty: { state: DutyView['state']; mustSign: boolean }): string =>
  duty.state === 'sent' && !duty.mustSign ? '已告知' : dutyStateWords[duty.state];

export const personRoles: Record<Me['role'], string> = {
  monitor: '舆情监测',
  office: '市政府办公室',
  liaison: '联络人',
  leader: '领导',
  administrator: '系统管理员',
  auditor: '审计',
};

export const healthWords: Record<SourceView['health'], { word: string; means: string }> = {
  ok: { word: '正常', means: '按时应答，有新内容' },
  quiet: { word: '久无更新', means: '有应答，但很久没有新内容，请核实该信源是否已停更' },
  failing: { word: '连续失败', means: '多次未能取到内容，系统会拉长间隔继续尝试' },
  off: { word: '停用', means: '不再采集，已有内容保留' },
  untested: { word: '未测试', means: '尚未取过内容，请先测试' },
};

export const tierWords: Record<string, string> = {
  self: '自媒体',
  local: '本地媒体',
  municipal: '市级',
  provincial: '省级',
  central: '中央',
};
export const scopeWords: Record<string, string> = { local: '本地信源', open: '开放信源' };

export const channelWords: Record<ItemView['channel'], string> = {
  feed: '信源采集',
  manual: '人工录入',
  import: '批量导入',
};

export const claimWords: Record<string, string> = {
  unverified: '待核实',
  verified: '已核实',
  refuted: '已证伪',
  denied_by_party: '当事方否认',
};
export const toneWords: Record<string, string> = { negative: '负面', neutral: '中性', positive: '正面' };

/** A rule as a person cites it: `RT-21` stays, an entry of a list gets the list's name. */
export function ruleWord(rule: string): string {
  if (rule === 'relevance') return '辖区判断';
  if (rule.startsWith('place:')) return '地名库';
  if (rule.startsWith('body:')) return '单位名录';
  if (rule.startsWith('signal:')) return '识别词表';
  if (rule.startsWith('fact:')) return '文中数字';
  if (rule === 'manual') return '人工确定';
  if (rule.startsWith('manual:')) return '人工更正';
  if (rule === 'no-matter') return '立案判断';
  return rule.replace(/^topic:/, '主题 ').replace(/^field:/, '领域 ');
}
