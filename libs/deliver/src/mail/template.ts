import type { Disposition } from '#incidents';

/** What a mail may say of a matter: never the matter itself, which stands behind the link (domain.zh.md, 报送保密). */
export interface NoticeFacts {
  number: string;
  /** The unit whose duty it is; null for a notice about the incident as a whole. */
  unit: string | null;
  level: string;
  /** `11月22日 09:30`; null when there is none. */
  signDue: string | null;
  statutoryDue: string | null;
  /** When the first report is due (DL-07). */
  reportDue?: string | null;
  rehearsal: boolean;
  /** The reader may have had it in a digest whose fate is not known. */
  perhapsKnown?: boolean;
  /** Of a superior's order: who gave it, and by when it wants to be told. */
  order?: { body: string; due: string | null };
  /** Of a letter to a coordinator outside: its number, whom it goes to, by when it should be confirmed. */
  letter?: { number: string; unit: string; due: string };
  /** Of a refusal: who refused, and by when it is to be ruled on (DL-20). */
  refusal?: { unit: string; due: string };
  /** Of more time that was asked for: who asked, which clock, until when. */
  extension?: { unit: string; clock: string; until: string };
  /** Of the evaluation after the answer: by when it is to be done (DL-12). */
  evaluation?: { due: string };
  /** Of a publication or a promise: whose it is, and by when it is due. */
  task?: { unit: string; due: string };
  /** Of a supervision order: its number, whom it is for, by when it is to be answered. */
  supervision?: { number: string; unit: string; due: string };
  /** Of a matter that went into this one: the number under which its unit knows it. */
  merged?: string;
  /** Of a duty that was taken back: what the matter ended in; null: it is to be decided anew. */
  ended?: Disposition | null;
}

/** One kind of mail. */
export interface Template {
  subject(facts: NoticeFacts): string;
  lines(facts: NoticeFacts): string[];
  /** Words on the link. */
  action: string;
}
