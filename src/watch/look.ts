import { z } from 'zod';
import { kindTitle } from '../../apps/api/src/health/watch-words.js';

/** Path of the heartbeat on every instance (decision 23). */
const HEARTBEAT = '/healthz/escalation';
/** An instance that needs longer (ms) than this for its answer gives none. */
const PATIENCE = 10_000;

const answer = z.object({
  status: z.enum(['ok', 'late', 'stopped']),
  seconds: z.number().nullable(),
  findings: z.array(z.object({ kind: z.string(), count: z.number(), oldestSeconds: z.number().nullable() })),
});

/** `silent`: no answer came; `foreign`: something else answers at this address. */
export type Status = 'ok' | 'late' | 'stopped' | 'silent' | 'foreign';

export interface Seen {
  status: Status;
  at: Date;
  /** What was found, in words. */
  detail: string;
}

/**
 * Address of the heartbeat of an instance.
 * @param given with or without the path: `https://huiyin.example.cn`, `https://example.cn/huiyin/`
 * @returns null for what is no http(s) address, or one with a user in it
 */
export function heartbeatOf(given: string): URL | null {
  if (!URL.canParse(given)) return null;
  const url = new URL(given);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  if (!url.pathname.endsWith(HEARTBEAT)) url.pathname = `${url.pathname.replace(/\/+$/, '')}${HEARTBEAT}`;
  return url;
}

/** Asks an instance once how its clocks go; every failure is an answer too. */
export async function look(address: URL, signal: AbortSignal, patience = PATIENCE): Promise<Seen> {
  const at = new Date();
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const response = await fetch(address, { signal: limit, headers: { 'cache-control': 'no-cache' } });
    const parsed = answer.safeParse(jsonOf(await response.text()));
    if (parsed.success) return { at, status: parsed.data.status, detail: words(parsed.data) };
    return { at, status: 'foreign', detail: `该地址的应答不是回音的巡检结果（${response.status}）` };
  } catch (error) {
    return { at, status: 'silent', detail: whySilent(error as Error, patience) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function whySilent(error: Error, patience: number): string {
  if (error.name === 'TimeoutError') return `${Math.round(patience / 1_000)}秒内没有应答`;
  const { code } = (error.cause ?? {}) as { code?: string };
  return `连接不上${code === undefined ? '' : `（${code}）`}`;
}

function words({ status, seconds, findings }: z.output<typeof answer>): string {
  const last = seconds === null ? '尚未巡检过' : `上次全部按时是${spell(seconds)}前`;
  if (status === 'ok') return last;
  const found = findings.map(
    ({ kind, count, oldestSeconds }) =>
      `${kindTitle(kind)}${count}件${oldestSeconds === null ? '' : `，最久${spell(oldestSeconds)}`}`,
  );
  return [...found, last].join('；');
}

function spell(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole}秒`;
  return whole < 7_200 ? `${Math.floor(whole / 60)}分钟` : `${Math.floor(whole / 3_600)}小时`;
}
