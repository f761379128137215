import type { Message } from './prompt.js';
import type { ModelFailure, ModelSettings } from './types.js';

/** Asking the model failed; `status` where it answered with one. */
export class ModelError extends Error {
  constructor(
    readonly failure: ModelFailure,
    readonly status: number | null = null,
  ) {
    super(failure);
  }
}

export interface ModelLimits {
  timeoutMs: number;
  /** Of the whole answer, in bytes. */
  maxBytes: number;
}

export const MODEL_LIMITS: ModelLimits = { timeoutMs: 60_000, maxBytes: 256 * 1024 };

/** Of an answer, in tokens of the model. */
const ANSWER_TOKENS = 1500;

/**
 * Asks an OpenAI-compatible model for one answer. Follows no redirect: what is sent goes to the address somebody set.
 * @returns the text of the answer
 * @throws ModelError
 */
export async function askModel(
  settings: ModelSettings,
  messages: readonly Message[],
  limits: ModelLimits = MODEL_LIMITS,
): Promise<string> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await fetch(`${settings.url.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      redirect: 'error',
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(settings.key && { authorization: `Bearer ${settings.key}` }),
      },
      body: JSON.stringify({
        model: settings.name,
        messages,
        temperature: 0,
        max_tokens: ANSWER_TOKENS,
        stream: false,
      }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new ModelError('http_error', response.status);
    }
    return contentOf(await readLimited(response, limits.maxBytes));
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(signal.aborted ? 'timeout' : 'unreachable');
  }
}

async function readLimited(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) throw new ModelError('bad_answer');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new ModelError('too_large');
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function contentOf(body: string): string {
  const answer = parsed(body) as { choices?: { message?: { content?: unknown } }[] } | null;
  const content = answer?.choices?.[0]?.message?.content;
  if (typeof content !== 'string') throw new ModelError('bad_answer');
  if (!content.trim()) throw new ModelError('empty');
  return content;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
