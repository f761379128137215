import type { HoldReason, InstructionView } from '../../../../api/src/contract/index.js';

export const instructionStates: Record<InstructionView['state'], string> = {
  open: '办理中',
  reported: '已报齐，待回告',
  passed_on: '已回告',
  withdrawn: '已撤回',
};

export const holdReasons: Record<HoldReason, string> = {
  facts_unverified: '事实尚未核实',
  below_criteria: '核实后未达标准',
  handled_above: '已由上级统一处置',
  other: '其他',
};
