import { SMTPServer } from 'smtp-server';

/** A mail server on loopback that takes every mail, and keeps when it said so. */
export class MailSink {
  /** By Message-ID, without the angle brackets; ms of `performance.now()` when the 250 after the final dot went out. */
  readonly accepted = new Map<string, number>();
  /** `smtp://…`, once started. */
  url = '';
  private server: SMTPServer | null = null;

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const id = /^message-id:\s*<([^>]+)>/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1];
          done();
          if (id && !this.accepted.has(id)) this.accepted.set(id, performance.now());
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    this.url = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((done) => server.close(() => done()));
  }
}
