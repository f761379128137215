import { Agent, request, type Dispatcher } from 'undici';
import { hostOf, isHouseHost, isPrivateAddress, publicLookup } from './addresses.js';
import { readBody } from './body.js';
import { asFetchError, FetchError, retryAfterMs } from './fetch-error.js';
import { isIP } from 'node:net';

export interface FetchLimits {
  /** Whole fetch with all redirects, ms. */
  totalMs: number;
  /** Silence of the other side, ms. */
  idleMs: number;
  /** Bytes after decompression. */
  bytes: number;
  redirects: number;
}

export const FETCH_LIMITS: FetchLimits = {
  totalMs: 30_000,
  idleMs: 15_000,
  bytes: 10 * 1024 * 1024,
  redirects: 5,
};

/** What was seen last time, for a conditional request. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export type Fetched =
  | { kind: 'unchanged' }
  | { kind: 'content'; bytes: Buffer; contentType?: string; url: string; validators: Validators };

/**
 * Fetches one address over HTTP(S): conditional, with redirects, decompressed, within limits of time and size, and never
 * into the own house unless the address itself was configured there.
 * @throws FetchError with a message for people
 */
export async function fetchFeed(
  address: string,
  seen: Validators = { etag: null, lastModified: null },
  limits: FetchLimits = FETCH_LIMITS,
): Promise<Fetched> {
  const start = webAddress(address, null);
  const signal = AbortSignal.timeout(limits.totalMs);
  const house = isHouseHost(hostOf(start)) ? hostOf(start) : null;
  try {
    return await follow(start, { seen, limits, signal, house });
  } catch (error) {
    throw asFetchError(signal.aborted ? signal.reason : error);
  }
}

interface Visit {
  seen: Validators;
  limits: FetchLimits;
  signal: AbortSignal;
  /** The one host of the own house that may be asked. */
  house: string | null;
}

async function follow(start: URL, visit: Visit): Promise<Fetched> {
  let url = start;
  for (let hop = 0; hop <= visit.limits.redirects; hop += 1) {
    const step = await ask(url, visit);
    if (!(step instanceof URL)) return step;
    url = step;
  }
  throw new FetchError('网址跳转次数过多');
}

/** One request. Returns what came, or where to go on. */
async function ask(url: URL, visit: Visit): Promise<Fetched | URL> {
  const host = hostOf(url);
  const inHouse = host === visit.house;
  if (!inHouse && (isIP(host) ? isPrivateAddress(host) : host === 'localhost'))
    throw new FetchError('网址指向内部网络，已拒绝访问');
  const { idleMs } = visit.limits;
  const agent = new Agent({
    connect: { timeout: idleMs, ...(inHouse ? {} : { lookup: publicLookup }) },
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    connections: 1,
  });
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal: visit.signal,
      headers: requestHeaders(visit.seen),
    });
    return await answer(url, response, visit);
  } finally {
    // Not awaited: a slow other side must not hold us up.
    void agent.destroy().catch(() => undefined);
  }
}

async function answer(url: URL, response: Dispatcher.ResponseData, visit: Visit): Promise<Fetched | URL> {
  const { statusCode: status, headers } = response;
  const header = (name: string) => [headers[name]].flat()[0];
  // The body is dropped with the connection; without a listener its end would be an unhandled error.
  response.body.on('error', () => undefined);
  if (status === 304) return { kind: 'unchanged' };
  const location = header('location');
  if (status >= 300 && status < 400 && location) return webAddress(location, url);
  if (status < 200 || status >= 300)
    throw new FetchError(statusText(status), retryAfterMs(header('retry-after'), new Date()));
  if (Number(header('content-length') ?? 0) > visit.limits.bytes) throw tooLarge(visit.limits.bytes);
  const bytes = await readBody(response.body, header('content-encoding'), visit.limits.bytes, visit.signal);
  if (!bytes) throw tooLarge(visit.limits.bytes);
  return {
    kind: 'content',
    bytes,
    contentType: header('content-type'),
    url: url.href,
    validators: { etag: header('etag') ?? null, lastModified: header('last-modified') ?? null },
  };
}

function requestHeaders(seen: Validators): Record<string, string> {
  return {
    'user-agent': 'Huiyin/0.1 (feed reader)',
    accept:
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    ...(seen.etag ? { 'if-none-match': seen.etag } : {}),
    ...(seen.lastModified ? { 'if-modified-since': seen.lastModified } : {}),
  };
}

/** @throws FetchError for anything but http and https */
function webAddress(text: string, base: URL | null): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new FetchError(base ? '网址跳转到不支持的地址' : '网址应以 http:// 或 https:// 开头');
  return url;
}

const tooLarge = (limit: number) =>
  new FetchError(`内容超过 ${Math.round(limit / 1024 / 1024)} MB，已停止读取`);

function statusText(status: number): string {
  if (status === 401 || status === 403) return `对方不允许访问（${status}）`;
  if (status === 404 || status === 410) return `网址已失效（${status}）`;
  if (status === 429) return '访问过于频繁，对方要求稍后再来（429）';
  if (status >= 500) return `对方网站出错（${status}）`;
  return `对方应答异常（${status}）`;
}
