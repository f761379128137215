/*
 * Channels (通知渠道), for the administrator (right channels.manage).
 *   GET    /api/v1/channels               → ChannelsView
 *   POST   /api/v1/channels/mail/test     TestForm → ChannelTest  (a mail to oneself, or to the address given)
 *   GET    /api/v1/endpoints              → {items: EndpointView[]}
 *   POST   /api/v1/endpoints              NewEndpoint    → EndpointView  (off until a test has succeeded)
 *   GET    /api/v1/endpoints/:id          → EndpointView
 *   PATCH  /api/v1/endpoints/:id          ChangeEndpoint → EndpointView  (409 `stale`, `endpoint_untested`, `name_taken`)
 *   DELETE /api/v1/endpoints/:id          → 204
 *   POST   /api/v1/endpoints/:id/restore  → EndpointView  (taken back within a day)
 *   POST   /api/v1/endpoints/:id/test     TestForm → ChannelTest
 * What providers report, with the secret of the address (no log-in):
 *   POST   /api/v1/receipts/sms/:id/:token  (the body the gateway sends) → {code: 0}
 *   POST   /api/v1/receipts/mail/:token     (message/rfc822) → {known, unknown}
 */

export type EndpointKind = 'wecom' | 'dingtalk' | 'sms' | 'webhook';
/** ok 正常 | failing 最近一次未送出 | untested 修改后尚未测试成功 | off 停用 */
export type EndpointHealth = 'ok' | 'failing' | 'untested' | 'off';

/** How one way of sending did. */
export interface ChannelView {
  channel: 'mail' | EndpointKind;
  /** ok 正常 | failing 最近一次未送出，或正在重试 | idle 尚未使用 | none 没有启用的通道 */
  state: 'ok' | 'failing' | 'idle' | 'none';
  /** Waiting to be sent, of these how many are being tried again. */
  waiting: number;
  retrying: number;
  acceptedLastHour: number;
  deliveredLastHour: number;
  failedLastHour: number;
  okAt: string | null;
  failedAt: string | null;
  failure: string | null;
}

export interface ChannelsView {
  items: ChannelView[];
  /** Mails are kept in the local mailbox and leave nowhere. */
  localMailbox: boolean;
  /** Where the mail server hands in mails that came back. */
  mailReportUrl: string;
}

export interface EndpointView {
  id: string;
  kind: EndpointKind;
  name: string;
  /** Units whose messages go there; empty: the whole city. */
  units: string[];
  enabled: boolean;
  health: EndpointHealth;
  okAt: string | null;
  failedAt: string | null;
  failure: string | null;
  settings: EndpointSettingsView;
  /** Where the gateway hands in receipts; null for other kinds. */
  receiptUrl: string | null;
  version: number;
  createdAt: string;
}

/** Secrets are never given out: `••••` stands for what is set. */
export interface EndpointSettingsView {
  /** Without the part that holds the key. */
  address: string;
  hasSecret: boolean;
  /** 重大及以上提醒群内所有人; null for kinds without groups. */
  mentionAll: boolean | null;
  sms: SmsSettingsView | null;
}

export interface SmsSettingsView {
  method: 'GET' | 'POST';
  /** A value without a `{{place}}` is shown as `••••`; sent back like that it stays. */
  headers: Record<string, string>;
  format: 'json' | 'form';
  body: string;
  sign: string;
  templateId: string;
  success: { path: string; value: string };
  later: string[];
  receiptId: string | null;
  receipt: { list: string | null; id: string; state: string; delivered: string } | null;
}

/** `settings` by kind (libs/deliver/src/channels/settings.ts): wecom {url, mentionAll}; dingtalk {url, secret, mentionAll}; webhook {url, secret}; sms {url, …SmsSettingsView, secret}. */
export interface NewEndpoint {
  kind: EndpointKind;
  name: string;
  units: string[];
  settings: Record<string, unknown>;
}

/** What is absent stays; of `settings` too, so that a secret need not be typed again. */
export interface ChangeEndpoint {
  version: number;
  name?: string;
  units?: string[];
  enabled?: boolean;
  settings?: Record<string, unknown>;
}

/** Where the test goes: `to` is a phone (sms) or an address (mail); absent: one's own, of the roster. */
export interface TestForm {
  to?: string;
}

export interface ChannelTest {
  ok: boolean;
  /** The provider's answer, or why it did not go. */
  message: string;
}

/** What gateways for short messages wait for. */
export interface ReceiptsTaken {
  /** 0 */
  code: number;
  msg: string;
}

/** Reports that named a mail of ours, and those that did not. */
export interface ReportsTaken {
  known: number;
  unknown: number;
}
