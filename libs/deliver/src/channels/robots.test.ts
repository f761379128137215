import { TestClock } from '#clock';
import { briefMessage } from '../../../../test/support/message.js';
import { MORNING } from '../../../../test/support/rows.js';
import { says, TestProvider } from '../../../../test/support/provider.js';
import type { Carrier, DeliveryError, Message } from './carrier.js';
import { dingtalkRobot } from './dingtalk.js';
import { createHttp, type Http } from './http.js';
import { createRobotCarrier } from './robot.js';

import { wecomRobot } from './wecom.js';

let provider: TestProvider;
let http: Http;
let clock: TestClock;
let wecom: Carrier;
let dingtalk: Carrier;
let commits: number;
const committed = async () => void (commits += 1);

beforeEach(async () => {
  provider = await TestProvider.start();
  http = createHttp({ connect: 500, whole: 700 });
  clock = new TestClock(MORNING);
  wecom = createRobotCarrier(wecomRobot, { http, clock });
  dingtalk = createRobotCarrier(dingtalkRobot, { http, clock });
  commits = 0;
});
afterEach(async () => {
  http.close();
  await provider.close();
});

const toWecom = (given: Partial<Message> = {}, settings: object = {}): Message =>
  briefMessage({
    to: {
      endpoint: {
        id: 'group-1',
        kind: 'wecom',
        settings: { url: `${provider.url}/cgi-bin/webhook/send?key=k-1`, ...settings },
      },
    },
    ...given,
  });
const toDingtalk = (given: Partial<Message> = {}, settings: object = {}): Message =>
  briefMessage({
    to: {
      endpoint: {
        id: 'group-2',
        kind: 'dingtalk',
        settings: { url: `${provider.url}/robot/send?access_token=t-1`, ...settings },
      },
    },
    ...given,
  });
const refusalOf = (sending: Promise<unknown>): Promise<DeliveryError> =>
  sending.then(
    () => Promise.reject(new Error('was accepted')),
    (error: DeliveryError) => error,
  );

describe('企业微信', () => {
  it('gets number, unit, level, due time and link as text', async () => {
    const { answer } = await wecom.send(toWecom(), committed);
    expect(answer).toBe('企业微信：ok');
    expect(commits).toBe(1);
    const [asked] = provider.asked;
    expect(asked?.method).toBe('POST');
    expect(asked?.query.get('key')).toBe('k-1');
    expect(asked?.json()).toEqual({
      msgtype: 'text',
      text: {
        content:
          '【回音】请签收\n编号：2026-0001\n单位：市住建局\n等级：重大\n时限：11月23日 12:30\n办理：https://huiyin.example/s/abc',
      },
    });
  });

  it('calls everybody only for what is urgent, and only where that is wanted', async () => {
    await wecom.send(toWecom({ urgent: true }), committed);
    await wecom.send(toWecom({ urgent: false }, { mentionAll: true }), committed);
    await wecom.send(toWecom({ urgent: true }, { mentionAll: true }), committed);
    expect(provider.asked.map((asked) => asked.body.includes('@all'))).toEqual([false, false, true]);
  });

  it('refuses under HTTP 200: a wrong key for good, too much for a minute', async () => {
    provider.behave = says({ errcode: 93000, errmsg: 'invalid webhook url, hint: [1]' });
    expect(await refusalOf(wecom.send(toWecom(), committed))).toMatchObject({
      kind: 'recipient',
      message: '企业微信应答 93000：机器人地址无效，或机器人已被移出群，请核对地址',
    });
    provider.behave = says({ errcode: 45009, errmsg: 'api freq out of limit' });
    expect(await refusalOf(wecom.send(toWecom(), committed))).toMatchObject({
      kind: 'later',
      retryAfterMs: 60_000,
    });
  });

  it('that refused for frequency is not asked again before its time, another group is', async () => {
    provider.behave = says({ errcode: 45009, errmsg: 'api freq out of limit' });
    await refusalOf(wecom.send(toWecom(), committed));
    provider.behave = says({ errcode: 0, errmsg: 'ok' });
    clock.advance(20_000);
    const held = await refusalOf(wecom.send(toWecom({ urgent: true }), committed));
    expect(held).toMatchObject({ kind: 'later', retryAfterMs: 40_000 });
    expect(provider.asked).toHaveLength(1);
    const other = toWecom();
    if ('endpoint' in other.to) other.to.endpoint.id = 'group-9';
    await wecom.send(other, committed);
    clock.advance(40_000);
    await wecom.send(toWecom(), committed);
    expect(provider.asked).toHaveLength(3);
  });

  it('takes 20 a minute: two places wait for urgent ones, the 21st waits whatever it is', async () => {
    for (let count = 0; count < 18; count += 1) {
      await wecom.send(toWecom(), committed);
      clock.advance(1_000);
    }
    // The first went 18 s ago: its place is free in 42 s.
    expect(await refusalOf(wecom.send(toWecom(), committed))).toMatchObject({
      kind: 'later',
      retryAfterMs: 42_000,
    });
    await wecom.send(toWecom({ urgent: true }), committed);
    await wecom.send(toWecom({ urgent: true }), committed);
    const held = await refusalOf(wecom.send(toWecom({ urgent: true }), committed));
    expect(held.retryAfterMs).toBe(42_000);
    expect([provider.asked.length, commits]).toEqual([20, 20]);
    clock.advance(42_000);
    await wecom.send(toWecom({ urgent: true }), committed);
    expect(provider.asked).toHaveLength(21);
  });

  it('gets a long message in parts that fit, and after a refusal only the parts that did not go', async () => {
    const number = Array.from({ length: 150 }, (_, index) => `2026-${1000 + index}（重大）`).join('、');
    const message = toWecom({ brief: { ...briefMessage().brief, number } });
    let refuse = true;
    provider.behave = (asked, response) =>
      says(provider.asked.length === 2 && refuse ? { errcode: -1, errmsg: 'busy' } : { errcode: 0 })(
        asked,
        response,
      );
    expect(await refusalOf(wecom.send(message, committed))).toMatchObject({ kind: 'later' });
    refuse = false;
    clock.advance(60_000);
    await wecom.send(message, committed);
    const contents = provider.asked.map((asked) => asked.json<{ text: { content: string } }>().text.content);
    expect(contents.map((content) => content.slice(0, 5))).toEqual([
      '（1/3）',
      '（2/3）',
      '（2/3）',
      '（3/3）',
    ]);
    for (const content of contents) expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    const whole = [0, 2, 3].map((index) => contents[index]?.replace(/^（\d\/\d）\n/, '')).join('');
    for (let index = 0; index < 150; index += 1)
      expect(whole.replaceAll('\n', '')).toContain(`2026-${1000 + index}（重大）`);
  });
});

