import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebServer {
  url: string;
  requests: IncomingMessage[];
  /** What answers from now on. */
  serve(listener: RequestListener): void;
  close(): Promise<void>;
}

/** A real HTTP server on loopback. */
export async function startWebServer(first: RequestListener): Promise<WebServer> {
  let listener = first;
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    serve: (next) => (listener = next),
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** An RSS document of these entries. */
export const rss = (entries: { id: string; title: string; text?: string; at?: string }[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>测试信源</title>${entries
    .map(
      ({ id, title, text = '', at = '' }) =>
        `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><author>张三丰</author>` +
        `<link>https://example.com/${id}</link><pubDate>${at}</pubDate><description>${text}</description></item>`,
    )
    .join('')}</channel></rss>`;
