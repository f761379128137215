import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface Received {
  to: string;
  subject: string;
  messageId: string;
  text: string;
  html: string;
  headers: Map<string, unknown>;
}

type Verdict = void | Error | Promise<void | Error>;

/** A real SMTP server on loopback that a test can make refuse, fail or vanish at any step. */
export class TestSmtp {
  /** Every mail whose final dot came and was answered with success, in order. */
  readonly received: Received[] = [];
  /** Asked at RCPT TO. */
  onRecipient: (address: string) => Verdict = () => undefined;
  /** Asked when the whole mail has come, before the answer; the mail counts as received when it gives no error. */
  onMail: (mail: Received) => Verdict = () => undefined;
  private server: SMTPServer | null = null;
  private port = 0;

  static async start(): Promise<TestSmtp> {
    const smtp = new TestSmtp();
    await smtp.up();
    return smtp;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Listens, on the same port as before if there was one. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onRcptTo: (address, _session, done) => void answer(() => this.onRecipient(address.address), done),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void answer(() => this.take(Buffer.concat(chunks), session), done));
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', () => done()));
    this.port = (server.server.address() as { port: number }).port;
    this.server = server;
  }

  /** Nobody listens any more. */
  async down(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (server) await new Promise<void>((done) => server.close(() => done()));
  }

  /** How many different mails came: a repeated Message-ID is one, as mail systems fold it. */
  distinct(): Received[] {
    return [...new Map(this.received.map((mail) => [mail.messageId, mail])).values()];
  }

  private async take(raw: Buffer, session: SMTPServerSession): Promise<void | Error> {
    const parsed = await simpleParser(raw);
    const mail: Received = {
      to: session.envelope.rcptTo.map((recipient) => recipient.address).join(','),
      subject: parsed.subject ?? '',
      messageId: parsed.messageId ?? '',
      text: parsed.text ?? '',
      html: parsed.html || '',
      headers: parsed.headers,
    };
    const verdict = await this.onMail(mail);
    if (!verdict) this.received.push(mail);
    return verdict;
  }
}

/** An error the server answers with. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

async function answer(ask: () => Verdict, done: (error?: Error | null) => void): Promise<void> {
  const verdict = await ask();
  done(verdict ?? null);
}
