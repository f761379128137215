import type { OpinionLevel } from '#incidents';

/** A sentence of a brief with the items it is taken from; none: it says that nothing is known (资料不足). */
export interface Cited {
  text: string;
  itemIds: string[];
}

/** What the public asks or demands, told together, with how many ask it independently of each other. */
export interface QuestionGroup {
  /** The plainest sentence of the group, verbatim and masked. */
  question: string;
  kind: 'question' | 'demand';
  /** Items that ask it; reposts of one text count once. */
  independent: number;
  /** When it was asked last (ISO). */
  lastAt: string;
  /** All items that ask it, the first one first, reposts included. */
  itemIds: string[];
  /** Words the group has in common, for marking. */
  words: string[];
}

/** How far a claim is established; `denied_by_party` is a denial by a party with an interest and refutes nothing. */
export type ClaimStatus = 'open' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';

/** What is claimed about the matter. A claim that is not `verified` is never told as a fact. */
export interface ClaimGroup extends Cited {
  status: ClaimStatus;
  /** Who established it: the unit of a first report, or a published refutation; null: nobody has. */
  by: string | null;
  /** Items in which the party concerned denies it. */
  deniedIn: string[];
}

export interface Spread {
  /** Length of a step in minutes: 60 or 1440. */
  stepMinutes: number;
  /** Start of the first step (ISO). */
  from: string;
  steps: { at: string; count: number; original: number }[];
  tiers: { tier: string; count: number }[];
  firstSource: { name: string; at: string; itemId: string } | null;
  items: number;
  /** Items that repeat another. */
  reposts: number;
}

/** An earlier matter that was answered or closed, and what was said then. */
export interface LikeCase {
  incidentId: string;
  number: string;
  title: string;
  answeredAt: string | null;
  answerUrl: string | null;
  /** Opening of the published text; null: none is stored. */
  said: string | null;
  because: string[];
}

/** Everything a brief says; each list may be empty, which is shown as 资料不足. */
export interface Brief {
  /** Three sentences for a leader: what and where; how it spreads; what people ask most and what is established. */
  summary: Cited[];
  happened: Cited[];
  where: { name: string; itemIds: string[] }[];
  since: Cited;
  spread: Spread;
  questions: QuestionGroup[];
  claims: ClaimGroup[];
  likeCases: LikeCase[];
  opinionLevel: OpinionLevel;
}
