import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#clock';
import { renderFeed, type ServedItem } from './formats.js';
import type { RehearsalFeed, RehearsalScript } from './script.js';

export interface RehearsalServer {
  /** Address of one feed on loopback. */
  url(feed: RehearsalFeed): string;
  close(): Promise<void>;
}

const SHOWN = 60;

/**
 * Serves the feeds of a rehearsal on loopback. What has not happened yet on the rehearsal clock is not in them.
 * @param startedAt when the rehearsal began, on the rehearsal clock
 */
export async function startRehearsalServer(
  script: RehearsalScript,
  clock: Clock,
  startedAt: Date,
  port = 0,
): Promise<RehearsalServer> {
  const server = createServer((request, response) => answer(request, response, script, clock, startedAt));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: (feed) => `${base}/${feed}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: RehearsalScript,
  clock: Clock,
  startedAt: Date,
): void {
  const path = (request.url ?? '/').slice(1);
  const feed = script.feeds.find((entry) => entry.feed === path);
  if (!feed) {
    // The pages the items link to: the rehearsal has no other text than the feed's.
    response
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
      .end('演练内容，仅供熟悉系统使用。\n');
    return;
  }
  const home = `http://${request.headers.host}/`;
  const now = clock.now('rehearsal').getTime();
  const items = script.items
    .filter((item) => item.feed === feed.feed && startedAt.getTime() + item.at * 60_000 <= now)
    .map((item): ServedItem => ({
      ...item,
      publishedAt: new Date(startedAt.getTime() + item.at * 60_000),
      url: `${home}item/${encodeURIComponent(item.id)}`,
    }))
    .toReversed()
    .slice(0, SHOWN);
  const document = renderFeed(feed.feed, feed.name, home, items);
  if (request.headers['if-none-match'] === document.etag) {
    response.writeHead(304, { etag: document.etag }).end();
    return;
  }
  response.writeHead(200, { 'content-type': document.contentType, etag: document.etag }).end(document.body);
}
