import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { DeliveryError, type Carrier, type Message } from './carrier.js';

/** Longest time (ms) for all that comes before the final dot; shorter than the lease of a notice. */
const BEFORE_COMMIT = 40_000;
/** Longest time (ms) to wait for any answer of the server, also to the final dot. */
const ANSWER = 120_000;

/**
 * Mail over a pool of SMTP connections. `beforeCommit` is called when all but the final dot has been sent; when it
 * throws, the server gets no dot.
 * @param smtpUrl `smtp://user:pass@host:port`; `?from=` sets the sender when the relay wants a certain one;
 *   `?receipts=yes` also asks for a report of each mail that arrived (RFC 3461), else only of those that did not
 * @param publicUrl its host makes the sender when the relay's user is no mail address
 */
export function createSmtpCarrier(smtpUrl: string, publicUrl: string): Carrier {
  const sender: Sender = { from: senderOf(smtpUrl, publicUrl), notify: reportsOf(smtpUrl) };
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 12,
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
    channel: 'mail',
    send: async (message, beforeCommit) => {
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), BEFORE_COMMIT);
      const commitKey = {};
      commits.set(commitKey, async () => {
        clearTimeout(timer);
        await beforeCommit();
      });
      try {
        const mail = { ...envelopeOf(message, sender), signal: limit.signal, commitKey };
        const info = await transport.sendMail(mail);
        return { answer: info.response ?? '' };
      } catch (error) {
        throw error instanceof DeliveryError ? error : asDeliveryError(error as SmtpFailure);
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

interface Sender {
  from: string;
  notify: ('success' | 'failure')[];
}

function envelopeOf(message: Message, { from, notify }: Sender) {
  const { id, to, subject, text, html, messageId, references, date, urgent } = message;
  if (!('email' in to)) throw new DeliveryError('recipient', '名册中没有邮箱');
  return {
    from: { name: '回音', address: from },
    to: to.email,
    subject,
    text,
    html,
    messageId,
    ...(references ? { references, inReplyTo: references } : {}),
    date,
    priority: urgent ? ('high' as const) : ('normal' as const),
    // No vacation notes and the like in answer (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    // Said only to a relay that offers it; a report then names the notice.
    dsn: { id, return: 'headers' as const, notify, recipient: to.email },
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

const reportsOf = (smtpUrl: string): Sender['notify'] =>
  new URL(smtpUrl).searchParams.get('receipts') === 'yes' ? ['success', 'failure'] : ['failure'];

function senderOf(smtpUrl: string, publicUrl: string): string {
  const relay = new URL(smtpUrl);
  const wanted = relay.searchParams.get('from');
  if (wanted) return wanted;
  const user = decodeURIComponent(relay.username);
  if (user.includes('@')) return user;
  const { hostname } = new URL(publicUrl);
  return `huiyin@${/[a-z]/i.test(hostname) ? hostname : 'localhost'}`;
}
