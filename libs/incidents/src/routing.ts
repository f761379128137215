import type { Casualties, Claim, Disposition, Flag, Judgement, PlaceHit, Reason, Tone } from './judgement.js';

export interface Coordinator {
  /** Who organises (协调主体), e.g. 市政府办公室 or the superior of a vertically managed unit. */
  lead: string;
  /** 会同 whom; null when alone. */
  with: string | null;
  /** The unit whose part is coordinated; null for the whole matter. */
  scope: string | null;
}

/** Whose job it is (交办), in the roles of the notice, task 6(1). Names are present-day names of the directory. */
export interface Routing {
  firstResponsible: string[];
  respondents: string[];
  assisting: string[];
  coordinators: Coordinator[];
  /** Who acts until a coordinator outside this installation confirms (RT-55); never among `coordinators`. */
  actingCoordinator: string | null;
  informed: string[];
  /** 牵头部门: optional, only ever set by a person. */
  lead: string | null;
  /** Rules that applied, in order. */
  rules: string[];
  /** A person must confirm before dispatch. */
  needsHuman: boolean;
  /** Why a person is needed, one Chinese sentence each. */
  questions: string[];
  /** Units that must see nothing of this matter (RT-05). */
  recused: string[];
  /** Only monitors with the right to restricted matters may see it (RT-05). */
  restricted: boolean;
  flags: Flag[];
  why: Reason[];
  disposition: Disposition;
}

/** `DL-03` and when it is due, ISO 8601 +08:00. */
export interface DueTime {
  id: string;
  due: string;
  /** ISO 8601; when it started. */
  from: string;
  /** The id of the deadline that replaced it; shown, not enforced. */
  supersededBy?: string;
  /** Years whose arrangement of holidays was not published when it was counted in working days. */
  presumed?: number[];
  /** The row an upgrade of the event level added beside the original (domain.zh.md (f)10); absent: from birth. */
  origin?: 'upgrade';
}

/** One line of `huiyin analyse` (interfaces.md, "A result"). */
export interface AnalysisResult {
  id: string;
  relevant: boolean;
  outOfJurisdiction: boolean;
  incident: string | null;
  duplicateOf: string | null;
  fields: Judgement['fields'];
  topics: string[];
  places: Pick<PlaceHit, 'name' | 'kind' | 'via' | 'ambiguous'>[];
  facts: Casualties;
  tone: Tone;
  eventLevel: string;
  opinionLevel: string;
  provisional: boolean;
  mustRespond: string[];
  claim: Claim;
  disposition: Disposition;
  routing: Omit<Routing, 'why' | 'disposition' | 'restricted' | 'questions'>;
  /** `due` is null where neither the item nor one before it tells a time to count from. */
  deadlines: { id: string; due: string | null }[];
  internalDeadlines: { id: string; due: string | null }[];
  why: Reason[];
}

/** A policy document of the interpretation library that a matter is about (谁起草谁解读, RT-15). */
export interface KnownPolicy {
  /** As it is quoted: 《清岚市机动车停放管理办法》（清政发〔2026〕12号）. */
  name: string;
  /** 起草单位 as they were called then, the leading one first. */
  drafters: readonly string[];
  /** It bears the name of the city's government or its office. */
  issuedByCity: boolean;
  /** Words of the matter that speak for it. */
  words: readonly string[];
  /** Named outright, or nothing else comes near it; else a person confirms. */
  sure: boolean;
}