describe('钉钉', () => {
  it('is signed as the platform computes it', async () => {
    await dingtalk.send(toDingtalk({}, { secret: 'SEC0123456789+/abc' }), committed);
    const [asked] = provider.asked;
    const timestamp = asked?.query.get('timestamp') ?? '';
    expect(timestamp).toBe('1795393800000');
    // Computed with Python's hmac and base64 for this moment and secret.
    const expected = 'UTcWj6+q0+8DcRscgD4RHW6p/xIYHRCvhTo/wiXC7vA=';
    expect(asked?.query.get('sign')).toBe(expected);
    expect(asked?.query.get('access_token')).toBe('t-1');
    expect(asked?.json()).toMatchObject({ msgtype: 'markdown', markdown: { title: '【回音】请签收' } });
    expect(asked?.body).toContain('[打开办理页面](https://huiyin.example/s/abc)');
  });

  it('is asked without a signature where it has none', async () => {
    await dingtalk.send(toDingtalk(), committed);
    expect([...(provider.asked[0]?.query.keys() ?? [])]).toEqual(['access_token']);
  });

  it.each([
    [{ errcode: 310000, errmsg: 'sign not match' }, 'recipient', undefined],
    [{ errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' }, 'later', 600_000],
    [{ errcode: 410100, errmsg: '发送速度太快而限流' }, 'later', 600_000],
    [{ errcode: 90030, errmsg: 'webhook over limit' }, 'later', 60_000],
    [{ status: 1111, wait: 7, source: 'x5', punish: 'deny' }, 'later', 7_000],
    [{ errcode: 400102, errmsg: 'bot is stopped' }, 'recipient', undefined],
    [{ errcode: 999999, errmsg: 'never heard of' }, 'recipient', undefined],
  ])('that says %j under HTTP 200 has not taken it', async (answer, kind, retryAfterMs) => {
    provider.behave = says(answer);
    const error = await refusalOf(dingtalk.send(toDingtalk(), committed));
    expect([error.kind, error.retryAfterMs]).toEqual([kind, retryAfterMs]);
  });

  it('gets no markdown out of a name', async () => {
    const brief = { ...briefMessage().brief, unit: '市住建局](http://evil.example)**' };
    await dingtalk.send(toDingtalk({ brief }), committed);
    expect(provider.asked[0]?.json<{ markdown: { text: string } }>().markdown.text).not.toContain(
      '](http://evil',
    );
  });
});

describe('a hostile or broken provider', () => {
  it.each<[string, TestProvider['behave'], string, RegExp]>([
    ['gives a page', (_a, r) => void r.end('<html>登录</html>'), 'recipient', /不是约定的格式/],
    ['is broken', says({}, 502), 'later', /502/],
    ['asks to wait', says({}, 503, { 'retry-after': '30' }), 'later', /503/],
    ['moved', says({}, 302, { location: '/elsewhere' }), 'recipient', /转到其他地址/],
    ['never ends', (_a, r) => void r.write('{"errcode":'), 'relay', /过慢/],
    ['hangs up', (_a, r) => void r.destroy(), 'relay', /中断/],
    ['floods', (_a, r) => void r.end('x'.repeat(200_000)), 'recipient', /过长/],
    ['says it is nothing', says(null), 'recipient', /不是约定的格式/],
    ['says a text', says({ errcode: '0' }), 'recipient', /不是约定的格式/],
  ])('that %s has not taken it, and its key stands in no error', async (_, behave, kind, words) => {
    provider.behave = behave;
    const error = await refusalOf(wecom.send(toWecom(), committed));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('k-1');
    expect(provider.asked).toHaveLength(1);
  });

  it('that is not there is tried again', async () => {
    const message = toWecom();
    await provider.close();
    expect(await refusalOf(wecom.send(message, committed))).toMatchObject({
      kind: 'relay',
      message: '对方拒绝连接',
    });
    provider = await TestProvider.start();
  });
});

it('nothing is asked of a robot when the notice is in other hands', async () => {
  const taken = () => Promise.reject(new Error('in other hands'));
  await expect(wecom.send(toWecom(), taken)).rejects.toThrow('in other hands');
  expect(provider.asked).toHaveLength(0);
});

it.each([
  ['an address of another kind', { to: { phone: '13800000000' } }],
  ['settings that cannot be read', { to: { endpoint: { id: 'x', kind: 'wecom', settings: null } } }],
])('%s is no robot', async (_, given) => {
  expect(await refusalOf(wecom.send(briefMessage(given), committed))).toMatchObject({ kind: 'recipient' });
  expect(commits).toBe(0);
});
