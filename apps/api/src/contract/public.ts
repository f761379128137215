/** The public page: what is told to anybody of a published text, and nothing else. */

export interface PublicText {
  /** Its page. */
  url: string;
  kind: 'first' | 'progress' | 'final' | 'correction';
  occasion: 'statement' | 'refutation' | 'interpretation' | 'advice' | 'progress' | 'apology';
  title: string;
  /** Cleaned for a page of the portal. */
  html: string;
  text: string;
  summary: string;
  /** Departments that answer in it. */
  units: string[];
  fields: string[];
  /** Townships and zones. */
  places: string[];
  /** Day, `2026-11-23`. */
  heardOn: string;
  publishedAt: string;
  changedAt: string;
  outlets: { name: string; form: string; url: string | null; day: string }[];
  commitments: {
    what: string;
    unit: string;
    day: string;
    movedFrom: string | null;
    movedReason: string | null;
    state: 'open' | 'late' | 'kept' | 'broken';
    url: string | null;
  }[];
  /** Addresses of the text it corrects, of those that correct it, and of the matter's others. */
  corrects: string | null;
  correctedBy: string[];
  others: string[];
}

/** GET /r/export.json?page=: a hundred a page, newest first; `next` is the number of the next page. */
export interface PublicExport {
  items: PublicText[];
  next: string | null;
}
