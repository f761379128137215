import type { EventLevel, OpinionLevel } from './levels.js';

export type SourceTier = 'self' | 'local' | 'municipal' | 'provincial' | 'central';
/** `local`: a source of this city, the matter is ours unless another place is named; `open`: a place or body of ours must be named. */
export type SourceScope = 'local' | 'open';

/** Counts seen on the item; interactions are comments + reposts + likes. */
export interface Engagement {
  views?: number;
  comments?: number;
  reposts?: number;
  likes?: number;
}

/** What a person has confirmed; it always wins over what is inferred. */
export interface ConfirmedFacts {
  eventLevel?: EventLevel;
  /** ISO 8601; when the unit concerned learned of the event (start of DL-01/02 if earlier than discovery). */
  eventLearnedAt?: string;
  confirmedOpinionLevel?: OpinionLevel;
}

/** One thing somebody published, as seen (信息). Never holds an author. Dates are ISO 8601 with a zone. */
export interface Item {
  id: string;
  title?: string;
  text?: string;
  url?: string;
  source?: { name: string; tier: SourceTier; scope: SourceScope };
  publishedAt?: string;
  discoveredAt?: string;
  engagement?: Engagement;
  hotSearch?: 'none' | 'local' | 'national';
  assignedBySuperior?: boolean;
  /** ISO 8601; the time a superior's order sets (DL-19). */
  superiorDueAt?: string;
  facts?: ConfirmedFacts;
}
