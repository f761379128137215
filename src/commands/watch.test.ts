import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../test/support/eventually.js';
import { refusal, TestSmtp } from '../../test/support/smtp.js';
import { main } from '../cli.js';
import { heartbeatOf, look } from '../watch/look.js';
import { mailSeen } from '../watch/post.js';
import { keepWatching } from '../watch/watching.js';

/** The instance that is watched; what it answers is up to the test. */
let server: Server;
let asked: string[];
let answer: (response: ServerResponse) => void;
let smtp: TestSmtp;
let port: number;

const url = () => `http://127.0.0.1:${port}`;
const says = (status: string, more: object = {}) => {
  answer = (response) => {
    response.writeHead(status === 'ok' ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status, seconds: 3, findings: [], ...more }));
  };
};
const up = (at = 0) =>
  new Promise<void>((done) => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(response);
    });
    server.listen(at, '127.0.0.1', done);
  });
const down = () =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

beforeEach(async () => {
  asked = [];
  says('ok');
  await up();
  ({ port } = server.address() as AddressInfo);
  smtp = await TestSmtp.start();
});
afterEach(async () => {
  await down();
  await smtp.down();
});

async function huiyin(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { stdin: Readable.from([]), out: async (line: string) => void out.push(line) };
  const code = await main(argv, { ...io, err: (line) => void err.push(line) });
  return { code, out, err };
}
const once = (...more: string[]) => huiyin('watch', url(), '--once', ...more);

describe('one look', () => {
  it('is exit 0 with one line when all is in its bounds', async () => {
    const { code, out, err } = await once();
    expect({ code, err, asked }).toEqual({ code: 0, err: [], asked: ['/healthz/escalation'] });
    expect(out).toEqual([
      expect.stringMatching(/^✓ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 正常：上次全部按时是3秒前$/),
    ]);
  });

  it.each([
    [
      'late',
      { seconds: 95, findings: [{ kind: 'escalation_overdue', count: 2, oldestSeconds: 7_300 }] },
      '有事项未按时处理：到时未催办2件，最久2小时；上次全部按时是95秒前',
    ],
    [
      'late',
      { findings: [{ kind: 'of_a_later_edition', count: 1, oldestSeconds: null }] },
      '有事项未按时处理：of_a_later_edition1件；上次全部按时是3秒前',
    ],
    ['stopped', { seconds: 600 }, '无人巡检：上次全部按时是10分钟前'],
    ['stopped', { seconds: null }, '无人巡检：尚未巡检过'],
  ])('is exit 1 when it is %s, with what was found: %j', async (status, more, words) => {
    says(status, more);
    const { code, out } = await once();
    expect([code, out.map((line) => line.slice(22))]).toEqual([1, [words]]);
    expect(out[0]).toMatch(/^✗/);
  });

  it.each([
    [404, '<html>没有这一页</html>'],
    [200, '{"status":"ok"}'],
    [200, 'ok'],
    [502, ''],
  ])('is exit 1 when something else answers: %s %s', async (status, body) => {
    answer = (response) => response.writeHead(status).end(body);
    const { code, out } = await once();
    expect([code, out[0]?.slice(22)]).toEqual([1, `应答有误：该地址的应答不是回音的巡检结果（${status}）`]);
  });

  it('is exit 1 when nobody listens', async () => {
    await down();
    const { code, out } = await once();
    expect([code, out[0]?.slice(22)]).toEqual([1, '没有应答：连接不上（ECONNREFUSED）']);
    await up(port);
  });

  it('does not wait for ever for an instance that hangs', async () => {
    answer = (response) => void response.writeHead(200).write('{"status":');
    const seen = await look(heartbeatOf(url()) as URL, new AbortController().signal, 100);
    expect(seen.status).toBe('silent');
  });
});

it.each([
  ['https://a.cn', 'https://a.cn/healthz/escalation'],
  ['https://a.cn/huiyin/', 'https://a.cn/huiyin/healthz/escalation'],
  ['https://a.cn/healthz/escalation', 'https://a.cn/healthz/escalation'],
  ['a.cn', undefined],
])('%s is asked at %s', (given, address) => expect(heartbeatOf(given)?.href).toBe(address));

