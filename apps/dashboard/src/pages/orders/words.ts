import type { LetterHow, LetterState, OrderWay } from '../../../../api/src/contract/index.js';

export const wayWords: Record<OrderWay, string> = { document: '文件', call: '电话', system: '系统' };

/** What a person may do with an order that is open. */
export type OrderAct = 'report' | 'amend' | 'withdraw';

export const letterStateWords: Record<LetterState, string> = {
  drafted: '待送达',
  sent: '已送达，待确认',
  confirmed: '已确认',
  declined: '已退回',
  recalled: '已撤回',
};
export const howWords: Record<LetterHow, string> = {
  mail: '邮件',
  confidential: '机要',
  fax: '传真',
  phone: '电话',
  hand: '当面',
};
/** What a person may do with a letter that is not confirmed. */
export type LetterAct = 'handed' | 'confirm' | 'decline';
