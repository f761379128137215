import { Agent, request, type Dispatcher } from 'undici';
import { DeliveryError } from './carrier.js';

/** A provider's answer is a line of JSON; what is longer is none. */
const LONGEST_ANSWER = 64 * 1024;
const LONGEST_WAIT_ASKED = 60 * 60_000;

/** How long (ms) a provider may take to connect, and for the whole of one request. */
export interface Patience {
  connect: number;
  whole: number;
}
export const PATIENCE: Patience = { connect: 5_000, whole: 15_000 };

export interface Call {
  url: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  text: string;
  /** What the other side asked for by Retry-After, ms. */
  retryAfterMs?: number;
}

/** Asks providers over HTTP. An error never says the address: it holds the key of a robot. */
export interface Http {
  /** @throws DeliveryError `relay` when no whole answer came */
  ask(call: Call): Promise<Answer>;
  close(): void;
}

/** HTTP with limits on time and size; a redirect is an answer like any other and not followed. */
export function createHttp(patience: Patience = PATIENCE): Http {
  const agent = new Agent({ connect: { timeout: patience.connect }, pipelining: 1, connections: 4 });
  return {
    ask: async ({ url, method, headers, body }) => {
      try {
        const answer = await request(url, {
          method,
          dispatcher: agent,
          headers: { 'user-agent': 'huiyin', ...headers },
          ...(body !== undefined && { body }),
          signal: AbortSignal.timeout(patience.whole),
        });
        const retryAfterMs = waitAsked(answer.headers);
        const text = await readAll(answer.body);
        return { status: answer.statusCode, text, ...(retryAfterMs !== null && { retryAfterMs }) };
      } catch (error) {
        throw error instanceof DeliveryError ? error : new DeliveryError('relay', wordsFor(error));
      }
    },
    close: () => void agent.destroy(),
  };
}

/**
 * The answer of a provider that said yes or no by itself.
 * @throws DeliveryError for what the status alone decides: asked too often, broken, moved, gone
 */
export function mustAnswer({ status, retryAfterMs }: Answer): void {
  if (status === 429) throw new DeliveryError('later', `对方应答 429：发送过于频繁`, retryAfterMs ?? 60_000);
  if (status === 408 || status === 425 || status >= 500)
    throw new DeliveryError('later', `对方应答 ${status}，暂时不可用`, retryAfterMs);
  if (status >= 300 && status < 400)
    throw new DeliveryError('recipient', `对方应答 ${status}，要求转到其他地址，请核对地址`);
  if (status === 404 || status === 410)
    throw new DeliveryError('recipient', `对方应答 ${status}，地址不存在或已停用，请核对地址`);
  if (status === 401 || status === 403)
    throw new DeliveryError('recipient', `对方应答 ${status}，不接受本系统的密钥，请核对密钥`);
  if (status >= 400) throw new DeliveryError('recipient', `对方应答 ${status}，不接受这条消息`);
}

async function readAll(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) {
      body.destroy();
      throw new DeliveryError('recipient', '对方的应答过长，不是约定的格式，请核对地址');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Retry-After in seconds, or as a time beside the other side's own clock. */
function waitAsked(headers: Dispatcher.ResponseData['headers']): number | null {
  const [asked, now] = ['retry-after', 'date'].map((name) => String(headers[name] ?? ''));
  if (!asked) return null;
  const wait = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.parse(now ?? '');
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, LONGEST_WAIT_ASKED) : null;
}

const BY_CODE: Record<string, string> = {
  ENOTFOUND: '找不到对方的主机，请核对地址',
  EAI_AGAIN: '域名解析暂时不可用',
  ECONNREFUSED: '对方拒绝连接',
  ECONNRESET: '连接被对方中断',
  EHOSTUNREACH: '无法到达对方主机',
  ENETUNREACH: '网络不可达',
  ETIMEDOUT: '连接超时',
  UND_ERR_CONNECT_TIMEOUT: '连接超时',
  UND_ERR_SOCKET: '连接被对方中断',
};

function wordsFor(error: unknown): string {
  const { code = '', name = '' } = error as { code?: string; name?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return '对方应答过慢，已停止等待';
  if (/CERT|SSL|TLS|ALTNAME|SELF_SIGNED|VERIFY/.test(code)) return '对方网站的安全证书有问题';
  return BY_CODE[code] ?? '与对方的连接出错';
}
