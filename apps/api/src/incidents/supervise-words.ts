/** Sentences of the log for urging, supervision, the shared list and reports upward. */
const said = (data: Record<string, unknown>, key: string): string => {
  const value = data[key];
  if (Array.isArray(value)) return value.join('、');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const about = (words: string): string => (words ? `：${words}` : '');
type Data = Record<string, unknown>;

const owes: Record<string, string> = { sign: '签收', report: '核实初报', answer: '首次回应' };

export const superviseSentences = {
  'duty.urged': (data: Data) => {
    const what = owes[said(data, 'owes')];
    return `第${said(data, 'round')}次催办${said(data, 'unit')}${what ? `（${what}）` : ''}${about(said(data, 'reason'))}`;
  },
  'supervision.issued': (data: Data) => `向${said(data, 'unit')}签发督办单 ${said(data, 'letter')}`,
  'supervision.answered': (data: Data) =>
    `${said(data, 'unit')}${data['late'] ? '逾期' : ''}报送督办单 ${said(data, 'letter')} 的办理情况`,
  'supervision.returned': (data: Data) =>
    `退回${said(data, 'unit')}对督办单 ${said(data, 'letter')} 的办理情况${about(said(data, 'reason'))}`,
  'supervision.closed': (data: Data) => `督办单 ${said(data, 'letter')} 中${said(data, 'unit')}的事项销号`,
  'supervision.withdrawn': (data: Data) =>
    `撤回给${said(data, 'unit')}的督办单 ${said(data, 'letter')}${about(said(data, 'reason'))}`,
  'supervision.overdue': (data: Data) =>
    `督办单 ${said(data, 'letter')} 已过办理时限，${said(data, 'unit')}尚未报送办理情况`,
  'watch.shared': (data: Data) => `列入重点督办${about(said(data, 'reason'))}`,
  'watch.unshared': () => '移出重点督办',
  'document.issued': (data: Data) => `印发${said(data, 'name')} ${said(data, 'number')}`,
  'upward.sent': (data: Data) => `向${said(data, 'to')}报送${said(data, 'name')}`,
  'upward.reopened': (data: Data) => `恢复向${said(data, 'to')}续报${about(said(data, 'reason'))}`,
  'progress.due': (data: Data) => `提醒持续发布进展${about(said(data, 'units'))}`,
} as const;
