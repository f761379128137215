import { z } from 'zod';

/** What a field is called on the page. */
const names: Record<string, string> = {
  title: '标题',
  text: '正文',
  url: '网址',
  at: '时间',
  reason: '理由',
  note: '说明',
  version: '页面版本',
  respondents: '回应主体',
  firstResponsible: '第一责任主体',
  assisting: '协助单位',
  lead: '牵头部门',
  unit: '单位',
  places: '地点',
  place: '地点',
  level: '舆情等级',
  opinionLevel: '舆情等级',
  state: '状态',
  kind: '类型',
  q: '关键词',
  late: '是否超时',
  rehearsal: '演练范围',
  historic: '历史范围',
  pasted: '粘贴的内容',
  login: '登录名',
  password: '密码',
  current: '原密码',
  next: '新密码',
  cursor: '翻页标记',
  limit: '每页条数',
};

/** The rest of the sentence for each kind of fault. */
function fault(issue: z.core.$ZodRawIssue): string {
  const { code, input } = issue;
  if (input === undefined || input === null || input === '') return '没有填写';
  if (code === 'too_small') {
    if (issue.origin === 'string') return `至少 ${issue.minimum} 个字`;
    return issue.origin === 'array' ? `至少 ${issue.minimum} 项` : `不得小于 ${issue.minimum}`;
  }
  if (code === 'too_big') {
    if (issue.origin === 'string') return `过长，最多 ${issue.maximum} 个字`;
    return issue.origin === 'array' ? `过多，最多 ${issue.maximum} 项` : `不得大于 ${issue.maximum}`;
  }
  if (code === 'invalid_value' || code === 'invalid_union') return '不在可选范围内';
  return code === 'unrecognized_keys' ? '含有多余的内容' : '格式不正确';
}

/**
 * A fault of something filled in, as an official would say it: “标题”没有填写. Replaces zod's own words, which name types.
 * A schema's own message stands before this one.
 */
export function plainFault(issue: z.core.$ZodRawIssue): string {
  const field = issue.path?.find((part) => typeof part === 'string');
  const name = typeof field === 'string' ? names[field] : undefined;
  return `${name ? `“${name}”` : '提交的内容'}${fault(issue)}`;
}

/** For every schema of this process. */
export const speakPlainly = (): void => void z.config({ localeError: plainFault });
