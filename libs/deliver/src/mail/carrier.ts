import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';

/** A mail ready to go. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every attempt of one notice, so that mail systems fold a repeated one. */
  messageId: string;
  date: Date;
  urgent: boolean;
}

/**
 * Why a mail did not go. `recipient`: the server will not take it for this address, trying again is useless. `relay`:
 * the server could not be reached or would not talk to us. `later`: it asked to try again.
 */
export class DeliveryError extends Error {
  constructor(
    readonly kind: 'recipient' | 'relay' | 'later',
    message: string,
  ) {
    super(message);
  }
}

export interface Carrier {
  /**
   * Sends one mail and gives the server's answer; only that answer says that it was accepted.
   * @param beforeCommit called when all but the final dot has been sent; when it throws, the server gets no dot
   * @throws DeliveryError
   */
  send(letter: Letter, beforeCommit: () => Promise<void>): Promise<string>;
  close(): void;
}

/** Longest time (ms) for all that comes before the final dot; shorter than the lease of a notice. */
const BEFORE_COMMIT = 40_000;
/** Longest time (ms) to wait for any answer of the server, also to the final dot. */
const ANSWER = 120_000;

/**
 * Mail over a pool of SMTP connections.
 * @param smtpUrl `smtp://user:pass@host:port`; `?from=` sets the sender when the relay wants a certain one
 * @param publicUrl its host makes the sender when the relay's user is no mail address
 */
export function createSmtpCarrier(smtpUrl: string, publicUrl: string): Carrier {
  const from = senderOf(smtpUrl, publicUrl);
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    maxMessages: 200,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: ANSWER,
  });
  const commits = new WeakMap<object, () => Promise<void>>();
  // The pool pipes this stream to the server after its 354; nothing of it runs before, and a repeated attempt of the
  // pool on another connection gets a stream of its own.
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    const { commitKey } = mail.data as { commitKey?: object };
    const commit = commitKey && commits.get(commitKey);
    const stream = () => Readable.from(thenCommit(create(), commit), { objectMode: false });
    mail.message.createReadStream = stream;
    done();
  });
  return {
    send: async (letter, beforeCommit) => {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), BEFORE_COMMIT);
      const commitKey = {};
      commits.set(commitKey, async () => {
        clearTimeout(timer);
        await beforeCommit();
      });
      try {
        const mail = { ...envelopeOf(letter, from), signal: limit.signal, commitKey };
        const info = await transport.sendMail(mail);
        return info.response ?? '';
      } catch (error) {
        throw asDeliveryError(error as SmtpFailure);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => transport.close(),
  };
}

async function* thenCommit(message: Readable, commit: (() => Promise<void>) | undefined) {
  for await (const chunk of message as AsyncIterable<Buffer>) yield chunk;
  await commit?.();
}

function envelopeOf(letter: Letter, from: string) {
  const { to, subject, text, html, messageId, date, urgent } = letter;
  return {
    from: { name: '回音', address: from },
    to,
    subject,
    text,
    html,
    messageId,
    date,
    priority: urgent ? ('high' as const) : ('normal' as const),
    // No vacation notes and the like in answer (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

interface SmtpFailure extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** A refused recipient or content is final; a refused sender or log-in is our set-up and may be mended. */
function asDeliveryError(error: SmtpFailure): DeliveryError {
  const said = error.response ?? error.message;
  const code = error.responseCode ?? 0;
  const aboutMessage = error.code === 'EMESSAGE' || error.command === 'RCPT TO' || error.command === 'DATA';
  if (code >= 500 && aboutMessage) return new DeliveryError('recipient', said);
  if (code >= 400 && aboutMessage) return new DeliveryError('later', said);
  return new DeliveryError('relay', said);
}

function senderOf(smtpUrl: string, publicUrl: string): string {
  const relay = new URL(smtpUrl);
  const wanted = relay.searchParams.get('from');
  if (wanted) return wanted;
  const user = decodeURIComponent(relay.username);
  if (user.includes('@')) return user;
  const { hostname } = new URL(publicUrl);
  return `huiyin@${/[a-z]/i.test(hostname) ? hostname : 'localhost'}`;
}
