import { settingsSchemas, type EndpointSettings } from '#deliver/service';
import type { EndpointKind, EndpointRow } from '#jurisdiction/service';
import type { EndpointSettingsView, SmsSettingsView } from '../contract/index.js';
import { badInput } from '../http/problem.js';

const HIDDEN = '••••';
const hasPlace = (text: string) => /\{\{\s*\w+\s*\}\}/.test(text);

/**
 * Settings as they will be stored: what is given, over what there was.
 * @throws ProblemError 400 with the first fault in words
 */
export function settingsFrom(
  kind: EndpointKind,
  given: Record<string, unknown>,
  before: Record<string, unknown> = {},
): EndpointSettings {
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  const merged: Record<string, unknown> = { ...before, ...Object.fromEntries(told) };
  if (isHeaders(merged['headers'])) merged['headers'] = keepHidden(merged['headers'], before['headers']);
  const checked = settingsSchemas[kind].safeParse(merged);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw badInput(`${fieldWords[String(issue?.path[0] ?? '')] ?? '设置'}：${messageOf(issue)}。`);
}

const messageOf = (issue: { message: string } | undefined): string =>
  issue && /[一-龥]/.test(issue.message) ? issue.message : '没有填写或格式不正确';

const fieldWords: Record<string, string> = {
  url: '地址',
  secret: '密钥',
  headers: '请求头',
  body: '请求内容',
  success: '成功条件',
  later: '稍后再发的结果值',
  receipt: '回执',
  receiptId: '回执编号的位置',
  sign: '短信签名',
  templateId: '模板编号',
  format: '内容格式',
};

/** A header whose value is shown as hidden and comes back so keeps what it was. */
function keepHidden(headers: Record<string, string>, before: unknown): Record<string, string> {
  const known = isHeaders(before) ? before : {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value === HIDDEN ? (known[name] ?? '') : value]),
  );
}

const isHeaders = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((entry) => typeof entry === 'string');

/** What an administrator sees of them. @param settings null when they cannot be opened */
export function presentSettings({ kind }: EndpointRow, settings: unknown): EndpointSettingsView {
  const checked = settingsSchemas[kind].safeParse(settings);
  if (!checked.success) return { address: '', hasSecret: false, mentionAll: null, sms: null };
  const open = checked.data;
  return {
    address: withoutKey(open.url, kind),
    hasSecret: 'secret' in open && open.secret !== null,
    mentionAll: 'mentionAll' in open ? open.mentionAll : null,
    sms: 'success' in open ? presentSms(open) : null,
  };
}

function presentSms(open: SmsSettingsView): SmsSettingsView {
  const { method, format, body, sign, templateId, success, later, receiptId, receipt } = open;
  const headers = Object.fromEntries(
    Object.entries(open.headers).map(([name, value]) => [name, hasPlace(value) ? value : HIDDEN]),
  );
  return { method, headers, format, body, sign, templateId, success, later, receiptId, receipt };
}

/** The key of a robot stands in the query, that of a webhook may stand in the path. */
function withoutKey(url: string, kind: EndpointKind): string {
  const { origin, pathname, search } = new URL(url);
  if (kind === 'webhook') return `${origin}/${HIDDEN}`;
  return `${origin}${pathname}${search ? `?${HIDDEN}` : ''}`;
}
