import { randomUUID } from 'node:crypto';
import type { Seen } from './look.js';
import { mailOf } from './words.js';

export interface PostOptions {
  smtpUrl: string;
  /** Its host makes the sender when the relay's user is no mail address. */
  publicUrl: string;
  to: string;
  /** The heartbeat that is watched. */
  address: URL;
}

/**
 * Mails what was seen; takes a connection of its own, for hours may lie between two of them.
 * @throws DeliveryError
 */
export async function mailSeen(seen: Seen, { smtpUrl, publicUrl, to, address }: PostOptions): Promise<void> {
  const { createSmtpCarrier } = await import('#deliver/service');
  const { subject, lines } = mailOf(seen, address);
  const id = randomUUID();
  const carrier = createSmtpCarrier(smtpUrl, publicUrl);
  const brief = {
    number: '系统',
    unit: null,
    level: '紧急',
    due: null,
    link: address.origin,
    title: subject,
  };
  try {
    await carrier.send(
      {
        id,
        jurisdictionId: '',
        to: { email: to },
        subject,
        text: lines.join('\n'),
        html: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>${lines.map(paragraph).join('')}</body></html>`,
        brief: { ...brief, rehearsal: false },
        messageId: `<${id}@watch.huiyin>`,
        date: seen.at,
        urgent: seen.status !== 'ok',
      },
      () => Promise.resolve(),
    );
  } finally {
    carrier.close();
  }
}

const paragraph = (line: string): string =>
  `<p>${line.replace(/[&<>]/g, (letter) => `&#${letter.codePointAt(0) ?? 0};`)}</p>`;
