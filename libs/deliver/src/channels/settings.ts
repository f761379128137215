import { z } from 'zod';
import { isTemplateText } from './template.js';

/** Where a provider is asked: http or https, no name and password within. */
const address = z
  .string()
  .trim()
  .min(1, '请填写地址')
  .max(2000)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username } = new URL(text);
    return (protocol === 'https:' || protocol === 'http:') && username === '';
  }, '地址须以 https:// 或 http:// 开头，且不含用户名和密码');
const robot = (parameter: string) =>
  address.refine(
    (text) => URL.canParse(text) && new URL(text).searchParams.has(parameter),
    `请粘贴机器人的完整 Webhook 地址（含 ${parameter}=）`,
  );

export const wecomSettings = z.strictObject({
  url: robot('key'),
  /** Calls everybody in the group for 重大 and above. */
  mentionAll: z.boolean().default(false),
});

export const dingtalkSettings = z.strictObject({
  url: robot('access_token'),
  /** 加签密钥; null: the robot is guarded by a word or by addresses. */
  secret: z.string().trim().min(8, '加签密钥不完整').max(200).nullable().default(null),
  mentionAll: z.boolean().default(false),
});

export const webhookSettings = z.strictObject({
  url: address,
  /** Signs what is sent (HMAC-SHA256). */
  secret: z.string().trim().min(16, '签名密钥至少 16 位').max(200),
});

const path = z
  .string()
  .trim()
  .max(100)
  .regex(/^[\w-]+(\.[\w-]+)*$/, '字段位置写作 data.code 的形式');
const template = z.string().max(4000);

/** How a gateway for short messages is asked, and how its answer is read. */
export const smsSettings = z
  .strictObject({
    url: address,
    method: z.enum(['GET', 'POST']).default('POST'),
    headers: z
      .record(z.string().regex(/^[\w-]{1,60}$/, '请求头名称只用字母、数字和 -'), template)
      .default({}),
    /** `json`: `body` is JSON; `form`: `body` is `a={{phone}}&b=…`, in the address when the method is GET. */
    format: z.enum(['json', 'form']).default('json'),
    body: template.min(1, '请填写请求内容'),
    /** Stands in for `{{secret}}` in `headers` and `body`. */
    secret: z.string().max(400).nullable().default(null),
    sign: z.string().trim().max(40).default(''),
    templateId: z.string().trim().max(80).default(''),
    /** The message was taken when the field of the answer has this value. */
    success: z.strictObject({ path, value: z.string().trim().max(60) }),
    /** Values of that field that mean: try again later. */
    later: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
    /** Where the answer has the gateway's number of the message; null: it has none. */
    receiptId: path.nullable().default(null),
    /** How its receipts are read; null: it sends none. */
    receipt: z
      .strictObject({
        /** Where the list is; null: the whole body, an object or a list. */
        list: path.nullable().default(null),
        id: path,
        state: path,
        /** The value of `state` that means: arrived. */
        delivered: z.string().trim().min(1).max(60),
      })
      .nullable()
      .default(null),
  })
  .refine(({ format, method }) => format === 'form' || method === 'POST', {
    path: ['format'],
    message: 'GET 方式请选择表单格式',
  })
  .refine(({ body, format }) => format === 'form' || isTemplateText(body), {
    path: ['body'],
    message: '请求内容不是有效的 JSON，请检查引号和逗号',
  })
  .refine(({ body, headers }) => /\{\{\s*phone\s*\}\}/.test(body + Object.values(headers).join()), {
    path: ['body'],
    message: '请求内容中没有 {{phone}}，短信不知道发给谁',
  });

export const settingsSchemas = {
  wecom: wecomSettings,
  dingtalk: dingtalkSettings,
  webhook: webhookSettings,
  sms: smsSettings,
} as const;

export type WecomSettings = z.output<typeof wecomSettings>;
export type DingtalkSettings = z.output<typeof dingtalkSettings>;
export type WebhookSettings = z.output<typeof webhookSettings>;
export type SmsSettings = z.output<typeof smsSettings>;
export type EndpointSettings = WecomSettings | DingtalkSettings | WebhookSettings | SmsSettings;
