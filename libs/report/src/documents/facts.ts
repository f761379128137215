import type { UpwardFacts } from '#incidents';

/** What is stored about a matter at one moment, as far as its papers may say it. Texts are masked, without accounts and links. */
export interface DocumentFacts extends UpwardFacts {
  /** 孝义市 */
  city: string;
  roles: { office: string; publicity: string; government: string; discipline: string };
  lead: string | null;
  topics: string[];
  /** Earliest item: when it was published, on which platform. */
  first: { at: string | null; source: string | null };
  /** Interactions as last seen, added up; null: nobody has counted. */
  spread: { views: number | null; interactions: number | null; hotSearch: boolean };
  /** Sentences of the brief on what happened, with nothing of who wrote them. */
  summary: string[];
  /** What people ask, most asked first, with the number of independent items. */
  questions: { text: string; items: number }[];
  claim: 'none' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';
}
