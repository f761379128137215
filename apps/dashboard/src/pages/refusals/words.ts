import type {
  HandOnState,
  RefusalView,
  ReportAnswersView,
  RulingOutcome,
} from '../../../../api/src/contract/index.js';

export const groundWords: Record<RefusalView['ground'], string> = {
  wrong_place: '属地不符',
  wrong_function: '职责不符',
};
export const outcomeWords: Record<RulingOutcome, string> = {
  upheld: '维持原派',
  reassigned: '改派',
  joint: '共同办理',
};

export const truthWords: Record<ReportAnswersView['truth'], string> = {
  true: '属实',
  partly: '部分属实',
  false: '不属实',
  checking: '正在核实',
};
export const handOnWords: Record<HandOnState, string> = {
  told: '已发送链接',
  to_register: '待登记',
  declined: '未登记',
  taken_back: '已收回',
};

/** What has become of a refusal, in one phrase. */
export function stateWord(refusal: Pick<RefusalView, 'state' | 'ruling' | 'late'>): string {
  const { state, ruling, late } = refusal;
  if (state === 'prepared') return '待负责人批准';
  if (state === 'waiting') return late ? '逾期未裁定' : '待裁定';
  if (state === 'withdrawn') return '单位已撤回';
  if (state === 'lapsed' || !ruling) return '不再裁定';
  const units = ruling.units.join('、');
  return units ? `${outcomeWords[ruling.outcome]}：${units}` : outcomeWords[ruling.outcome];
}

/** What a ruling does, before it is given. */
export function rulingSays(
  outcome: RulingOutcome,
  unit: string,
  needsLeader: boolean,
  leads: boolean,
): string {
  const effect = {
    upheld: `${unit}继续承办，视为已签收。`,
    reassigned: `撤回${unit}的任务，由所选单位接替其角色，并立即通知。`,
    joint: `${unit}与所选单位共同办理，并立即通知所选单位。`,
  }[outcome];
  const final = needsLeader ? '这是该事件的再次退单，裁定后不得再退。' : '';
  const first = needsLeader && !leads ? '先报办公室负责人批准，批准后生效。' : '';
  return `${effect}${first}${final}法定时限不变。`;
}

/** Said once it is given: who may change the directory learns where the ruling stands from now on. */
export const rulingDone = (outcome: RulingOutcome, teaches: boolean): string =>
  outcome === 'upheld' || !teaches ? '已裁定' : '已裁定，可在“全部”中据此形成名录修改建议';
