import type { Channel } from '#incidents/service';

/** What may leave the house of a matter: number, unit, level, due time and link (domain.zh.md, 报送保密). */
export interface Brief {
  number: string;
  unit: string | null;
  level: string;
  /** `11月22日 09:30`; null when there is none. */
  due: string | null;
  link: string;
  /** What is asked, in a few words: 请签收. */
  title: string;
  rehearsal: boolean;
}

export type Address =
  | { email: string }
  /** `gateway`: id of the endpoint that sends it; absent: the one of the unit, else of the city. */
  | { phone: string; gateway?: string }
  /** `settings` as `EndpointBook` unseals them. */
  | { endpoint: { id: string; kind: string; settings: unknown } };

/** A message ready to go; mail takes subject, text and html, the other channels only the brief. */
export interface Message {
  /** Id of its notice. */
  id: string;
  jurisdictionId: string;
  to: Address;
  subject: string;
  text: string;
  html: string;
  brief: Brief;
  /** The same for every attempt of one notice, so that mail systems fold a repeated one. */
  messageId: string;
  /** The digest that should have carried it and failed: mail systems show both as one conversation. */
  references?: string;
  date: Date;
  urgent: boolean;
}

/** What the provider said when it took the message. */
export interface Acceptance {
  answer: string;
  /** Its own number of the message, by which a receipt will name it. */
  receiptId?: string;
}

/**
 * Why a message did not go. `recipient`: it will not be taken for this address, trying again is useless. `relay`: the
 * provider could not be reached or would not talk to us. `later`: it asked to try again.
 */
export class DeliveryError extends Error {
  constructor(
    readonly kind: 'recipient' | 'relay' | 'later',
    message: string,
    /** How long (ms) the provider asked us to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** One way of sending. */
export interface Carrier {
  readonly channel: Channel;
  /**
   * Sends one message and gives the provider's answer; only that answer says that it was accepted.
   * @param beforeCommit called right before the message can no longer be held back; when it throws, nothing goes
   * @throws DeliveryError
   */
  send(message: Message, beforeCommit: () => Promise<void>): Promise<Acceptance>;
  close(): void;
}
