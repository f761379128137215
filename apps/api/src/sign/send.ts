import type { Response } from 'express';
import { escapeHtml, pageHeaders } from '../http/page.js';
import { lightPage } from './page/layout.js';
import type { ClosedLink } from './sign-links.js';

/** A token that opens nothing says what to do instead. */
export const isClosed = <Opened extends object>(link: Opened | ClosedLink): link is ClosedLink =>
  'status' in link;

export const sendPage = (response: Response, status: number, html: string): void =>
  void response.status(status).set(pageHeaders).send(html);

export const sendClosed = (response: Response, { status, title, detail }: ClosedLink): void =>
  sendPage(
    response,
    status,
    lightPage(title, `<section><h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p></section>`),
  );
