import type { Casualties, PlaceHit, Tone, TopicHit } from './judgement.js';

/** What of a judgement a person may put right; a closed list. */
export const CORRECTED_ASPECTS = [
  'relevance',
  'place',
  'field',
  'topic',
  'event_kind',
  'tone',
  'figure',
  'level',
  'duplicate',
] as const;
export type CorrectedAspect = (typeof CORRECTED_ASPECTS)[number];

/** What people said of a judgement, the newest of each aspect; it wins over whatever is judged later. */
export interface CorrectedJudgement {
  relevance?: { relevant: boolean };
  /** All places of the matter; empty: none is known. */
  place?: { places: PlaceHit[] };
  /** Names of fields of annex 1; empty: outside the 26. */
  field?: { fields: string[] };
  topic?: { topics: TopicHit[] };
  /** Key of the event table, null: no emergency. */
  event_kind?: { eventRule: string | null };
  tone?: { tone: Tone };
  /** Figures a person has settled; the others stay as found. */
  figure?: { facts: Partial<Casualties> };
  level?: { level: string };
  /** The item it repeats, by id; null: a text of its own. */
  duplicate?: { duplicateOf: string | null };
}
