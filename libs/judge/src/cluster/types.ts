import type { Circumstances, Shared } from './likeness.js';

/** One item as the index sees it; `indexEntry` makes it from an item and its judgement. */
export interface IndexEntry extends Circumstances {
  id: string;
  title: string;
  text: string;
  url?: string;
  /** Names of places in it, left out of the comparison of wording. */
  names?: string[];
  /** The incident a person chose for it: taken as it is. */
  forcedIncident?: string;
}

export interface Suggestion {
  incidentId: string;
  /** 0…1 */
  similarity: number;
}

export interface Found {
  /** Id of the item this one repeats (the first of its kind). */
  duplicateOf: string | null;
  /** Other items of its incident held for the first of their kind until now, which it shows to be copies of that one. */
  alsoCopiesOf: string[];
  /** The incident of the item it repeats. */
  duplicateIn: string | null;
  /** The incident it belongs to; null: open a new one. */
  incidentId: string | null;
  /** Incidents not near enough to join by itself, the nearest first: for a person to decide. */
  suggestions: Suggestion[];
}

/** What makes an item near. */
interface Nearer {
  /** Cosines (0…1) of the wording, and of the words in which the subject is told. */
  wording: number;
  subject: number;
  shared: Shared;
}

/** A kept item that is near. */
export interface NearItem extends Nearer {
  itemId: string;
  incidentId: string;
  likeness: number;
}

/** How near an incident is, and what makes it so: by the nearest of its items. */
export interface Nearness extends Suggestion, Nearer {}

export interface LookupHit extends Suggestion {
  sameLink: boolean;
}

export interface IndexOptions {
  /** Items kept; older ones are forgotten. */
  window: number;
  /** Likeness from which an item joins an incident, and from which it is suggested. */
  merge: number;
  suggest: number;
  /** Items that came before the first one added: an index that is rebuilt counts on from there. */
  before: number;
}
