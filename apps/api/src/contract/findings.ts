/** What looks like something of a person in a text or an attached file, and what of it is not (附件中的编号、热线). */
export type ResponseBlockKind =
  | 'phone'
  | 'identity'
  | 'card'
  | 'mail'
  | 'plate'
  | 'account'
  | 'name'
  | 'masked_name'
  | 'unfilled'
  | 'post_link';

/** POST /api/v1/responses/:id/files/:fileId/findings SayFinding → ResponseDetail: while the text is written, by who writes it. */
export interface SayFinding {
  kind: ResponseBlockKind;
  /** As they were found. */
  words: string;
  /** False: nobody's, with a reason; true: that is taken back. */
  personal: boolean;
  /** What it is instead; at least 4 letters, masked. */
  reason: string;
}

export interface ClearedFindingView {
  kind: ResponseBlockKind;
  /** 电话号码 … */
  what: string;
  words: string;
  /** Where it was found first. */
  place: string;
  reason: string;
  by: string;
  at: string;
}

/** A file that goes out with a text, as whoever signs sees it. */
export interface SignedFile {
  name: string;
  /** Bytes. */
  size: number;
  /** Who has looked through what no program reads; null: a program has read it. */
  checkedBy: string | null;
  cleared: ClearedFindingView[];
}
