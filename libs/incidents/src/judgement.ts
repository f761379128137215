import type { Figure } from './figures.js';
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
  /** How sure the reading is, 0…1 in two decimals, by how it is written, by whom, and what stands beside it. */
  confidence?: number;
  /** A sentence that says why, where the plain one would not do. */
  because?: string;
}

/** A place of ours that the text names, but not as the place of the event: routing does not look at it. */
export interface PlaceAside {
  name: string;
  code?: string;
  words: string[];
  /** Somebody's home or origin, where somebody is taken or goes, the seat of an office, something compared with. */
  role: 'home' | 'destination' | 'office' | 'compared';
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
  /** A learned model gave it, no word of the topic stands in the text: a person confirms it before anybody is in charge. */
  learned?: true;
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
/** 愤怒、担忧、求助 */
export const MOODS = ['anger', 'worry', 'help'] as const;
export type Mood = (typeof MOODS)[number];
export const isMood = (word: string): word is Mood => (MOODS as readonly string[]).includes(word);
export type Claim = 'none' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';
/** What a person has settled about a matter; no later pass overrules it. */
export interface SettledFacts {
  claim?: Claim;
  figures?: Partial<Casualties>;
  /** What the items say, for the day it is taken back. */
  beneath: { facts: Casualties; claim: Claim };
}
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

/** One part of the sum of heat. `rule`: `OP-4`, `OP-4:rate`, `OP-9:townships` … */
export interface OpinionPart {
  rule: string;
  points: number;
  /** 浏览约 1.2 万次、互动 300 次 */
  because: string;
}

/** What judging (研判) finds in one item. Pure data: no routing, no time but the item's own. */
export interface Judgement {
  relevant: boolean;
  outOfJurisdiction: boolean;
  /** Somebody is troubled, asks, or something happened: it becomes an incident. Chat and routine news do not. */
  isMatter: boolean;
  fields: { name: string; score: number }[];
  /** Where a learned model gave the fields: the pieces of the text that speak for each. */
  fieldWords?: { field: string; words: string[] }[];
  topics: TopicHit[];
  places: PlaceHit[];
  /** Places of ours that are not the place of the event. */
  asides?: PlaceAside[];
  bodies: BodyHit[];
  signals: Signal[];
  facts: Casualties;
  /** Every number the text gives of the matter, with who says so; `facts` is what follows from them. */
  figures?: Figure[];
  /** When it happened, ISO 8601 to the minute or the day, where the text says; the time of publication is another. */
  happenedAt?: string | null;
  /** What a person has settled: of an incident only. */
  settled?: SettledFacts;
  /** Kind of emergency, key of the event table (`EV-SAFE` …); null when none. */
  eventRule: string | null;
  /** With `moods` a help for sorting; nothing that decides may read it but whether chat is a matter. */
  tone: Tone;
  moods?: Mood[];
  eventLevel: EventLevel;
  /** The event level rests on hearsay or inference (疑似). */
  provisional: boolean;
  opinionLevel: OpinionLevel;
  /** A person has confirmed the opinion level. */
  opinionConfirmed: boolean;
  mustRespond: string[];
  /** The opinion level before sensitive factors raised it (OP-6): what OP-1…5 and OP-9 give. Absent in older judgements. */
  opinionBase?: OpinionLevel;
  /** The same without the emergency (OP-1); only where that differs. */
  opinionBeside?: OpinionLevel;
  /** 热度: the explainable sum that orders matters within a level. */
  opinionParts?: OpinionPart[];
  /** A suspected event level that people have found untrue: it does not come back by being repeated. */
  ruledOut?: EventLevel;
  claim: Claim;
  flags: Flag[];
  why: Reason[];
}
