import type { Mailbox } from '#deliver/service';
import type { ModelSettings } from '#report/service';

/** What the edge needs to know of the configuration. */
export interface ApiSettings {
  publicUrl: string;
  secureCookies: boolean;
  /** Folder of the built dashboard; null: none is served. */
  dashboardDir: string | null;
  /** The local mailbox; null when mail leaves through a relay. */
  mailbox: Pick<Mailbox, 'list' | 'read'> | null;
  /** Relay or local mailbox; null in a process that has neither. */
  smtpUrl: string | null;
  /** Null: no language model is set. */
  model: ModelSettings | null;
}

export const API_SETTINGS = Symbol('API_SETTINGS');