describe('watching on', () => {
  let out: string[];
  let err: string[];
  let stop: AbortController;
  let running: Promise<void>;
  const states = () => out.map((line) => line.slice(22).split('：')[0]);
  const looks = async (more: number) => {
    const before = asked.length;
    await eventually(() => asked.length >= before + more, `${more} looks`);
  };

  function begin(mail = true): void {
    [out, err, stop] = [[], [], new AbortController()];
    const address = heartbeatOf(url()) as URL;
    const post = { smtpUrl: smtp.url, publicUrl: 'http://huiyin.example.cn', to: 'duty@example.cn', address };
    running = keepWatching({
      look: () => look(address, stop.signal),
      everyMs: 20,
      signal: stop.signal,
      out: async (line) => void out.push(line),
      err: (line) => void err.push(line),
      tell: mail ? (seen) => mailSeen(seen, post) : null,
    });
  }
  afterEach(async () => {
    stop.abort();
    await running;
  });
  const mails = (count: number) => eventually(() => smtp.received.length >= count, `mail ${count}`);
  const lines = (count: number) => eventually(() => out.length >= count, `line ${count}`);

  it('says each change once, and mails when it turns bad and when it is good again', async () => {
    begin();
    await looks(3);
    expect(states()).toEqual(['正常']);
    says('late', { findings: [{ kind: 'notice_overdue', count: 4, oldestSeconds: 61 }] });
    await mails(1);
    await looks(3);
    says('stopped', { seconds: 40 });
    await looks(3);
    says('ok');
    await mails(2);
    await looks(3);
    expect(states()).toEqual(['正常', '有事项未按时处理', '无人巡检', '正常']);
    expect(smtp.received.map(({ to, subject }) => [to, subject])).toEqual([
      ['duty@example.cn', `异常：127.0.0.1:${port} 的时限提醒有事项未按时处理`],
      ['duty@example.cn', `恢复：127.0.0.1:${port} 的时限提醒已恢复正常`],
    ]);
    expect(smtp.received[0]?.text).toContain('消息到时未发出4件，最久61秒');
    expect(new Set(smtp.received.map(({ messageId }) => messageId)).size).toBe(2);
    expect(err).toEqual([]);
  });

  it('mails at once of an instance that is bad from the start', async () => {
    says('stopped');
    begin();
    await mails(1);
    expect(states()).toEqual(['无人巡检']);
  });

  it('passes over one answer that is missing, and tells of the second', async () => {
    let missing = 0;
    begin();
    await lines(1);
    answer = (response) => {
      if (missing++ > 0) says('ok');
      if (missing > 1) answer(response);
      else response.destroy();
    };
    await looks(4);
    expect([states(), smtp.received]).toEqual([['正常'], []]);
    answer = (response) => response.destroy();
    await mails(1);
    expect(states()).toEqual(['正常', '没有应答']);
  });

  it('tries a mail that did not go again at the next look', async () => {
    let refused = 0;
    smtp.onMail = () => (refused++ < 2 ? refusal(451, 'try later') : undefined);
    says('late');
    begin();
    await mails(1);
    await looks(3);
    expect(smtp.received).toHaveLength(1);
    expect(err).toEqual(Array(2).fill(expect.stringMatching(/^the mail did not go: .*try later/)));
    expect(states()).toEqual(['有事项未按时处理']);
  });

  it('ends at once when it is told to, without a word', async () => {
    begin(false);
    await lines(1);
    answer = () => undefined;
    await looks(1);
    stop.abort();
    await running;
    await sleep(50);
    expect(states()).toEqual(['正常']);
  });
});

describe('the command', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('runs until it is interrupted, mails by the relay of this machine, and leaves no listener behind', async () => {
    process.env['SMTP_URL'] = smtp.url;
    says('late');
    const listeners = process.listenerCount('SIGTERM');
    const running = huiyin('watch', url(), '--every', '1', '--mail', 'duty@example.cn');
    await eventually(() => smtp.received.length > 0, 'a mail');
    process.emit('SIGTERM');
    const { code, out, err } = await running;
    expect({ code, lines: out.length, err }).toEqual({ code: 0, lines: 1, err: [] });
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });

  it('wants a relay for mail, and sends none of a single look', async () => {
    delete process.env['SMTP_URL'];
    const without = await huiyin('watch', url(), '--mail', 'duty@example.cn');
    expect([without.code, without.err]).toEqual([2, ['huiyin watch: --mail needs a relay: set SMTP_URL']]);
    process.env['SMTP_URL'] = smtp.url;
    const { code, err } = await once('--mail', 'duty@example.cn');
    expect([code, err]).toEqual([2, ['huiyin watch: --once sends no mail: say either --once or --mail']]);
    expect(asked).toEqual([]);
  });
});
