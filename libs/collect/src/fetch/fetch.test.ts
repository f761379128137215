import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { startWebServer, type WebServer } from '../testing/web-server.js';
import { isHouseHost, isPrivateAddress } from './addresses.js';
import { retryAfterMs } from './fetch-error.js';
import { fetchFeed, FETCH_LIMITS } from './fetch.js';

const text = '<rss><channel><title>回音</title></channel></rss>';
let server: WebServer;
beforeAll(async () => (server = await startWebServer((_request, response) => response.end(text))));
afterAll(() => server.close());

const content = async (path = '/', limits = FETCH_LIMITS) => {
  const fetched = await fetchFeed(server.url + path, undefined, limits);
  if (fetched.kind !== 'content') throw new Error(fetched.kind);
  return fetched;
};

describe('what comes back', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ])('is decompressed: %s', async (encoding, body) => {
    server.serve((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect((await content()).bytes.toString()).toBe(text);
  });

  it('is what came so far when the other side cuts the compressed stream', async () => {
    const whole = gzipSync(`<rss>${'回音'.repeat(5000)}${Math.random()}`);
    server.serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length - 12)),
    );
    expect((await content()).bytes.toString().startsWith('<rss>回音')).toBe(true);
  });

  it('carries validators, which make the next request conditional', async () => {
    server.serve((request, response) => {
      if (request.headers['if-none-match'] === '"v1"') return response.writeHead(304).end();
      return response
        .writeHead(200, { etag: '"v1"', 'last-modified': 'Wed, 18 Nov 2026 00:00:00 GMT' })
        .end(text);
    });
    const { validators } = await content();
    expect(validators).toEqual({ etag: '"v1"', lastModified: 'Wed, 18 Nov 2026 00:00:00 GMT' });
    expect(await fetchFeed(server.url, validators)).toEqual({ kind: 'unchanged' });
    expect(server.requests.at(-1)?.headers['if-modified-since']).toBe('Wed, 18 Nov 2026 00:00:00 GMT');
  });

  it('comes from where the redirects lead', async () => {
    server.serve((request, response) => {
      const hop = Number(request.url?.slice(1));
      return hop < 5 ? response.writeHead(302, { location: `./${hop + 1}` }).end() : response.end(text);
    });
    expect((await content('/0')).url).toBe(`${server.url}/5`);
  });
});

describe('what is refused, in words for people', () => {
  const quick = { ...FETCH_LIMITS, totalMs: 400, idleMs: 200 };

  it('more than five redirects', async () => {
    server.serve((_request, response) => response.writeHead(301, { location: '/again' }).end());
    await expect(content()).rejects.toThrow('跳转次数过多');
  });

  it.each(['file:///etc/passwd', 'gopher://127.0.0.1/'])('a redirect to %s', async (location) => {
    server.serve((_request, response) => response.writeHead(302, { location }).end());
    await expect(content()).rejects.toThrow('不支持的地址');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.8/',
    'http://[::1]/',
    'http://localhost:1/',
  ])('a redirect into another machine of the house: %s', async (location) => {
    server.serve((_request, response) => response.writeHead(302, { location }).end());
    await expect(content()).rejects.toThrow('内部网络');
  });

  it('an announced size beyond the limit, before reading it', async () => {
    server.serve((_request, response) =>
      response.writeHead(200, { 'content-length': '52428800' }).write('x'),
    );
    await expect(content()).rejects.toThrow('内容超过 10 MB');
  });

  it('50 MB without a length, and stops reading', async () => {
    let sent = 0;
    server.serve((_request, response) => {
      const chunk = Buffer.alloc(256 * 1024, 'x');
      const more = () => {
        while (sent < 50 * 1024 * 1024 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    await expect(content()).rejects.toThrow('内容超过 10 MB');
    expect(sent).toBeLessThan(50 * 1024 * 1024);
  });

  it('a small body that unpacks to 100 MB', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    server.serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    await expect(content()).rejects.toThrow('内容超过 10 MB');
  });

  it('a server that never answers', async () => {
    server.serve(() => undefined);
    await expect(content('/', quick)).rejects.toThrow(/应答/);
  });

  it('a server that drips a byte at a time', async () => {
    server.serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    await expect(content('/', quick)).rejects.toThrow('应答过慢');
  });

  it.each([
    [500, '对方网站出错（500）'],
    [404, '网址已失效（404）'],
    [403, '对方不允许访问（403）'],
  ])('status %i', async (status, message) => {
    server.serve((_request, response) => response.writeHead(status).end());
    await expect(content()).rejects.toThrow(message);
  });

  it('what cannot be unpacked, connected or resolved', async () => {
    server.serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    );
    await expect(content()).rejects.toThrow('压缩内容有误');
    await expect(fetchFeed('http://127.0.0.1:1/')).rejects.toThrow('拒绝连接');
    await expect(fetchFeed('ftp://example.com/')).rejects.toThrow('http://');
  });

  it('keeps how long the other side asks us to wait', async () => {
    server.serve((_request, response) => response.writeHead(429, { 'retry-after': '120' }).end());
    await expect(content()).rejects.toMatchObject({ retryAfterMs: 120_000 });
  });
});

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '::1',
    'fd00::1',
    '::ffff:127.0.0.1',
  ])('%s lies in the house', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '2400:3200::1'])('%s is public', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
  it('a name of the house is one without a public ending', () => {
    expect(['localhost', 'rsshub', 'feeds.lan', '127.0.0.1'].every(isHouseHost)).toBe(true);
    expect(['www.gov.cn', '8.8.8.8'].some(isHouseHost)).toBe(false);
  });
});

it('Retry-After comes in seconds or as a date and never exceeds a day', () => {
  const now = new Date('2026-11-22T00:00:00Z');
  expect(retryAfterMs('90', now)).toBe(90_000);
  expect(retryAfterMs('Sun, 22 Nov 2026 00:10:00 GMT', now)).toBe(600_000);
  expect(retryAfterMs('99999999', now)).toBe(86_400_000);
  expect(retryAfterMs('soon', now)).toBeNull();
});
