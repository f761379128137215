import type { Form } from '../publication/kinds.js';
import type { Occasion, ResponseKind } from '../entities/response.entity.js';

/** Another published text of the same matter. */
export interface PublicLink {
  id: string;
  title: string;
  /** Day in China, `2026-11-23`. */
  day: string;
}

/** Where it can be read; `name` is the outlet's or that of the body that published it. */
export interface PublicOutlet {
  name: string;
  form: Form;
  url: string | null;
  day: string;
}

/** A promise of the text. `late`: open and past its day. */
export interface PublicCommitment {
  what: string;
  unit: string;
  day: string;
  /** The first day, where it was moved, and the reason the public was told. */
  movedFrom: string | null;
  movedReason: string | null;
  state: 'open' | 'late' | 'kept' | 'broken';
  /** Where one reads that it was kept. */
  url: string | null;
}

/** What a list shows of a published text. */
export interface PublicHead {
  id: string;
  kind: ResponseKind;
  occasion: Occasion;
  title: string;
  /** Departments that answer in it. */
  units: string[];
  /** Of the 26 fields of annex 1. */
  fields: string[];
  /** Townships and zones by today's names. */
  places: string[];
  /** Day the matter was heard, and moment the text came out. */
  heardOn: string;
  publishedAt: Date;
  /** When anything shown last changed: published, a promise settled or moved, corrected. */
  changedAt: Date;
  /** First sentences as plain text. */
  summary: string;
  corrected: boolean;
}

/**
 * One published text as anybody may read it. It holds nothing else of the incident: no title, number, level, state, item
 * or person, and no version but the published one.
 */
export interface PublicAnswer extends PublicHead {
  html: string;
  text: string;
  outlets: PublicOutlet[];
  commitments: PublicCommitment[];
  corrects: PublicLink | null;
  correctedBy: PublicLink[];
  /** Earlier and later texts of the same matter, oldest first. */
  others: PublicLink[];
}

export interface PublicFilter {
  /** Name of one of the 26 fields. */
  field?: string | undefined;
  /** Name of a township, street or zone. */
  place?: string | undefined;
  year?: number | undefined;
  /** Words that must all stand in title or text. */
  words?: readonly string[] | undefined;
}

/** Length of `summary` in letters. */
const SUMMARY = 120;

/** The first sentences, whole where one ends in time. */
export function summaryOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= SUMMARY) return plain;
  const cut = plain.slice(0, SUMMARY);
  const end = Math.max(...['。', '；', '！', '？'].map((mark) => cut.lastIndexOf(mark)));
  return end > SUMMARY / 2 ? cut.slice(0, end + 1) : `${cut.slice(0, SUMMARY - 1)}…`;
}
