/** Papers made from the record (文书), the group text, the phone script, the ledger. */

export type DocumentKind = 'bulletin' | 'special' | 'dispatch' | 'uplift' | 'accountability';

export interface DocumentContent {
  title: string;
  /** 主送 */
  to: string;
  paragraphs: string[];
  /** 抄送 */
  copies: string[];
  /** 签发人, of papers to a superior. */
  signer: string | null;
  urgency: 'normal' | 'urgent' | 'most_urgent';
}

export interface DocumentSummary {
  id: string;
  incidentId: string;
  kind: DocumentKind;
  /** 舆情快报 … */
  name: string;
  /** Once it is issued: 孝舆快〔2026〕3号. */
  number: string | null;
  title: string;
  state: 'draft' | 'issued';
  /** Name of whoever wrote it last. */
  draftedBy: string;
  draftedAt: string;
  issuedBy: string | null;
  issuedAt: string | null;
  version: number;
  rehearsal: boolean;
}

export interface DocumentView extends DocumentSummary {
  incident: { number: string; title: string };
  content: DocumentContent;
  /** Label and value, from the record; not edited by hand. */
  fields: { label: string; value: string }[];
  /** What it said before, newest first. */
  versions: { number: number; by: string; at: string; content: DocumentContent }[];
  actions: ('edit' | 'discard' | 'issue')[];
}

/** What can be drafted of an incident now, and what is there. */
export interface DocumentList {
  items: DocumentSummary[];
  /** Why a kind cannot be drafted of it; null: it can. */
  kinds: { kind: DocumentKind; name: string; withheld: string | null }[];
}

/** What offices send today anyway, to be copied. */
export interface SpokenTexts {
  /** At most 300 characters. */
  group: string;
  /** For each unit a sentence a line. */
  phone: { unit: string; lines: string[] }[];
}
