import { createHmac } from 'node:crypto';
import { TestClock } from '#clock';
import { briefMessage } from '../../../../test/support/message.js';
import { says, TestProvider } from '../../../../test/support/provider.js';
import { MORNING } from '../../../../test/support/rows.js';
import type { Carrier, DeliveryError, Message } from './carrier.js';
import { createHttp, type Http } from './http.js';
import { createWebhookCarrier } from './webhook.js';

const secret = 'a-secret-of-the-city';
let provider: TestProvider;
let http: Http;
let clock: TestClock;
let webhook: Carrier;
const committed = async () => undefined;

beforeEach(async () => {
  provider = await TestProvider.start();
  http = createHttp({ connect: 500, whole: 500 });
  clock = new TestClock(MORNING);
  webhook = createWebhookCarrier({ http, clock });
  provider.behave = says({}, 204);
});
afterEach(async () => {
  http.close();
  await provider.close();
});

const message = (given: Partial<Message> = {}): Message => {
  const settings = { url: `${provider.url}/hook`, secret };
  return briefMessage({ to: { endpoint: { id: 'hook', kind: 'webhook', settings } }, ...given });
};
const refusalOf = (sending: Promise<unknown>): Promise<DeliveryError> =>
  sending.then(
    () => Promise.reject(new Error('was accepted')),
    (error: DeliveryError) => error,
  );

it('gets the brief and nothing else, signed over time and body', async () => {
  expect(await webhook.send(message(), committed)).toEqual({ answer: '对方应答 204' });
  const [asked] = provider.asked;
  expect(asked?.json()).toEqual({
    id: '7b0f3c1e-0000-4000-8000-000000000001',
    sentAt: MORNING.toISOString(),
    title: '请签收',
    number: '2026-0001',
    unit: '市住建局',
    level: '重大',
    due: '11月23日 12:30',
    link: 'https://huiyin.example/s/abc',
    rehearsal: false,
  });
  // As a receiver in another language would check it.
  const timestamp = String(asked?.headers['x-huiyin-timestamp']);
  expect(Number(timestamp)).toBe(MORNING.getTime() / 1000);
  const bytes = Buffer.concat([Buffer.from(`${timestamp}.`), Buffer.from(asked?.body ?? '', 'utf8')]);
  const expected = createHmac('sha256', Buffer.from(secret)).update(bytes).digest('hex');
  expect(asked?.headers['x-huiyin-signature']).toBe(`sha256=${expected}`);
});

it('sees by the delivery id that a second attempt is the same message', async () => {
  provider.behave = says({}, 500);
  await refusalOf(webhook.send(message(), committed));
  provider.behave = says({}, 200);
  clock.advance(60_000);
  await webhook.send(message(), committed);
  const [first, second] = provider.asked;
  expect(second?.headers['x-huiyin-delivery']).toBe(first?.headers['x-huiyin-delivery']);
  expect(second?.headers['x-huiyin-signature']).not.toBe(first?.headers['x-huiyin-signature']);
});

it.each([
  [301, 'recipient'],
  [400, 'recipient'],
  [401, 'recipient'],
  [404, 'recipient'],
  [410, 'recipient'],
  [408, 'later'],
  [429, 'later'],
  [500, 'later'],
  [503, 'later'],
])('%i is no acceptance', async (status, kind) => {
  provider.behave = says({ ok: true, errcode: 0 }, status, { location: `${provider.url}/elsewhere` });
  expect((await refusalOf(webhook.send(message(), committed))).kind).toBe(kind);
  expect(provider.asked).toHaveLength(1);
});

it.each([
  ['45', 45_000],
  ['999999', 3_600_000],
  ['Mon, 23 Nov 2026 01:02:00 GMT', 120_000],
  ['soon', 60_000],
])('waits as asked by Retry-After %s', async (asked, wait) => {
  provider.behave = says({}, 429, { 'retry-after': asked, date: 'Mon, 23 Nov 2026 01:00:00 GMT' });
  expect((await refusalOf(webhook.send(message(), committed))).retryAfterMs).toBe(wait);
});

it.each<[string, TestProvider['behave'], RegExp]>([
  ['hangs', () => undefined, /过慢/],
  ['hangs up', (_asked, response) => void response.destroy(), /中断/],
])('one that %s is tried later by itself: the other webhooks are not away', async (_, behave, words) => {
  provider.behave = behave;
  const error = await refusalOf(webhook.send(message(), committed));
  expect([error.kind, words.test(error.message)]).toEqual(['later', true]);
});

it('is not asked without a secret', async () => {
  const settings = { url: `${provider.url}/hook` };
  const bare = message({ to: { endpoint: { id: 'hook', kind: 'webhook', settings } } });
  expect((await refusalOf(webhook.send(bare, committed))).kind).toBe('recipient');
  expect(provider.asked).toHaveLength(0);
});
