import type {
  DutyUrging,
  SupervisionPart,
  SupervisionState,
  SupervisionUrgency,
} from '../../../../api/src/contract/index.js';

export const sheetStates: Record<SupervisionState, string> = {
  drafted: '待签发',
  issued: '督办中',
  answered: '待销号',
  closed: '已销号',
  withdrawn: '已撤回',
};
export const urgencies: Record<SupervisionUrgency, string> = {
  normal: '平件',
  urgent: '加急',
  most_urgent: '特急',
};

/** Where one unit's part stands. */
export function partWords(part: SupervisionPart, drafted: boolean): string {
  if (drafted) return '未签发';
  if (part.lapsed && part.state === 'open') return '任务已撤回或事件已办结';
  const words = { open: '待报送', answered: '待审核', closed: '已销号', withdrawn: '已撤回' };
  return words[part.state];
}

const owed = { sign: '签收', report: '报送核实初报', answer: '首次回应' };

/** `逾期未签收`, `待首次回应`; empty when nothing is owed. */
export function owesWords(owes: DutyUrging['owes']): string {
  if (!owes) return '';
  return owes.late ? `逾期未${owed[owes.kind]}` : `待${owed[owes.kind]}`;
}

/** What is proposed for a new order; a person changes it. */
export const causeOf = (late: string[]): string =>
  late.length > 0 ? `${late.join('、')}至今未按时办结，现予督办。` : '为推动按时办理，现予督办。';
