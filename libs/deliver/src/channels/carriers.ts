import type { Clock } from '#clock';
import type { Channel } from '#incidents/service';
import type { Carrier } from './carrier.js';
import { dingtalkRobot } from './dingtalk.js';
import type { EndpointBook } from './endpoint-book.js';
import { healthKeeper, watched } from './health.js';
import { createHttp, type Patience } from './http.js';
import { createSmtpCarrier } from './mail.js';
import { createRobotCarrier } from './robot.js';
import { createSmsCarrier } from './sms.js';
import { createWebhookCarrier } from './webhook.js';
import { wecomRobot } from './wecom.js';

export interface CarrierOptions {
  /** Null: no mail goes out of this process. */
  smtpUrl: string | null;
  /** What links start with; its host makes the sender of mail. */
  publicUrl: string;
  book: EndpointBook;
  clock: Clock;
  /** How long providers may take; absent: 5 s to connect, 15 s for all. */
  patience?: Patience;
}

/** The ways of sending there are. `app` and `phone` are none: an inbox is written, a call is made by a person. */
export interface Carriers {
  of(channel: Channel): Carrier | null;
  close(): void;
}

export function createCarriers({ smtpUrl, publicUrl, book, clock, patience }: CarrierOptions): Carriers {
  const http = createHttp(patience);
  const tools = { http, clock };
  const health = healthKeeper(book);
  const carriers = new Map<Channel, Carrier>(
    [
      ...(smtpUrl === null ? [] : [createSmtpCarrier(smtpUrl, publicUrl)]),
      watched(createRobotCarrier(wecomRobot, tools), health),
      watched(createRobotCarrier(dingtalkRobot, tools), health),
      watched(createWebhookCarrier(tools), health),
      createSmsCarrier(tools, book, health),
    ].map((carrier) => [carrier.channel, carrier]),
  );
  return {
    of: (channel) => carriers.get(channel) ?? null,
    close: () => {
      for (const carrier of carriers.values()) carrier.close();
      http.close();
    },
  };
}
