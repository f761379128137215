import type { Problem } from '../../../api/src/contract/index.js';

/** What the server refused or could not do, in Chinese words a person can act on. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    /** What the server sent beside it, e.g. `current` of a stale edit. */
    readonly body: Record<string, unknown> = {},
  ) {
    super(title);
  }
}

const UNREACHABLE = new ApiProblem(
  0,
  'unreachable',
  '暂时连不上服务器',
  '已填写的内容仍在本页，恢复连接后请再试一次。',
);

/**
 * One request to `/api/v1`. Empty answers give `undefined`.
 * @throws ApiProblem for every answer that is not 2xx, and when the server cannot be reached (status 0)
 */
export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  type = 'application/json',
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-requested-with'] = 'huiyin';
  if (body !== undefined) headers['content-type'] = type;
  const response = await reach(path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  const answer = await readJson(response);
  if (!response.ok) throw toProblem(response.status, answer);
  return answer as T;
}

/** @throws ApiProblem `unreachable`; an abort stays an abort */
async function reach(path: string, asking: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, { credentials: 'same-origin', ...asking });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw UNREACHABLE;
  }
}

export interface DownloadedFile {
  name: string;
  blob: Blob;
  /** The file does not hold everything that was asked for. */
  cut: boolean;
}

/**
 * A file that the server makes, of what the body asks for where there is one; its name is the server's, or the given one.
 * @throws ApiProblem as `request`
 */
export async function download(path: string, name: string, body?: unknown): Promise<DownloadedFile> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'huiyin' };
  const asking = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await reach(path, asking);
  if (!response.ok) throw toProblem(response.status, await readJson(response));
  const given = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return {
    name: given ? decodeURIComponent(given) : name,
    blob: await response.blob(),
    cut: response.headers.get('x-huiyin-cut') === 'true',
  };
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  request('GET', path, undefined, signal);
export const post = <T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<T> =>
  request('POST', path, body, signal);
/** A body with a file in it (base64), which may be longer than others. */
export const upload = <T>(path: string, body: unknown): Promise<T> =>
  request('POST', path, body, undefined, 'application/vnd.huiyin.upload+json');
export const patch = <T>(path: string, body: unknown): Promise<T> => request('PATCH', path, body);
export const remove = (path: string): Promise<void> => request('DELETE', path);

/** `?a=1&b=2&b=3` of what is set, a list one by one; empty when nothing is. */
export function queryString(
  values: Record<string, string | number | boolean | readonly string[] | null | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null && one !== undefined && one !== '' && one !== false) search.append(name, String(one));
  const text = search.toString();
  return text ? `?${text}` : '';
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Problem of an answer; what is no problem document gets words of our own. */
export function toProblem(status: number, answer: unknown): ApiProblem {
  const body = (typeof answer === 'object' && answer !== null ? answer : {}) as Partial<Problem> &
    Record<string, unknown>;
  return new ApiProblem(
    status,
    typeof body.code === 'string' ? body.code : `http_${status}`,
    typeof body.title === 'string' ? body.title : '这一步没有完成',
    typeof body.detail === 'string' ? body.detail : '没有改动任何内容，请稍后再试；多次不成请联系管理员。',
    body,
  );
}

/** Words for anything thrown. */
export const problemOf = (error: unknown): ApiProblem =>
  error instanceof ApiProblem
    ? error
    : new ApiProblem(0, 'page', '页面出了问题', '没有提交任何内容。请刷新页面后再试。');
