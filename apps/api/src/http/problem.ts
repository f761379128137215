import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Problem } from '../contract/index.js';
import { messagePage, pageHeaders } from './page.js';

/** An answer that is not what was asked for: stable `code`, Chinese `title` (what happened) and `detail` (what to do next). */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    /** Further members, e.g. `current` of a stale edit. */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(title);
  }
}

/** What one may not see and what does not exist answer alike. */
export const notFound = (): ProblemError =>
  new ProblemError(404, 'not_found', '没有找到', '可能已经移走，或不在您的查看范围内。请返回列表重新选择。');
export const forbidden = (): ProblemError =>
  new ProblemError(403, 'forbidden', '没有这项权限', '如确需办理，请与市政府办公室联系。');
export const unauthenticated = (): ProblemError =>
  new ProblemError(
    401,
    'unauthenticated',
    '请先登录',
    '登录已过期或尚未登录，已填写的内容仍在页面上，登录后可继续。',
  );
export const badInput = (detail: string): ProblemError =>
  new ProblemError(400, 'bad_input', '填写的内容有误', detail);

const byStatus: Record<number, [code: string, title: string, detail: string]> = {
  400: ['bad_input', '请求的内容有误', '请检查填写的内容后重试。'],
  404: ['not_found', '没有找到', '请检查地址，或返回首页重新选择。'],
  405: ['method_not_allowed', '不支持这种操作', '请返回页面重新操作。'],
  413: ['too_large', '内容过长', '请缩短内容或分次提交。'],
  415: ['unsupported', '不支持这种格式', '请以 JSON 格式提交。'],
};

/** Turns what a domain function throws into a problem; the first that knows the error wins. */
export type ProblemMapper = (error: unknown) => ProblemError | null;

/**
 * Every error of the API leaves as `application/problem+json`, and as a page where a person opened one (a signed link);
 * nothing of the inside is shown.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('api');

  constructor(private readonly mappers: ProblemMapper[]) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const problem = this.problemOf(error);
    if (problem.status >= 500)
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (response.headersSent) {
      response.end();
      return;
    }
    const { status, code, title, detail, extra } = problem;
    if (opensPage(request)) {
      response.status(status).set(pageHeaders).send(messagePage(title, detail));
      return;
    }
    const body: Problem = { type: 'about:blank', status, code, title, detail, ...extra };
    response.status(status).type('application/problem+json').send(JSON.stringify(body));
  }

  private problemOf(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    for (const mapper of this.mappers) {
      const mapped = mapper(error);
      if (mapped) return mapped;
    }
    const status = error instanceof HttpException ? error.getStatus() : httpStatus(error);
    const known = byStatus[status];
    if (known) return new ProblemError(status, ...known);
    return new ProblemError(
      500,
      'internal',
      '系统出了问题',
      '已提交的内容没有丢失。请稍后重试，仍不行请联系管理员。',
    );
  }
}

const opensPage = (request: Request): boolean =>
  !request.path.startsWith('/api') && request.accepts(['json', 'html']) === 'html';

/** Body parsers of express throw plain errors with a status. */
function httpStatus(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 500;
}
