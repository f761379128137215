export type DirectoryKind =
  | 'jurisdiction'
  | 'units'
  | 'places'
  | 'namesakes'
  | 'fields'
  | 'topics'
  | 'bodies'
  | 'signals'
  | 'levels'
  | 'rules'
  | 'exceptions'
  | 'portfolios'
  | 'outlets'
  | 'templates'
  | 'deadlines'
  | 'clocks'
  | 'calendar'
  | 'policies'
  | 'examples';

/** An entry as the profile's file holds it: the schema of its kind, `libs/jurisdiction/src/schema`. */
export type EntryBody = Record<string, unknown>;

/** A whole entry put in place of what stands there. */
export interface EntryEdit {
  kind: DirectoryKind;
  /** Null: a new entry of a kind the server numbers, or one whose key stands in the body. */
  key: string | null;
  /** Null: the entry is removed. Units and places that somebody points to end (`validTo`, `successor`) instead. */
  body: EntryBody | null;
  /** Revision that was edited; null for a new entry. Another one standing there now is refused (409 `stale_entry`). */
  expectedRevision: number | null;
}
