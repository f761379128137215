import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a model of a test does with a question. */
export type Answering =
  | { says: string }
  | { status: number; body?: string }
  | { hangs: true }
  | { raw: string }
  | { endless: true }
  | { redirects: string };

export interface TestModel {
  /** Base address, as `HUIYIN_MODEL_URL` takes it. */
  url: string;
  /** What came in, oldest first. */
  asked: { path: string; headers: IncomingHttpHeaders; body: AskedModel }[];
  answer(how: Answering): void;
  close(): Promise<void>;
}

export interface AskedModel {
  model: string;
  messages: { role: string; content: string }[];
}

/** An OpenAI-compatible server on loopback that answers as it is told, honestly or not. */
export async function createTestModel(): Promise<TestModel> {
  let how: Answering = { says: '' };
  const asked: TestModel['asked'] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as AskedModel;
      asked.push({ path: request.url ?? '', headers: request.headers, body });
      if ('hangs' in how) return;
      if ('redirects' in how) return void response.writeHead(307, { location: how.redirects }).end();
      if ('status' in how) return void response.writeHead(how.status).end(how.body ?? '');
      response.writeHead(200, { 'content-type': 'application/json' });
      if ('raw' in how) return void response.end(how.raw);
      if ('endless' in how) return pour();
      response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: how.says } }] }));
      function pour(): void {
        const more = response.write('x'.repeat(65_536));
        if (response.destroyed) return;
        if (more) setImmediate(pour);
        else response.once('drain', pour);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    answer: (given) => void (how = given),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
