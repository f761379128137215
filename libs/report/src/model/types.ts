/** Where a language model listens: any OpenAI-compatible address. */
export interface ModelSettings {
  /** Base address: `https://model.example/v1`; `/chat/completions` is added. */
  url: string;
  /** Sent as a bearer token; null: none. */
  key: string | null;
  name: string;
}

/** A text that would be sent: an item of the brief, masked and shortened. */
export interface SentText {
  /** Number by which the model cites it. */
  no: number;
  itemId: string;
  source: string;
  /** 11月23日8时30分 */
  at: string;
  text: string;
  /** Told as hearsay, refuted or denied: nothing of it may be told as a fact. */
  doubtful: boolean;
}

/** Why a sentence of the model is not shown as one of the brief. */
export type DropReason =
  | 'no_citation'
  | 'unknown_item'
  | 'number'
  | 'name'
  | 'time'
  | 'quote'
  | 'certainty'
  | 'rumour_as_fact'
  | 'not_in_items'
  | 'too_long'
  | 'too_many';

export interface KeptSentence {
  text: string;
  itemIds: string[];
}

export interface DroppedSentence {
  text: string;
  reason: DropReason;
  /** The words that stand in none of the cited items. */
  words: string[];
}

/** How asking the model failed; nothing of the brief changes by it. */
export type ModelFailure = 'unreachable' | 'timeout' | 'http_error' | 'too_large' | 'bad_answer' | 'empty';
