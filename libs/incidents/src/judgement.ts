import type { EventLevel, OpinionLevel } from './levels.js';

/** Why something was decided: the rule, its version, and the words or facts it rests on. Stored with every decision. */
export interface Reason {
  /** Rule or list entry: `RT-21`, `OP-4`, `EV-SAFE`, `MR-1`, `topic:30`, `place:141181100`. */
  rule: string;
  /** Version of the directory the rule came from. */
  version: string;
  /** One Chinese sentence a monitor can read. */
  because: string;
  /** The words of the text it rests on, literally, for marking. */
  words?: string[];
}

export interface PlaceHit {
  /** Present-day name of the township, street, zone or of the city itself. */
  name: string;
  kind: 'city' | 'township' | 'zone' | 'outside';
  /** Code in the directory; absent for places outside. */
  code?: string;
  /** The village, community, known place or old name it was found by; null when named directly. */
  via: string | null;
  /** Other places it could be ("兑镇镇·赵家庄", "灵石县·赵家庄"); empty when certain. */
  ambiguous: string[];
  /** The words found. */
  words: string[];
  /** The text used an abolished or renamed name (RT-41). */
  renamedFrom?: string;
}

/** A body the text names: a unit of ours, one of its stations, a utility, a village committee, a company, an organ outside government. */
export interface BodyHit {
  kind: 'unit' | 'station' | 'village' | 'company' | 'utility' | 'party' | 'superior' | 'place_type';
  /** The words found. */
  words: string[];
  /** The unit of the directory that answers for it (present-day name), if known. */
  unit?: string;
  /** Only a landmark ("派出所门口路灯坏了"): RT-31 does not fire. */
  landmark?: boolean;
  /** The matter is the body's own conduct or service. */
  conduct?: boolean;
}

export interface TopicHit {
  no: number;
  name: string;
  /** Unit in charge (主责), today's name; null for 属地. */
  unit: string | null;
  /** Assisting units whose own duty words stand in the text: they are respondents (domain (f)4). */
  onDuty: string[];
  /** Assisting units by business relation only. */
  assisting: string[];
  score: number;
  words: string[];
}

/** Circumstances that rules of routing and levels ask for; found by words of the profile. */
export const SIGNALS = [
  'classified', // RT-00
  'superior_matter', // RT-02
  'crosses_border', // RT-03
  'not_government', // RT-04
  'misconduct', // RT-05
  'public_concern', // RT-05, beside an accusation
  'superior_order', // RT-06
  'policy_misread', // RT-15, MR-1
  'township_affairs', // RT-12
  'citywide', // RT-11
  'rumour', // RT-51
  'drill', // RT-54
  'fiction', // RT-54
  'old_event', // RT-54
  'hearsay',
  'denied_by_party',
  'harm_stated', // OP-6
  'moral_outrage', // MR-3
] as const;
export type SignalKind = (typeof SIGNALS)[number];
export interface Signal {
  kind: SignalKind;
  words: string[];
  /** A unit the signal is about: the one accused (misconduct), the drafter (policy_misread), the superior (superior_matter). */
  unit?: string;
}

export interface Casualties {
  dead: number | null;
  injured: number | null;
  missing: number | null;
  trapped: number | null;
  atRisk: number | null;
}

export type Tone = 'negative' | 'neutral' | 'positive';
export type Claim = 'none' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';
/** 公开回应, 直接答复, 转12345, 先观察, 转出, 移送, 不属政务舆情 */
export type Disposition = 'respond' | 'reply' | 'hotline' | 'watch' | 'transfer' | 'refer' | 'not_government';

/** Flags of a result; a closed list (interfaces.md). */
export const FLAGS = [
  'out_of_jurisdiction',
  'maybe_outside',
  'superior_matter',
  'crosses_border',
  'not_government',
  'misconduct_report',
  'split',
  'classified_content',
  'place_unknown',
  'place_ambiguous',
  'renamed_place',
  'renamed_unit',
  'development_zone',
  'utility_provides_facts',
  'unassigned_pool',
  'must_respond',
  'level_needs_confirmation',
  'level_provisional',
  'hearsay',
  'denied_by_party',
  'old_event',
  'drill',
  'recurrent',
] as const;
export type Flag = (typeof FLAGS)[number];

/** What judging (研判) finds in one item. Pure data: no routing, no time but the item's own. */
export interface Judgement {
  relevant: boolean;
  outOfJurisdiction: boolean;
  /** Somebody is troubled, asks, or something happened: it becomes an incident. Chat and routine news do not. */
  isMatter: boolean;
  fields: { name: string; score: number }[];
  topics: TopicHit[];
  places: PlaceHit[];
  bodies: BodyHit[];
  signals: Signal[];
  facts: Casualties;
  /** Kind of emergency, key of the event table (`EV-SAFE` …); null when none. */
  eventRule: string | null;
  tone: Tone;
  eventLevel: EventLevel;
  /** The event level rests on hearsay or inference (疑似). */
  provisional: boolean;
  opinionLevel: OpinionLevel;
  /** A person has confirmed the opinion level. */
  opinionConfirmed: boolean;
  mustRespond: string[];
  claim: Claim;
  flags: Flag[];
  why: Reason[];
}
