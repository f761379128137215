import type { EndpointView } from '../../../../api/src/contract/index.js';
import { formOf, missing, settingsOf } from './form.js';
import { channelState, endpointState, mayToggle, scopeOf } from './words.js';

const endpoint = (given: Partial<EndpointView> = {}): EndpointView => ({
  id: 'e1',
  kind: 'dingtalk',
  name: '联络群',
  units: ['市甲局'],
  enabled: true,
  health: 'ok',
  okAt: null,
  failedAt: null,
  failure: null,
  settings: { address: 'https://a.example/send?••••', hasSecret: true, mentionAll: true, sms: null },
  receiptUrl: null,
  version: 1,
  createdAt: '2026-11-22T08:00:00+08:00',
  ...given,
});
const sms = {
  method: 'POST' as const,
  headers: { Authorization: '••••' },
  format: 'json' as const,
  body: '{"m":"{{phone}}"}',
  sign: '清岚市',
  templateId: '',
  success: { path: 'code', value: '0' },
  later: ['LIMIT', 'BUSY'],
  receiptId: null,
  receipt: { list: null, id: 'msgid', state: 'status', delivered: 'DELIVRD' },
};

it('keeps address and secret that are not typed again', () => {
  const form = formOf(endpoint());
  expect(settingsOf(form)).toEqual({ mentionAll: true });
  expect(missing(form, false)).toBeNull();
  expect(missing({ ...form, url: '' }, true)).toBe('请填写地址');
  expect(settingsOf({ ...form, url: ' https://b ', secret: ' s ' })).toEqual({
    url: 'https://b',
    secret: 's',
    mentionAll: true,
  });
});

it('sends no secret where a kind has none', () => {
  const form = {
    ...formOf(null),
    kind: 'wecom' as const,
    url: 'https://b',
    secret: 'typed for another kind',
  };
  expect(settingsOf(form)).toEqual({ url: 'https://b', mentionAll: false });
});

it('gives a gateway back as it came', () => {
  const form = formOf(
    endpoint({ kind: 'sms', settings: { address: '', hasSecret: true, mentionAll: null, sms } }),
  );
  expect(settingsOf(form)).toEqual(sms);
  form.sms.later = 'A, B、C';
  form.sms.receipts = false;
  expect(settingsOf(form)).toMatchObject({ later: ['A', 'B', 'C'], receipt: null });
});

it('says what is missing of a gateway', () => {
  const form = { ...formOf(null), kind: 'sms' as const, name: '平台', url: 'https://b' };
  expect(missing(form, true)).toBeNull();
  expect(missing({ ...form, sms: { ...form.sms, body: '{}' } }, true)).toContain('{{phone}}');
  expect(missing({ ...form, sms: { ...form.sms, receipts: true } }, true)).toContain('回执');
  expect(missing({ ...form, kind: 'webhook', secret: 'short' }, true)).toContain('16');
});

it('says how channels and endpoints do', () => {
  const channel = {
    channel: 'wecom' as const,
    state: 'failing' as const,
    waiting: 3,
    retrying: 2,
    acceptedLastHour: 12,
    deliveredLastHour: 0,
    failedLastHour: 1,
    okAt: null,
    failedAt: null,
    failure: null,
  };
  expect(channelState(channel).means).toBe(
    '最近一小时送出 12 条，未送出 1 条；等待发送 3 条（2 条正在重试）。',
  );
  expect(channelState({ ...channel, state: 'none' }).word).toBe('未开通');
  expect(endpointState(endpoint()).word).toBe('正常');
  expect(endpointState(endpoint({ enabled: false, health: 'off' })).word).toBe('停用');
  expect(endpointState(endpoint({ enabled: false, health: 'failing' })).word).toBe('测试未通过');
  expect(endpointState(endpoint({ health: 'untested' })).means).toContain('尚未测试');
  expect([true, false].map((enabled) => mayToggle({ enabled, health: 'failing' }))).toEqual([true, false]);
  expect(mayToggle({ enabled: false, health: 'untested' })).toBe(false);
  expect(mayToggle({ enabled: false, health: 'off' })).toBe(true);
  expect([scopeOf([]), scopeOf(['甲', '乙'])]).toEqual(['全市', '甲、乙']);
});
