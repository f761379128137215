import type { OpinionLevel } from '#incidents';
import type { Finding } from './input.js';

/**
 * How a sentence of the public stands: `reported` somebody says so, `rumour` it is told by hearsay or in doubt, `verified`
 * established by an authority. Nothing but `verified` is a fact.
 */
export type Standing = 'reported' | 'rumour' | 'verified';

/** A sentence of a brief with the items it is taken from; without any it says of the record itself, or 资料不足. */
export interface Cited {
  text: string;
  itemIds: string[];
  /** Null for a sentence of our own about the record. */
  standing: Standing | null;
}

/** What the public asks or demands, told together, with how many ask it independently of each other. */
export interface QuestionGroup {
  /** The plainest sentence of the group, verbatim and masked. */
  question: string;
  kind: 'question' | 'demand';
  /** Items that ask it; reposts of one text count once. */
  independent: number;
  /** When it was asked last (ISO 8601). */
  lastAt: string;
  /** All items that ask it, the first one first, reposts included. */
  itemIds: string[];
  /** Other ways it was put, verbatim; also the words to mark. */
  wordings: string[];
}

/**
 * How far a claim is established. `open`: told, nobody has looked; `unverified`: told as hearsay; `denied_by_party`: denied
 * by a party with an interest, which refutes nothing.
 */
export type ClaimStatus = 'open' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';

/** What is claimed about the matter. A claim that is not `verified` is never told as a fact. */
export interface ClaimGroup {
  text: string;
  itemIds: string[];
  /** Items that tell it independently of each other. */
  independent: number;
  status: ClaimStatus;
  /** Who established or refuted it: a unit, or the source of an official text. */
  by: string | null;
  /** Items that establish, refute or deny it. */
  evidenceIds: string[];
  /** A published text of ours that refutes it. */
  publishedId: string | null;
}

export interface Spread {
  /** Length of a step in minutes: 60, 360 or 1440. */
  stepMinutes: number;
  /** Start of each step (ISO 8601), items seen in it, and those of them that repeat no other. */
  steps: { at: string; items: number; originals: number }[];
  tiers: { tier: string; items: number }[];
  sources: number;
  items: number;
  /** Items that repeat another. */
  reposts: number;
  first: { source: string; tier: string; at: string; itemId: string } | null;
  last: { at: string; itemId: string } | null;
  /** Items of the last 24 hours of the record, and of the 24 before. */
  lastDay: number;
  dayBefore: number;
}

/** An earlier matter that was answered, and what was said then. */
export interface LikeCase {
  incidentId: string;
  number: string;
  title: string;
  answeredAt: string | null;
  answerUrl: string | null;
  /** Opening of the published text; null: none is stored. */
  said: string | null;
  /** Words both have in common. */
  because: string[];
}

/** Everything a brief says; what is empty is shown as 资料不足. */
export interface Brief {
  /** Three sentences for a leader: what, where and since when; how it spreads; what is asked and what is established. */
  summary: Cited[];
  happened: Cited[];
  where: { name: string; itemIds: string[] }[];
  since: Cited;
  spread: Spread;
  questions: QuestionGroup[];
  claims: ClaimGroup[];
  findings: Finding[];
  likeCases: LikeCase[];
  opinionLevel: OpinionLevel;
  /** Items it was made of, and whether the oldest of very many were left out. */
  madeOf: { items: number; cut: boolean };
}
