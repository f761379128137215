import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** The body as JSON; a test names its shape. */
  json<T = Record<string, unknown>>(): T;
}
type Behaviour = (asked: Asked, response: ServerResponse) => void;

/** A real HTTP server on loopback in the place of a robot, a gateway or a webhook, which a test can make answer anything. */
export class TestProvider {
  readonly asked: Asked[] = [];
  /** Answers from now on; the default is the `ok` of a robot. */
  behave: Behaviour = says({ errcode: 0, errmsg: 'ok' });

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TestProvider> {
    const server = createServer();
    const provider = new TestProvider(server);
    server.on('request', (request, response) => void provider.take(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const body = Buffer.concat(chunks).toString('utf8');
    const asked: Asked = {
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body,
      json: <T>() => JSON.parse(body) as T,
    };
    this.asked.push(asked);
    this.behave(asked, response);
  }
}

/** Answers with this as JSON. */
export const says =
  (answer: unknown, status = 200, headers: Record<string, string> = {}): Behaviour =>
  (_asked, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(answer));
  };
