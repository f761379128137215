import type { EndpointKind, EndpointView, SmsSettingsView } from '../../../../api/src/contract/index.js';

/** An endpoint as it is filled in; empty address and secret of one there is keep what is set. */
export interface EndpointForm {
  kind: EndpointKind;
  name: string;
  units: string[];
  url: string;
  secret: string;
  mentionAll: boolean;
  sms: SmsForm;
}
export interface SmsForm {
  method: 'GET' | 'POST';
  headers: { name: string; value: string }[];
  format: 'json' | 'form';
  body: string;
  sign: string;
  templateId: string;
  successPath: string;
  successValue: string;
  /** Values apart by commas. */
  later: string;
  receiptId: string;
  receipts: boolean;
  list: string;
  id: string;
  state: string;
  delivered: string;
}

const blankSms: SmsForm = {
  method: 'POST',
  headers: [],
  format: 'json',
  body: '{\n  "mobile": "{{phone}}",\n  "content": "【{{sign}}】{{text}}"\n}',
  sign: '',
  templateId: '',
  successPath: 'code',
  successValue: '0',
  later: '',
  receiptId: '',
  receipts: false,
  list: '',
  id: '',
  state: '',
  delivered: '',
};

/** What may stand in the body and the headers of a gateway, and what it means. */
export const places: readonly [string, string][] = [
  ['phone', '手机号码'],
  ['text', '整条短信内容（不含签名）'],
  ['sign', '短信签名'],
  ['templateId', '模板编号'],
  ['number', '编号'],
  ['unit', '承办单位'],
  ['level', '舆情等级'],
  ['due', '时限'],
  ['link', '办理地址'],
  ['secret', '密钥'],
  ['id', '本条消息的唯一编号'],
];

export function formOf(endpoint: EndpointView | null): EndpointForm {
  const sms = endpoint?.settings.sms;
  return {
    kind: endpoint?.kind ?? 'wecom',
    name: endpoint?.name ?? '',
    units: [...(endpoint?.units ?? [])],
    url: '',
    secret: '',
    mentionAll: endpoint?.settings.mentionAll ?? false,
    sms: sms ? smsForm(sms) : { ...blankSms, headers: [] },
  };
}

function smsForm(sms: SmsSettingsView): SmsForm {
  const { method, format, body, sign, templateId, success, later, receiptId, receipt } = sms;
  return {
    method,
    format,
    body,
    sign,
    templateId,
    headers: Object.entries(sms.headers).map(([name, value]) => ({ name, value })),
    successPath: success.path,
    successValue: success.value,
    later: later.join('，'),
    receiptId: receiptId ?? '',
    receipts: receipt !== null,
    list: receipt?.list ?? '',
    id: receipt?.id ?? '',
    state: receipt?.state ?? '',
    delivered: receipt?.delivered ?? '',
  };
}

/** Settings to send; an address or a secret left empty is not among them. */
export function settingsOf(form: EndpointForm): Record<string, unknown> {
  const [url, secret] = [form.url.trim(), form.secret.trim()];
  const kept = { ...(url && { url }), ...(secret && { secret }) };
  if (form.kind === 'webhook') return kept;
  if (form.kind !== 'sms') {
    const { secret: _unused, ...robot } = kept;
    return { ...(form.kind === 'dingtalk' ? kept : robot), mentionAll: form.mentionAll };
  }
  return { ...kept, ...smsSettings(form.sms) };
}

function smsSettings(sms: SmsForm): Record<string, unknown> {
  const { method, format, body, sign, templateId } = sms;
  const headers = sms.headers.filter(({ name }) => name.trim() !== '');
  return {
    method,
    format,
    body,
    sign: sign.trim(),
    templateId: templateId.trim(),
    headers: Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value])),
    success: { path: sms.successPath.trim(), value: sms.successValue.trim() },
    later: sms.later.split(/[,，、\s]+/).filter(Boolean),
    receiptId: sms.receiptId.trim() || null,
    receipt: sms.receipts
      ? {
          list: sms.list.trim() || null,
          id: sms.id.trim(),
          state: sms.state.trim(),
          delivered: sms.delivered.trim(),
        }
      : null,
  };
}

/** What is still to be filled in, in words; null when nothing is. */
export function missing(form: EndpointForm, isNew: boolean): string | null {
  if (form.name.trim().length < 2) return '请填写名称';
  if (isNew && form.url.trim() === '') return '请填写地址';
  if (isNew && form.kind === 'webhook' && form.secret.trim().length < 16) return '请填写至少 16 位的签名密钥';
  if (form.kind !== 'sms') return null;
  const { body, headers, successPath, successValue, receipts, id, state, delivered } = form.sms;
  if (!/\{\{\s*phone\s*\}\}/.test(body + headers.map(({ value }) => value).join()))
    return '请求内容中须有 {{phone}}';
  if (!successPath.trim() || !successValue.trim()) return '请填写成功条件';
  if (receipts && !(id.trim() && state.trim() && delivered.trim())) return '请填写回执的字段位置';
  return null;
}
