import { get, type IncomingMessage } from 'node:http';
import type { Client } from '../support/api.js';
import { eventually } from '../support/eventually.js';

/** An open stream of `/events` as a browser holds it. */
export class Stream {
  text = '';
  ended = false;
  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (this.text += chunk));
    response.on('close', () => (this.ended = true)).on('error', () => undefined);
  }

  static open(client: Client): Promise<Stream> {
    return new Promise((done, fail) => {
      get(`${client.url}/events`, { headers: { cookie: client.cookie ?? '' } }, (response) => {
        if (response.statusCode !== 200) return fail(new Error(`status ${response.statusCode}`));
        expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
        const stream = new Stream(response);
        // The first sign of life comes after the stream has begun to listen.
        void eventually(() => stream.text.includes(': still here'), 'the stream').then(
          () => done(stream),
          fail,
        );
      }).on('error', fail);
    });
  }

  /** `[event, data]` of everything that came. */
  get events(): [string, Record<string, unknown>][] {
    return [...this.text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map((match) => [
      match[1] as string,
      JSON.parse(match[2] as string) as Record<string, unknown>,
    ]);
  }

  seen(id: string): Promise<boolean> {
    return eventually(() => this.events.some(([, data]) => data['id'] === id), `news of ${id}`);
  }

  close(): void {
    this.response.destroy();
  }
}
