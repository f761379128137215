import { createHmac } from 'node:crypto';
import { DeliveryError, type Carrier, type Message } from './carrier.js';
import { mustAnswer, type Answer, type Call, type Http } from './http.js';
import type { RobotTools } from './robot.js';
import { webhookSettings, type WebhookSettings } from './settings.js';

/** What a webhook gets: the brief, and when it was sent. `id` is the same for every attempt of one notice. */
export interface WebhookBody {
  id: string;
  sentAt: string;
  title: string;
  number: string;
  unit: string | null;
  level: string;
  due: string | null;
  link: string;
  rehearsal: boolean;
}

/**
 * A webhook of any system: POST of JSON with `X-Huiyin-Delivery` (the id), `X-Huiyin-Timestamp` (seconds) and
 * `X-Huiyin-Signature: sha256=<hex HMAC-SHA256(secret, "<timestamp>.<body>")>`. Only 2xx is an acceptance.
 */
export function createWebhookCarrier({ http, clock }: RobotTools): Carrier {
  return {
    channel: 'webhook',
    send: async (message, beforeCommit) => {
      const { url, secret } = settingsOf(message);
      const now = clock.now('real');
      const body = JSON.stringify(bodyOf(message, now));
      const timestamp = String(Math.floor(now.getTime() / 1000));
      const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
      await beforeCommit();
      const answer = await asked(http, {
        url,
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'x-huiyin-delivery': message.id,
          'x-huiyin-timestamp': timestamp,
          'x-huiyin-signature': `sha256=${signature}`,
        },
        body,
      });
      mustAnswer(answer);
      if (answer.status < 200 || answer.status > 299)
        throw new DeliveryError('recipient', `对方应答 ${answer.status}，未接收`);
      return { answer: `对方应答 ${answer.status}` };
    },
    close: () => undefined,
  };
}

/**
 * Each webhook is a house of its own: that one cannot be reached says nothing of the others. Whether it heard us without
 * our hearing its answer matters little, as it knows a second attempt by its id.
 */
function asked(http: Http, call: Call): Promise<Answer> {
  return http.ask(call).catch((error: unknown) => {
    throw error instanceof DeliveryError && error.kind === 'relay'
      ? new DeliveryError('later', error.message)
      : error;
  });
}

function settingsOf({ to }: Message): WebhookSettings {
  if (!('endpoint' in to) || to.endpoint.kind !== 'webhook')
    throw new DeliveryError('recipient', '没有接口推送的地址');
  const parsed = webhookSettings.safeParse(to.endpoint.settings);
  if (!parsed.success) throw new DeliveryError('recipient', '接口推送的设置不完整，请重新填写');
  return parsed.data;
}

function bodyOf({ id, brief }: Message, now: Date): WebhookBody {
  const { title, number, unit, level, due, link, rehearsal } = brief;
  return { id, sentAt: now.toISOString(), title, number, unit, level, due, link, rehearsal };
}
