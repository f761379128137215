import type { LogType } from '#incidents/service';

const callWords: Record<string, string> = {
  told: '已告知',
  no_answer: '无人接听',
  later: '稍后再打',
};

/** Why a suggested 特别重大 is not confirmed. */
export const holdWords: Record<string, string> = {
  facts_unverified: '事实尚未核实',
  below_criteria: '核实后未达标准',
  handled_above: '已由上级统一处置',
  other: '其他',
};

const several = (data: Record<string, unknown>, key: string): string => {
  const value = data[key];
  return Array.isArray(value) ? value.join('、') : '';
};
const text = (data: Record<string, unknown>, key: string): string => {
  const value = data[key];
  return typeof value === 'string' ? value : '';
};
const about = (words: string): string => (words ? `：${words}` : '');

/** Sentences of the telephone, of lowering a level, and of what one person did alone at night. */
export const nightSentences = {
  'notice.called': (data) => `电话通知${text(data, 'unit')}，${callWords[text(data, 'outcome')] ?? '已记录'}`,
  'call.recorded': (data) =>
    `与${text(data, 'unit')}通话记录，${callWords[text(data, 'outcome')] ?? '已记录'}`,
  'duty.sign_denied': (data) => `${text(data, 'unit')}说明未曾电话签收，任务重新待签收`,
  'level.held': (data) => `特别重大暂不确认：${holdWords[text(data, 'reason')] ?? '其他'}`,
  'level.asked_again': (data) => `情况有变化，再次提请研判特别重大${about(several(data, 'because'))}`,
  'instruction.entered': (data) => `登记领导批示，交${several(data, 'units')}办理`,
  'instruction.progress': (data) => `${text(data, 'unit')}报送批示办理进展`,
  'instruction.reported': (data) => `${text(data, 'unit')}报送批示办理情况`,
  'instruction.passed_on': () => '批示办理情况已回告领导',
  'instruction.withdrawn': () => '撤回批示登记',
  'level.lowering_proposed': (data) =>
    `提出舆情等级由${text(data, 'from')}降为${text(data, 'to')}，待另一人复核${about(text(data, 'reason'))}`,
  'level.lowering_declined': (data) => `复核未同意降为${text(data, 'to')}`,
  'level.lowering_withdrawn': (data) => `撤回降为${text(data, 'to')}的意见`,
  'level.lowered': (data) =>
    `舆情等级由${text(data, 'from')}降为${text(data, 'to')}${about(text(data, 'reason'))}`,
  'night.approved': (data) => `${text(data, 'label')}：夜间已电话请示，先行办理，次日补签`,
  'night.signed': (data) => `${text(data, 'label')}：已补签`,
  'night.unsigned': (data) => `${text(data, 'label')}：到时未补签`,
  'night.denied': (data) =>
    `${text(data, 'label')}：补签人不同意${data['undone'] === true ? '，已撤回' : '，尚待更正'}`,
} satisfies Partial<Record<LogType, (data: Record<string, unknown>) => string>>;
