import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { MailFolder, type Mail, type MailSummary } from './mail-folder.js';

export interface Mailbox {
  /** What SMTP_URL would be for it. */
  smtpUrl: string;
  /** Newest first. */
  list(limit?: number): Promise<MailSummary[]>;
  read(id: string): Promise<Mail | null>;
  close(): Promise<void>;
}

const MAX_BYTES = 1_000_000;

/**
 * An SMTP server on loopback that keeps every mail in a folder and sends none on: what the system would have sent can
 * be looked at while there is no relay.
 * @param options.port a free one when absent
 */
export async function startMailbox(options: { folder: string; port?: number }): Promise<Mailbox> {
  const folder = new MailFolder(options.folder);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    onData: (stream, session, done) => {
      void keep(stream, session, folder, done);
    },
  });
  // A client that drops its line is not our failure.
  server.on('error', () => undefined);
  await new Promise<void>((done, fail) => {
    server.server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const address = server.server.address() as { port: number };
  return {
    smtpUrl: `smtp://127.0.0.1:${address.port}`,
    list: (limit) => folder.list(limit),
    read: (id) => folder.read(id),
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function keep(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  folder: MailFolder,
  done: (error: Error | null, answer?: string) => void,
): Promise<void> {
  try {
    done(null, `kept as ${await receive(stream, session, folder)}`);
  } catch (error) {
    done(error as Error);
  }
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  folder: MailFolder,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  if (stream.sizeExceeded || size > MAX_BYTES)
    throw Object.assign(new Error('message too large'), { responseCode: 552 });
  return folder.add(
    Buffer.concat(chunks),
    session.envelope.rcptTo.map((recipient) => recipient.address),
  );
}
