/** How messages about a matter got to people (送达情况), and one's own wishes about messages. Types only. */

/** One way to one recipient: a row for each (event, recipient, channel). */
export interface DeliveryTry {
  id: string;
  channel: 'mail' | 'sms' | 'wecom' | 'dingtalk' | 'webhook' | 'app' | 'phone';
  /** 短信 */
  way: string;
  /** Who: 市住建局联络人; with the name for those who may read the roster. */
  recipient: string;
  state: 'waiting' | 'sending' | 'accepted' | 'delivered' | 'failed' | 'cancelled' | 'to_call';
  /** The state in words: 对方服务器已接收 */
  stateText: string;
  attempts: number;
  createdAt: string;
  /** When it goes, or is tried again; null when nothing more is to come. */
  nextAt: string | null;
  acceptedAt: string | null;
  deliveredAt: string | null;
  /** The provider's last answer; null for those who see only their own unit's. */
  answer: string | null;
  /** The way that failed before this one; null for a first one. */
  follows: string | null;
  /** The message it was sent again for; null for a first one. */
  resendOf: string | null;
  mayResend: boolean;
}

/** One thing that was told: 交办通知 to a unit, a reminder, … with every way that was tried. */
export interface DeliveryEvent {
  key: string;
  title: string;
  unit: string | null;
  at: string;
  tries: DeliveryTry[];
}

/** GET /api/v1/incidents/:id/deliveries → Page<DeliveryEvent>: newest first; a unit sees what went to itself. */

/** POST /api/v1/incidents/:id/deliveries/:notice/resend → ResentDelivery; 422 `delivery_under_way`, `delivery_not_by_itself`. */
export interface ResentDelivery {
  /** The message that goes now. */
  id: string;
}

/** GET, PUT /api/v1/me/notifications → NotificationSettings */
export interface NotificationSettings {
  /** Until then nothing intrusive about 一般 and 较大; null: not muted. */
  mutedUntil: string | null;
  /** Muted or quiet hours now: nothing intrusive about 一般 and 较大, no notice of the browser either. */
  silent: boolean;
  /** A mute lasts at most so long. */
  longestHours: number;
  /** Hours in which short messages and groups about 一般 and 较大 wait till morning. */
  quiet: { from: string; to: string };
  /** Ways the roster has for this person: 邮件、短信、站内消息. */
  ways: string[];
}

/** PUT body; null ends it now. */
export interface MuteNotifications {
  until: string | null;
}
