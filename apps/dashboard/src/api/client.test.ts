import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiProblem, get, post, problemOf } from './client.js';

/** Real HTTP on loopback: the page's fetch with its address completed. */
let server: Server;
let seen: { method?: string; url?: string; headers: NodeJS.Dict<string | string[]>; body: string }[];
const realFetch = globalThis.fetch;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200);
      response.writeHead(status);
      if (request.url?.includes('stale'))
        response.end(
          JSON.stringify({ code: 'stale', title: '已被更新', detail: '请核对。', current: { id: 'i1' } }),
        );
      else response.end(status === 200 ? '{"ok":true}' : '<html>Bad Gateway</html>');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  globalThis.fetch = ((path: string, init: RequestInit) =>
    realFetch(`http://127.0.0.1:${port}${path}`, init)) as typeof fetch;
});
afterEach(async () => {
  globalThis.fetch = realFetch;
  await new Promise((done) => server.close(done));
});

describe('requests to the server', () => {
  it('send JSON and read the answer', async () => {
    await expect(post('/items', { title: '路灯' })).resolves.toEqual({ ok: true });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/v1/items', body: '{"title":"路灯"}' });
    expect(seen[0]?.headers['content-type']).toBe('application/json');
  });

  it('hand on a refusal with the words and the present state', async () => {
    const refused = await post('/incidents/i1/close?stale&status=409').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(refused).toMatchObject({
      status: 409,
      code: 'stale',
      detail: '请核对。',
      body: { current: { id: 'i1' } },
    });
  });

  it('give Chinese words even where the answer is no problem document', async () => {
    const failed = problemOf(await get('/summary?status=502').catch((error: unknown) => error));
    expect(failed.status).toBe(502);
    expect(failed.title).toMatch(/[一-龥]/);
    expect(failed.title + failed.detail).not.toContain('html');
  });

  it('say that the server is away and that what was typed is kept', async () => {
    await new Promise((done) => server.close(done));
    const away = problemOf(await get('/summary').catch((error: unknown) => error));
    expect(away.status).toBe(0);
    expect(away.detail).toContain('仍在本页');
    server = createServer().listen(0);
  });
});
