import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Directory } from '#jurisdiction';
import { renderFeed, type ServedItem } from '../src/rehearsal/formats.js';
import { REHEARSAL_FEEDS } from '../src/rehearsal/script.js';
import { Posts } from './texts.js';

/** Posts that a feed shows at most, the newest, as real ones do. */
const SHOWN = 1_000;

/**
 * Feeds on loopback in the formats of the rehearsal. For each post it keeps when the first byte of the first response
 * that carries it left the server.
 */
export class Feeds {
  /** By the address of the post; ms of `performance.now()`. */
  readonly firstByte = new Map<string, number>();
  private readonly shown: ServedItem[][];
  private readonly posts: Posts;
  private published = 0;
  private server: Server | null = null;
  private home = '';

  constructor(
    directory: Directory,
    private readonly seed: number,
    /** How many feeds. */
    readonly count: number,
  ) {
    this.posts = new Posts(directory, seed);
    this.shown = Array.from({ length: count }, () => []);
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => this.answer(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.server = server;
    this.home = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  }

  /** Address of a feed. */
  url(index: number): string {
    return `${this.home}/${index}`;
  }

  name(index: number): string {
    return `测速来源${this.seed}-${index}`;
  }

  /** Puts one more post into the next feed in turn. @returns its address */
  publish(): string {
    const number = this.published++;
    const items = this.shown[number % this.count] as ServedItem[];
    const url = `${this.home}/posts/${number}`;
    items.unshift({
      ...this.posts.one(),
      id: `p${number}`,
      feed: 'rss',
      at: 0,
      matter: '',
      url,
      publishedAt: new Date(),
    });
    if (items.length > SHOWN) items.pop();
    return url;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const index = Number(request.url?.slice(1));
    const items = this.shown[index];
    if (!items) {
      response.writeHead(404).end();
      return;
    }
    const format = REHEARSAL_FEEDS[index % REHEARSAL_FEEDS.length] ?? 'rss';
    const { contentType, body, etag } = renderFeed(format, this.name(index), this.home, items);
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const now = performance.now();
    for (const { url } of items) if (!this.firstByte.has(url)) this.firstByte.set(url, now);
    response.writeHead(200, { 'content-type': contentType, etag }).end(body);
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((done) => (this.server ? this.server.close(() => done()) : done()));
  }
}
