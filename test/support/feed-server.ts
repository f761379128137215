import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server on loopback with one feed, which a test can fill, and make fail in any way. */
export class TestFeed {
  /** How often it was asked. */
  asked = 0;
  private readonly items: { id: string; title: string; text: string; at: Date }[] = [];
  private answer: Answer | null = null;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TestFeed> {
    const server = createServer();
    const feed = new TestFeed(server);
    server.on('request', (request, response) => {
      feed.asked += 1;
      (feed.answer ?? ((_request, out) => feed.rss(out)))(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return feed;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}/feed`;
  }

  publish(title: string, text: string, at: Date): void {
    this.items.unshift({ id: `n${this.items.length + 1}`, title, text, at });
  }

  /** Answers like this from now on; null: the feed again. */
  behave(answer: Answer | null): void {
    this.answer = answer;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private rss(response: ServerResponse): void {
    const items = this.items.map(
      ({ id, title, text, at }) =>
        `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>${this.url}/${id}</link>` +
        `<description><![CDATA[${text}]]></description><pubDate>${at.toUTCString()}</pubDate></item>`,
    );
    response.setHeader('content-type', 'application/rss+xml; charset=utf-8');
    response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>清岚论坛</title>${items.join('')}</channel></rss>`,
    );
  }
}
