import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beat } from '#clock/service';
import type { Mail } from '#deliver/service';
import { WATCH } from '#escalate/service';
import { createTestApi, type Answer, type Client, type TestApi } from '../support/api.js';
import { makeMatter, UNIT } from './world.js';

const NOON = '2026-11-23T04:00:00.000Z';
const ID = '7d4c8f7e-0000-4000-8000-000000000001';

const mail: Mail = {
  id: '1795394400000-0123456789abcdef',
  messageId: '<1@huiyin.example>',
  from: 'huiyin@example',
  to: ['p4@qinglan.example'],
  subject: '<i>2026-0001</i> 请签收',
  at: '2026-11-23T00:30:00.000Z',
  text: '请点开 http://127.0.0.1:3000/s/abc 签收 <script>',
  html: null,
};

describe('the edge', () => {
  let api: TestApi;
  let office: Client;
  let dashboardDir: string;

  beforeAll(async () => {
    dashboardDir = mkdtempSync(join(tmpdir(), 'huiyin-dashboard-'));
    mkdirSync(join(dashboardDir, 'assets'));
    writeFileSync(join(dashboardDir, 'index.html'), '<!doctype html><title>回音</title>');
    writeFileSync(join(dashboardDir, 'assets', 'main-1a2b.js'), 'export {}');
    const mailbox = {
      list: () => Promise.resolve([mail]),
      read: (id: string) => Promise.resolve(id === mail.id ? mail : null),
    };
    api = await createTestApi({ dashboardDir, mailbox });
    office = await api.as('office', '市政府办公室');
  });
  afterAll(async () => {
    await api.close();
    rmSync(dashboardDir, { recursive: true, force: true });
  });

  function expectProblem(answer: Answer, status: number, code: string): string {
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = answer.json<{ title: string; detail: string }>();
    expect(problem).toMatchObject({ type: 'about:blank', status, code });
    expect(answer.status).toBe(status);
    // Official Chinese with nothing of the inside.
    for (const words of [problem.title, problem.detail]) {
      expect(words).toMatch(/[\u4e00-\u9fff]/);
      expect(words).not.toMatch(/[！!]|string|number|undefined|null|Error|JSON at|SQL|object/);
    }
    return problem.detail;
  }
  const q = encodeURIComponent;

  describe('errors are problems', () => {
    it.each<[string, string, string, object, number, string]>([
      ['malformed JSON', 'POST', '/api/v1/session', { raw: '{"login":' }, 400, 'bad_input'],
      ['JSON that is no object', 'POST', '/api/v1/session', { raw: '"x"' }, 400, 'bad_input'],
      [
        'a body too large',
        'POST',
        '/api/v1/items',
        { raw: `{"text":"${'x'.repeat(300_000)}"}` },
        413,
        'too_large',
      ],
      ['an unknown route', 'GET', '/api/v1/nothing', {}, 404, 'not_found'],
      [
        'an unknown route, asked by a browser',
        'GET',
        '/api/x',
        { headers: { accept: 'text/html' } },
        404,
        'not_found',
      ],
      ['a method there is not', 'PUT', '/api/v1/incidents', { body: {} }, 404, 'not_found'],
      ['an address that cannot be read', 'GET', '/api/v1/incidents/%E0%A4%A', {}, 400, 'bad_input'],
      ['a damaged id', 'GET', '/api/v1/incidents/12', {}, 400, 'bad_input'],
      ['nobody logged in', 'GET', '/api/v1/me', { headers: { cookie: '' } }, 401, 'unauthenticated'],
    ])('%s', async (_what, method, path, asking, status, code) => {
      expectProblem(await office.ask(method, path, asking), status, code);
    });

    it.each([
      ['no JSON at all', 'x'],
      ['another shape', Buffer.from('[1,2]').toString('base64url')],
      [
        'another list',
        Buffer.from('[0,"1795394400","00000000-0000-4000-8000-000000000000"]').toString('base64url'),
      ],
      ['a rank that is none', cursor([0.5, NOON, 1, '1', ID, NOON, NOON])],
      ['a time that is none', cursor([0, '2026-13-45T00:00:00.000Z', 1, '1', ID, NOON, NOON])],
      ['words in place of a number', cursor([0, NOON, 1, "1' or true", ID, NOON, NOON])],
      ['an id that is none', cursor([0, NOON, 1, '1', '-'.repeat(36), NOON, NOON])],
    ])('a cursor with %s', async (_what, given) => {
      for (const list of ['incidents', 'items'])
        expectProblem(await office.get(`/api/v1/${list}?cursor=${q(given)}`), 400, 'bad_input');
    });

    it.each([
      ['a damaged one', 'x'],
      ['one of another list', cursor([0, NOON, 1, '1', ID, NOON, NOON])],
      ['infinity', cursor([0, 'Infinity', ID])],
      ['an id that is none', cursor([1, '1', '-'.repeat(36)])],
    ])('a cursor of duties: %s', async (_what, given) => {
      expectProblem(await office.get(`/api/v1/duties?cursor=${q(given)}`), 400, 'bad_input');
    });

    it.each([
      ['limit=0', '“每页条数”不得小于 1。'],
      ['limit=many', '“每页条数”格式不正确。'],
      ['limit=1&limit=2', '“每页条数”格式不正确。'],
      ['state=sleeping', '“状态”不在可选范围内。'],
      ['state=judged&state=sleeping', '“状态”不在可选范围内。'],
      ['late=perhaps', '“是否超时”不在可选范围内。'],
      ['q=a&q=b', '“关键词”格式不正确。'],
      [`q=${'x'.repeat(101)}`, '“关键词”过长，最多 100 个字。'],
      ['q=%00', '提交的内容含有无法识别的字符，请删除后重新提交。'],
    ])('a query of incidents: %s', async (query, detail) => {
      const answer = await office.get(`/api/v1/incidents?${query}`);
      expect(expectProblem(answer, 400, 'bad_input')).toBe(detail);
    });

    it('a query that names a value twice is understood, and signs of patterns are only letters', async () => {
      await makeMatter(api, '100%_甲', UNIT);
      const found = async (query: string) =>
        (await office.get(`/api/v1/incidents?${query}`)).json<{ items: unknown[] }>().items.length;
      expect(await found('state=dispatched&state=closed')).toBe(1);
      expect(await found(`q=${q('%_甲')}`)).toBe(1);
      expect(await found(`q=${q('1%甲')}`)).toBe(0);
      expect(await found(`q=${q("' or '1'='1")}`)).toBe(0);
    });

    it.each<[object, string]>([
      [{}, '“标题”没有填写。'],
      [{ title: ' 水 ' }, '请写明标题。'],
      [{ title: 5 }, '“标题”格式不正确。'],
      [{ title: '断水', places: '石桥镇' }, '“地点”格式不正确。'],
      [{ title: '断水', places: [], respondents: [7] }, '“回应主体”格式不正确。'],
      [{ title: '断水', places: [], respondents: [], opinionLevel: 'high' }, '“舆情等级”不在可选范围内。'],
      [{ title: '断\u0000水' }, '提交的内容含有无法识别的字符，请删除后重新提交。'],
    ])('what is filled in: %j', async (body, detail) => {
      expect(expectProblem(await office.post('/api/v1/incidents', body), 400, 'bad_input')).toBe(detail);
    });

    it('what reaches too deep is only refused', async () => {
      const raw = `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
      expectProblem(await office.post('/api/v1/items', undefined, { raw }), 400, 'bad_input');
    });
  });

  describe('headers', () => {
    it('let a page load only its own, be framed by nobody, and name no software', async () => {
      for (const path of ['/', '/api/v1/me', '/healthz', '/assets/main-1a2b.js']) {
        const { headers } = await office.get(path);
        expect(headers).toMatchObject({
          'content-security-policy': expect.stringContaining("default-src 'self'"),
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
        });
        expect(headers).not.toHaveProperty('x-powered-by');
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      }
    });

    it('keep answers of the API in no cache, also refusals, and offer no refusal as a file', async () => {
      for (const path of ['/api/v1/incidents', '/api/v1/nothing', '/api/v1/incidents/export.csv?level=x']) {
        const { headers } = await office.get(path);
        expect(headers['cache-control']).toBe('no-store');
        expect(headers).not.toHaveProperty('content-disposition');
      }
    });
  });

  describe('the dashboard', () => {
    it('answers each of its own addresses with the page, always fresh', async () => {
      for (const path of ['/', '/incidents/5', '/sources', '/directory/units/x', '/system', '/rules']) {
        const answer = await office.get(path, { headers: { accept: 'text/html' } });
        expect([path, answer.status, answer.text]).toEqual([path, 200, '<!doctype html><title>回音</title>']);
        expect(answer.headers['cache-control']).toBe('no-cache');
      }
      const head = await office.ask('HEAD', '/incidents', { headers: { accept: 'text/html' } });
      expect([head.status, head.text]).toEqual([200, '']);
    });

    it('keeps its hashed files for a year and has no page in place of a missing one', async () => {
      const file = await office.get('/assets/main-1a2b.js');
      expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      const missing = await office.get('/assets/main-old.js');
      expect(missing.status).toBe(404);
      expect(missing.text).not.toContain('<!doctype');
      for (const path of [
        '/assets/../index.html',
        '/..%2f..%2fpackage.json',
        '/assets/%2e%2e/%2e%2e/etc/passwd',
      ])
        expect((await office.get(path)).text).not.toMatch(/"dependencies"|root:/);
    });
  });

  describe('for watchdogs', () => {
    it('says that the process lives and what it needs answers', async () => {
      expect((await office.get('/healthz')).json()).toEqual({ status: 'ok' });
      expect((await office.get('/readyz')).json()).toEqual({ status: 'ok', database: true, queue: true });
      expect((await office.ask('HEAD', '/healthz')).status).toBe(200);
    });

    it('says that nobody watches when no round in bounds has been seen for half a minute', async () => {
      const never = await office.get('/healthz/escalation');
      expect([never.status, never.json()]).toEqual([503, { status: 'stopped', seconds: null, findings: [] }]);
      const { manager } = api.database.source;
      await beat(manager, WATCH);
      expect((await office.get('/healthz/escalation')).status).toBe(200);
      await manager.query(`update heartbeat set at = at - interval '31 seconds'`);
      const stopped = await office.get('/healthz/escalation');
      expect([stopped.status, stopped.json()['status']]).toEqual([503, 'stopped']);
    });

    it('shows administrators and auditors what is watched, and by which process', async () => {
      const { manager } = api.database.source;
      await beat(manager, WATCH, 'there/7');
      const administrator = await api.as('administrator');
      const view = (await administrator.get('/api/v1/system/watch')).json();
      expect(view).toMatchObject({ status: 'ok', round: null, checks: [], findings: [] });
      expect(view['parts']).toContainEqual(expect.objectContaining({ name: WATCH, process: 'there/7' }));
    });

    it('counts for Prometheus, without rehearsals and without a word of any matter', async () => {
      await makeMatter(api, '演', UNIT, { rehearsal: true });
      const metrics = await api.nobody().get('/metrics');
      expect(metrics.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(metrics.text).toContain('huiyin_incidents{state="dispatched"} 1\n');
      expect(metrics.text).toMatch(/huiyin_jobs\{queue="\w+"\} \d+/);
      expect(metrics.text).toMatch(/process_resident_memory_bytes/);
      expect(metrics.text).not.toMatch(/[\u4e00-\u9fff]/);
    });
  });

  describe('the local mailbox', () => {
    it('shows every mail on this machine, with its words made harmless', async () => {
      const list = await office.get('/dev/mail');
      expect(list.text).toContain('&#60;i&#62;2026-0001&#60;/i&#62; 请签收');
      const one = await office.get(`/dev/mail/${mail.id}`);
      expect(one.text).toContain('<a href="http://127.0.0.1:3000/s/abc">');
      expect(one.text).not.toContain('<script>');
      expect((await office.get('/dev/mail.json')).json()).toEqual({ items: [mail] });
      expectProblem(await office.get('/dev/mail/..%2f..%2fkeys'), 404, 'not_found');
    });

    it('is not there for other machines, through a proxy, or under a foreign name', async () => {
      for (const headers of [
        { 'x-forwarded-for': '203.0.113.5' },
        { forwarded: 'for=203.0.113.5' },
        { 'x-real-ip': '203.0.113.5' },
        { host: 'rebound.example:3000' },
      ] as Record<string, string>[])
        for (const path of ['/dev/mail', '/dev/mail.json', `/dev/mail/${mail.id}`])
          expectProblem(await office.get(path, { headers }), 404, 'not_found');
    });

    it('is not there at all when mail leaves through a relay', async () => {
      const relayed = await createTestApi();
      try {
        expectProblem(await relayed.nobody().get('/dev/mail.json'), 404, 'not_found');
        const page = await relayed.nobody().get('/dev/mail', { headers: { accept: 'text/html' } });
        expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      } finally {
        await relayed.close();
      }
    });
  });
});

function cursor(parts: unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
