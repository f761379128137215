import { PrivateAddressError } from './addresses.js';

/** Why a source could not be fetched, in words for the people who look after sources. */
export class FetchError extends Error {
  constructor(
    message: string,
    /** What the other side asked for by Retry-After, ms. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** For kinds of source that are kept but cannot be fetched yet. */
export const CANNOT_FETCH = '该类信源暂不能自动抓取，请改用订阅地址或人工录入';

const BY_CODE: Record<string, string> = {
  ENOTFOUND: '查不到这个网址里的网站，请核对网址是否写错',
  EAI_AGAIN: '暂时查不到对方网站，稍后再试',
  ECONNREFUSED: '对方拒绝连接',
  ECONNRESET: '连接被对方中断',
  EHOSTUNREACH: '暂时连不上对方网站',
  ENETUNREACH: '本机暂时连不上外网，请联系管理员',
  ETIMEDOUT: '连接超时',
  UND_ERR_CONNECT_TIMEOUT: '连接超时',
  UND_ERR_HEADERS_TIMEOUT: '对方长时间没有应答',
  UND_ERR_BODY_TIMEOUT: '对方应答中途停止',
  UND_ERR_SOCKET: '连接被对方中断',
  UND_ERR_HEADERS_OVERFLOW: '对方应答的格式有误',
};

/** A FetchError for whatever went wrong below. */
export function asFetchError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const { code = '', name = '', cause } = error as { code?: string; name?: string; cause?: unknown };
  if (error instanceof PrivateAddressError || cause instanceof PrivateAddressError)
    return new FetchError('网址指向内部网络，已拒绝访问');
  if (name === 'TimeoutError' || name === 'AbortError') return new FetchError('对方应答过慢，已停止等待');
  if (/CERT|SSL|TLS|ALTNAME|SELF_SIGNED|VERIFY/.test(code)) return new FetchError('对方网站的安全证书有问题');
  if (/^Z_|^ERR_BROTLI|^ERR_.*COMPRESS/.test(code)) return new FetchError('对方应答的压缩内容有误');
  if (code.startsWith('HPE_')) return new FetchError('对方应答的格式有误');
  return new FetchError(BY_CODE[code] ?? '抓取失败，请稍后重试');
}

/** Milliseconds of a Retry-After header: seconds or a date; at most a day. */
export function retryAfterMs(value: string | undefined, now: Date): number | null {
  if (!value) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 24 * 3600_000) : null;
}
