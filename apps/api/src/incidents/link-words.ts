import { codeWords } from './approval-words.js';

/** Sentences of the log for what is done by a signed link. */
const said = (data: Record<string, unknown>, key: string): string =>
  typeof data[key] === 'string' ? data[key] : '';

/** Roles of the roster; 承办人员 for one that is not known. */
const roles: Record<string, string> = {
  liaison: '联络人',
  handler: '承办人',
  charge_leader: '分管负责人',
};
export const contactRoleWords = (role: string | null): string => roles[role ?? ''] ?? '承办人员';

export const signedSentence = (data: Record<string, unknown>): string => {
  if (data['how'] === 'phone') return `${said(data, 'unit')}电话签收（代签）`;
  const role = roles[said(data, 'as')];
  return `${said(data, 'unit')}${role ? `（${role}）` : ''}签收${codeWords[said(data, 'code')] ?? ''}`;
};

export const linkSentences = {
  'duty.handed_on': (data: Record<string, unknown>) => {
    const to = data['to'] ? contactRoleWords(said(data, 'to')) : '名册外人员，待市政府办公室登记';
    return `${said(data, 'unit')}转交：${contactRoleWords(said(data, 'from'))}→${to}`;
  },
  'duty.taken_back': (data: Record<string, unknown>) =>
    `${said(data, 'unit')}${contactRoleWords(said(data, 'as'))}收回转交，由本人办理`,
  'duty.hand_on_settled': (data: Record<string, unknown>) =>
    data['approved']
      ? `登记${said(data, 'unit')}转交的名册外人员，已发送链接`
      : `未登记${said(data, 'unit')}转交的名册外人员：${said(data, 'reason')}`,
} as const;
