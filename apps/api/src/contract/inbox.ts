/** Messages within the system (站内消息): of the person who is logged in, never of anybody else. Types only. */

/** GET /api/v1/me/inbox?unread=true&cursor=&limit= → InboxPage: newest first. */
export interface InboxPage {
  items: InboxEntry[];
  next: string | null;
  /** How many have not been opened, on all pages. */
  unread: number;
}

export interface InboxEntry {
  id: string;
  /** One line in the words of the matter, never a citizen's: 舆情交办 2026-0143（重大），请于11月23日 09:00前签收 */
  title: string;
  /** Empty for what is about no incident. */
  number: string;
  level: string;
  unit: string | null;
  dueAt: string | null;
  /** When it was written. */
  at: string;
  readAt: string | null;
  /** Where in the system it leads. */
  path: string;
  urgent: boolean;
  rehearsal: boolean;
}

/** POST /api/v1/me/inbox/read → InboxState: these, or with `all` every one, have been opened. */
export interface ReadInbox {
  ids?: string[];
  all?: boolean;
}

export interface InboxState {
  unread: number;
}

/**
 * SSE `event: notice` of `/events`, to that person only: a message has come (`entry`), or some have been opened on another
 * page (null).
 */
export interface NoticeEvent {
  entry: InboxNews | null;
  unread: number;
}

/** No more than number, level and time: it may stand on a locked screen. */
export interface InboxNews {
  id: string;
  number: string;
  level: string;
  dueAt: string | null;
  path: string;
  urgent: boolean;
  rehearsal: boolean;
}

/** SSE `event: source`: a source works, works no more, or brought something new. */
export interface SourceEvent {
  id: string;
}
