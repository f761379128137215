import type { Claim, EventLevel, OpinionLevel, Tone } from '#incidents';

/** An item as a brief reads it. Times are ISO 8601. */
export interface BriefItem {
  id: string;
  title: string;
  text: string;
  source: { name: string; tier: string };
  /** When it was published, else found; only found where the time of publication must not be known. */
  at: string;
  duplicateOf: string | null;
  claim: Claim;
  tone: Tone;
  /** Stands where our own answer stands. */
  own: boolean;
}

/** What a unit found when it looked (核实初报). */
export interface Finding {
  unit: string;
  /** 属实、部分属实、不属实、正在核实; null for a report in free words. */
  truth: 'true' | 'partly' | 'false' | 'checking' | null;
  text: string;
  at: string;
}

/** A text we have published on the matter. */
export interface Published {
  id: string;
  unit: string;
  occasion: string;
  title: string;
  text: string;
  at: string;
}

/** An earlier matter that the public got an answer on. */
export interface PastCase {
  incidentId: string;
  number: string;
  title: string;
  places: string[];
  topics: string[];
  answeredAt: string | null;
  answerUrl: string | null;
  /** Plain text of what was published; null: none is stored. */
  published: string | null;
  /** The present matter is that one come up again. */
  same: boolean;
}

/** Everything a brief is made of. The same input makes the same brief. */
export interface BriefInput {
  incident: {
    title: string;
    opinionLevel: OpinionLevel;
    eventLevel: EventLevel;
    /** Present-day names, with the words they were found by. */
    places: { name: string; words: string[] }[];
    topics: string[];
    discoveredAt: string;
  };
  items: readonly BriefItem[];
  /** Units whose own conduct the matter is about: what they deny is not refuted by that. */
  parties: readonly string[];
  findings: readonly Finding[];
  published: readonly Published[];
  cases: readonly PastCase[];
}
