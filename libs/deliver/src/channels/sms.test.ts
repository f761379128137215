import { TestClock } from '#clock';
import { briefMessage } from '../../../../test/support/message.js';
import { says, TestProvider } from '../../../../test/support/provider.js';
import { MORNING } from '../../../../test/support/rows.js';
import type { Carrier, DeliveryError, Message } from './carrier.js';
import { createHttp, type Http } from './http.js';
import { smsSettings } from './settings.js';
import { createSmsCarrier } from './sms.js';

const jsonBody = JSON.stringify({
  mobile: '{{phone}}',
  content: '【{{sign}}】{{text}}',
  template: { id: '{{templateId}}', params: ['{{number}}', '{{level}}', '{{due}}', '{{link}}'] },
  inner: '{"unit":"{{unit}}"}',
  outId: '{{id}}',
});
let provider: TestProvider;
let http: Http;
let sms: Carrier;
let settings: unknown;
let health: [string, string][];
let asks: unknown[];

beforeEach(async () => {
  provider = await TestProvider.start();
  provider.behave = says({ result: { code: 'OK' }, data: [{ msgid: 88001 }] });
  http = createHttp({ connect: 500, whole: 500 });
  [health, asks] = [[], []];
  settings = given();
  sms = createSmsCarrier(
    { http, clock: new TestClock(MORNING) },
    {
      gateway: async (_jurisdiction, by) => {
        asks.push(by);
        return settings === null ? null : { id: 'gw', settings };
      },
    },
    {
      watch: async (id, send) => {
        try {
          const answer = await send();
          health.push([id, 'ok']);
          return answer;
        } catch (error) {
          health.push([id, (error as Error).message]);
          throw error;
        }
      },
    },
  );
});
afterEach(async () => {
  http.close();
  await provider.close();
});

const given = (other: object = {}) => ({
  url: `${provider.url}/sms`,
  method: 'POST',
  headers: { Authorization: 'Bearer {{secret}}' },
  format: 'json',
  body: jsonBody,
  secret: 'top-secret',
  sign: '回音',
  templateId: 'T1',
  success: { path: 'result.code', value: 'OK' },
  later: ['LIMIT'],
  receiptId: 'data.0.msgid',
  ...other,
});
const message = (other: Partial<Message> = {}): Message =>
  briefMessage({ to: { phone: '13800000001' }, ...other });
const send = (other: Partial<Message> = {}) => sms.send(message(other), async () => undefined);
const refusalOf = (sending: Promise<unknown>): Promise<DeliveryError> =>
  sending.then(
    () => Promise.reject(new Error('was accepted')),
    (error: DeliveryError) => error,
  );

it('fills the gateway’s own form, and keeps the number of the receipt beside the gateway', async () => {
  expect(await send()).toEqual({ answer: '短信通道应答 OK', receiptId: 'gw:88001' });
  const [asked] = provider.asked;
  expect(asked?.json()).toEqual({
    mobile: '13800000001',
    content: '【回音】请签收：2026-0001，市住建局，重大，时限11月23日 12:30。https://huiyin.example/s/abc',
    template: { id: 'T1', params: ['2026-0001', '重大', '11月23日 12:30', 'https://huiyin.example/s/abc'] },
    inner: '{"unit":"市住建局"}',
    outId: '7b0f3c1e-0000-4000-8000-000000000001',
  });
  expect(asked?.headers.authorization).toBe('Bearer top-secret');
  expect(asks).toEqual([{ unit: '市住建局' }]);
  expect(health).toEqual([['gw', 'ok']]);
});

it('takes a form, and a form in the address', async () => {
  const body = 'm={{phone}}&c=【{{sign}}】{{text}}&k={{secret}}&fixed=a=b';
  settings = given({ format: 'form', body });
  await send();
  settings = given({ format: 'form', method: 'GET', body, url: `${provider.url}/sms?v=2` });
  await send();
  const [posted, got] = provider.asked;
  const form = new URLSearchParams(posted?.body);
  expect(form.get('c')).toContain('【回音】请签收：2026-0001');
  expect([form.get('m'), form.get('k'), form.get('fixed')]).toEqual(['13800000001', 'top-secret', 'a=b']);
  expect(posted?.headers['content-type']).toContain('application/x-www-form-urlencoded');
  expect([got?.method, got?.query.get('v'), got?.query.get('m')]).toEqual(['GET', '2', '13800000001']);
});

it('lets no value end the text it stands in', async () => {
  const { brief } = message();
  await send({ brief: { ...brief, unit: '局","admin":"1' } });
  const inner = JSON.parse(provider.asked[0]?.json<{ inner: string }>().inner ?? '') as object;
  expect(Object.keys(inner)).toEqual(['unit']);
  settings = given({ format: 'form', body: 'm={{phone}}&u={{unit}}' });
  await send({ brief: { ...brief, unit: '局&m=13900000000' } });
  expect(new URLSearchParams(provider.asked[1]?.body).getAll('m')).toEqual(['13800000001']);
});

it.each<[string, unknown, number, string, RegExp]>([
  ['another code', { result: { code: 'NO_BALANCE' } }, 200, 'recipient', /NO_BALANCE/],
  ['a code that means later', { result: { code: 'LIMIT' } }, 200, 'later', /稍后/],
  ['no code', { ok: true }, 200, 'recipient', /没有约定的结果字段/],
  ['a broken gateway', { result: { code: 'OK' } }, 500, 'later', /500/],
  ['a code that is a whole object', { result: { code: { a: 1 } } }, 200, 'recipient', /没有约定/],
])('%s is no acceptance', async (_, answer, status, kind, words) => {
  provider.behave = says(answer, status);
  const error = await refusalOf(send());
  expect(error.kind).toBe(kind);
  expect(error.message).toMatch(words);
  expect(health).toEqual([['gw', error.message]]);
});

it.each([
  ['no phone', { to: { email: 'a@b.example' } }, given],
  ['no gateway', {}, () => null],
  ['settings that do not fit', {}, () => ({ url: 'ftp://x' })],
])('with %s nothing is asked', async (_, other, made) => {
  settings = made();
  expect((await refusalOf(send(other))).kind).toBe('recipient');
  expect(provider.asked).toHaveLength(0);
});

it('a test goes over the gateway that is tested', async () => {
  await send({ to: { phone: '13800000001', gateway: 'gw' } });
  expect(asks).toEqual([{ id: 'gw' }]);
});

it.each([
  ['a GET with JSON', { method: 'GET' }],
  ['JSON that is none', { body: '{"m":{{phone}}}' }],
  ['no phone in it', { body: '{"m":"1"}' }],
  ['an address with a password', { url: 'https://a:b@sms.example/' }],
  ['another protocol', { url: 'file:///etc/passwd' }],
  ['a field of its own', { extra: 1 }],
])('settings with %s are refused', (_, other) => {
  expect(smsSettings.safeParse(given(other)).success).toBe(false);
  expect(smsSettings.safeParse(given()).success).toBe(true);
});
