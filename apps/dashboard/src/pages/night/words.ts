import type { LoweringState, NightApprovalView } from '../../../../api/src/contract/index.js';

export function approvalWord({ state, undone }: Pick<NightApprovalView, 'state' | 'undone'>): string {
  if (state === 'waiting') return '待补签';
  if (state === 'unsigned') return '逾期未补签';
  if (state === 'signed') return '已补签';
  return undone ? '补签人不同意，已撤回' : '补签人不同意，尚待更正';
}

/** Red everywhere: not signed in time, or denied and still standing. */
export const isRed = ({ state, undone }: Pick<NightApprovalView, 'state' | 'undone'>): boolean =>
  state === 'unsigned' || (state === 'denied' && undone !== true);

export const loweringWords: Record<LoweringState, string> = {
  waiting: '待复核',
  confirmed: '已降级',
  declined: '未同意',
  withdrawn: '已撤回',
  lapsed: '等级已变，作废',
  undone: '补签人不同意，已恢复原等级',
};
