import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { effectScope, nextTick, watch, type EffectScope } from 'vue';
import { useDryRun } from './useDryRun.js';

/** Real HTTP on loopback, as a server that runs one trial after another. */
let server: Server;
let asked: string[];
let looks: number;
let scope: EffectScope;
const realFetch = globalThis.fetch;
const form = { edits: [], changeId: null, rehearsal: false, historic: false };

beforeEach(async () => {
  asked = [];
  looks = 0;
  let runs = 0;
  const answer = (method = '', id = '') => {
    if (method === 'POST') return { id: `d${(runs += 1)}`, state: 'running' };
    looks += 1;
    return { id, state: looks < 2 ? 'running' : 'done' };
  };
  server = createServer((request, response) => {
    const path = request.url?.replace('/api/v1/directory/', '') ?? '';
    asked.push(`${request.method} ${path}`);
    if (path.endsWith('lost')) response.writeHead(404);
    else if (request.method === 'DELETE') response.writeHead(204);
    response.end(
      request.method === 'DELETE' ? '' : JSON.stringify(answer(request.method, path.split('/').at(-1))),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  globalThis.fetch = ((path: string, init: RequestInit) =>
    realFetch(`http://127.0.0.1:${port}${path}`, init)) as typeof fetch;
  scope = effectScope();
});
afterEach(async () => {
  scope.stop();
  globalThis.fetch = realFetch;
  await new Promise((done) => server.close(done));
});

const begin = (done?: () => void) => scope.run(() => useDryRun(done))!;
/** Until the page shows what is waited for. */
const until = (dry: ReturnType<typeof useDryRun>, holds: () => boolean) =>
  new Promise<void>((done) => {
    const stop = watch(
      [dry.view, dry.error],
      () => {
        if (!holds()) return;
        void nextTick(() => stop());
        done();
      },
      { immediate: true },
    );
  });

describe('a dry run followed by a page', () => {
  it('is looked at until it is done, and told once', async () => {
    const done = jest.fn();
    const dry = begin(done);
    await dry.start(form);
    expect(dry.view.value?.state).toBe('running');
    await until(dry, () => dry.view.value?.state === 'done');
    expect(asked).toEqual(['POST dry-runs', 'GET dry-runs/d1', 'GET dry-runs/d1']);
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('ends with the page, unless it was handed in with a change', async () => {
    const dry = begin();
    await dry.start(form);
    await dry.stop();
    expect(asked.at(-1)).toBe('DELETE dry-runs/d1');
    expect(dry.view.value?.state).toBe('cancelled');
    await dry.start(form);
    dry.release();
    scope.stop();
    expect(asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(1);
    expect(dry.view.value).toBeNull();
  });

  it('gives way to a newer one', async () => {
    const dry = begin();
    await dry.start(form);
    await dry.start(form);
    expect(asked).toEqual(['POST dry-runs', 'DELETE dry-runs/d1', 'POST dry-runs']);
    expect(dry.view.value?.id).toBe('d2');
  });

  it('follows one that was started elsewhere, and says when it cannot be found', async () => {
    const dry = begin();
    dry.adopt({ id: 'lost', state: 'running' } as never);
    await until(dry, () => dry.error.value !== null);
    expect(dry.error.value).toMatchObject({ status: 404 });
  });
});
