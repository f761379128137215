/**
 * The shapes of `/api/v1/**`, shared with the dashboard (types only, no imports from code). Times are ISO 8601 with
 * +08:00; `now` is the server's time on the timeline of the thing shown. Nothing leaves the server but through a
 * presenter that lists these fields.
 */

export type * from './approvals.js';
export type * from './briefs.js';
import type { OpinionLevel, EventLevel, IncidentState, DutyState } from './states.js';
import type { DispositionKind } from './dispositions.js';
import type { ItemView } from './items.js';

export type * from './deliveries.js';
export type * from './documents.js';
export type * from './directory-entry.js';
export type * from './directory.js';
export type * from './dispositions.js';
export type * from './endings.js';
export type * from './dry-runs.js';
export type * from './sources.js';
export type * from './calendar.js';
export type * from './escalations.js';
export type * from './stages.js';
export type * from './states.js';
export type * from './session.js';
export type * from './recusal.js';
export type * from './roster.js';
export type * from './refusals.js';
export type * from './items.js';
export type * from './known-places.js';
export type * from './learning.js';
export type * from './letters.js';
export type * from './responses.js';
export type * from './orders.js';
export type * from './accounts.js';
export type * from './inbox.js';
export type * from './instructions.js';
export type * from './hand-ons.js';
export type * from './channels.js';
export type * from './night.js';
export type * from './policies.js';
export type * from './supervise.js';
export type * from './interpretations.js';
export type * from './public.js';
export type * from './system.js';
export type * from './figures.js';
export type * from './findings.js';
export type * from './groupings.js';
export type * from './levels.js';
export type * from './spikes.js';
export type * from './workbench.js';
export type * from './publications.js';

export interface Page<T> {
  items: T[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
}

/** `application/problem+json`; `code` is stable, `title` and `detail` are Chinese, `detail` says what to do next. */
export interface Problem {
  type: 'about:blank';
  status: number;
  code: string;
  title: string;
  detail: string;
}

export interface UnitSign {
  assignmentId: string;
  unit: string;
  roles: string[];
  mustSign: boolean;
  /** `refused`: 退单待裁定; the unit goes on until the ruling. */
  state: DutyState;
  sentAt: string;
  signDueAt: string | null;
  signedAt: string | null;
  /** Furthest step of the ladder so far, in words of the notice: 已催办联络人, 已报分管负责人, 已报市政府办公室, 已报市领导. */
  escalatedTo: string | null;
}

export interface DeadlineView {
  rule: string;
  name: string;
  kind: 'statutory' | 'internal' | 'superior';
  startsAt: string;
  dueAt: string;
  state: 'open' | 'met' | 'missed' | 'superseded';
  /** Document and clause the limit rests on. */
  source: string;
  /** Which turn of the matter it is of. */
  round: number;
  /** What to know of it where it was counted in working days of a year whose holidays were not published; else null. */
  presumed: string | null;
}

/**
 * GET /api/v1/incidents?state=&level=&unit=&place=&q=&rehearsal=include|only|none&late=true&provisional=true&sort=urgency|heat&cursor=&limit=
 * Sorted by heat (level, then the sum of heat), or else by urgency: what waits for a person and what is late first, then by next due time, level, newness.
 */
export interface IncidentSummary {
  id: string;
  number: string;
  title: string;
  state: IncidentState;
  eventLevel: EventLevel;
  opinionLevel: OpinionLevel;
  /** A suggestion until a person confirms it (特别重大). */
  opinionConfirmed: boolean;
  provisional: boolean;
  /** 热度, 0…100: the floor of its level and what is known of its spread; orders, decides nothing. */
  heat: number;
  mustRespond: boolean;
  /** 处置去向; null while it is not decided. */
  disposition: DispositionKind | null;
  places: string[];
  topics: string[];
  units: UnitSign[];
  itemCount: number;
  discoveredAt: string;
  /** The next statutory due time and the next sign-off due time; two clocks. */
  statutoryDue: DeadlineView | null;
  /** A superior's own time (DL-19), the earliest still open; a third clock. */
  superiorDue: DeadlineView | null;
  signDueAt: string | null;
  late: boolean;
  rehearsal: boolean;
  historic: boolean;
  restricted: boolean;
  version: number;
  now: string;
}

export interface ReasonView {
  rule: string;
  version: string;
  because: string;
  words: string[];
}

export interface TimelineEntry {
  id: string;
  type: string;
  at: string;
  actor: string;
  /** One Chinese sentence. */
  text: string;
}

export interface RoutingView {
  firstResponsible: string[];
  respondents: string[];
  assisting: string[];
  coordinators: { lead: string; with: string | null; scope: string | null }[];
  actingCoordinator: string | null;
  informed: string[];
  lead: string | null;
  rules: string[];
  needsHuman: boolean;
  questions: string[];
  flags: string[];
}

/** GET /api/v1/incidents/:id */
export interface IncidentDetail extends IncidentSummary {
  fields: string[];
  flags: { flag: string; text: string }[];
  facts: {
    dead: number | null;
    injured: number | null;
    missing: number | null;
    trapped: number | null;
    atRisk: number | null;
  } | null;
  tone: string | null;
  claim: string | null;
  routing: RoutingView | null;
  routedBy: string | null;
  why: {
    places: ReasonView[];
    topics: ReasonView[];
    levels: ReasonView[];
    routing: ReasonView[];
    other: ReasonView[];
  };
  items: ItemView[];
  timeline: TimelineEntry[];
  deadlines: DeadlineView[];
  /** Turn of the matter: 1, and one more with each news after an answer (`GET …/stages` tells of them). */
  round: number;
  answerUrl: string | null;
  answeredAt: string | null;
  closedAt: string | null;
  closeReason: string | null;
  /** What this person may do with it now. */
  actions: (
    | 'confirm_routing'
    | 'correct_routing'
    | 'confirm_level'
    | 'sign'
    | 'answer'
    | 'new_round'
    | 'close'
    | 'reopen'
  )[];
}

/*
 * Actions on an incident; each carries the `version` seen, a stale one is refused (409, code `stale`, with `current`).
 *   POST /api/v1/incidents                      OpenIncident            → {id, number}
 *   POST /api/v1/incidents/:id/routing/confirm  {version}               → IncidentDetail
 *   POST /api/v1/incidents/:id/routing/preview  CorrectRouting          → RoutingPreview
 *   POST /api/v1/incidents/:id/routing/correct  CorrectRouting          → IncidentDetail
 *   POST /api/v1/incidents/:id/level            {version, level, reason}→ IncidentDetail   (特别重大 may be confirmed; lowering is refused here)
 *   POST /api/v1/incidents/:id/answer           RegisterPublication     → IncidentDetail   (登记首次回应)
 *   POST /api/v1/incidents/:id/close            {version, reason}       → IncidentDetail
 *   POST /api/v1/incidents/:id/reopen           {version, reason}       → IncidentDetail
 *   POST /api/v1/duties/:assignmentId/sign      {}                      → DutyView
 */
export interface CorrectRouting {
  version: number;
  respondents: string[];
  firstResponsible: string[];
  assisting: string[];
  lead: string | null;
  reason: string;
}

/** What a correction would change, shown before it is done. */
export interface RoutingPreview {
  added: { unit: string; roles: string[]; willBeTold: boolean }[];
  withdrawn: { unit: string; signed: boolean }[];
  unchanged: string[];
  coordinators: { lead: string; with: string | null; scope: string | null }[];
  warnings: string[];
}

export interface OpenIncident {
  title: string;
  /** Township or unit names of the directory; may be empty. */
  places: string[];
  respondents: string[];
  opinionLevel: OpinionLevel;
  note: string;
}

export interface OpenedIncident {
  id: string;
  number: string;
}

/** GET /api/v1/duties: the duties of the caller's unit (all units for office and monitor), by due time. */
export interface DutyView {
  assignmentId: string;
  incidentId: string;
  number: string;
  title: string;
  unit: string;
  roles: string[];
  mustSign: boolean;
  /** `refused`: 退单待裁定; the unit goes on until the ruling. */
  state: DutyState;
  opinionLevel: OpinionLevel;
  eventLevel: EventLevel;
  sentAt: string;
  signDueAt: string | null;
  signedAt: string | null;
  statutoryDue: DeadlineView | null;
  /** A superior's own time (DL-19), the earliest still open; a third clock. */
  superiorDue: DeadlineView | null;
  rehearsal: boolean;
  now: string;
}

/**
 * Manual entry. POST /api/v1/items/draft {pasted} reads a share text, a 快报 or a call note and proposes fields and
 * look-alikes; POST /api/v1/items {EnterItem} stores it.
 */
export interface ItemDraft {
  title: string;
  text: string;
  url: string | null;
  platform: string | null;
  publishedAt: string | null;
  kind: 'share' | 'bulletin' | 'call' | 'text';
  duplicates: { incidentId: string; number: string; title: string; similarity: number; sameLink: boolean }[];
  /** Judged on the spot: what it would become. */
  preview: {
    relevant: boolean;
    places: string[];
    topics: string[];
    opinionLevel: string;
    respondents: string[];
  };
}
export interface EnterItem {
  title: string;
  text: string;
  url: string | null;
  publishedAt: string | null;
  channel: 'share' | 'bulletin' | 'call' | 'superior';
  superiorDueAt: string | null;
  /** Add to this incident instead of judging where it belongs. */
  intoIncidentId: string | null;
}

/** `known`: the same link or text was entered before; `classified`: held back, to be handed on offline (RT-00). */
export type EnteredItem = { kind: 'stored' | 'known'; itemId: string } | { kind: 'classified' };

/** GET /api/v1/directory/units, /api/v1/directory/places: for choosing. */
export interface UnitOption {
  name: string;
  kind: string;
  vertical: boolean;
  superior: string | null;
  respondent: boolean;
  /** A liaison with an address stands in the roster. */
  reachable: boolean;
}

export interface PlaceOption {
  code: string;
  name: string;
  kind: 'township' | 'zone' | 'village' | 'known';
  /** The township it lies in. */
  township: string | null;
}

/** GET /api/v1/summary: the figures of the head line; rehearsal apart. */
export interface SummaryView {
  awaiting: number;
  unsigned: number;
  late: number;
  open: number;
  today: number;
  rehearsalOpen: number;
  /** Items seen per hour of the last 24 h, oldest first, rehearsal left out. */
  itemsPerHour: number[];
  now: string;
}

/**
 * SSE `/events`: `event: incident` {id, number, type, rehearsal}, `event: source` SourceEvent, `event: notice` NoticeEvent,
 * `event: clock` RehearsalClock,
 * `event: resumed` {} (news may have been missed: read everything again), comment every 20 s. Ends with the session.
 */
export interface IncidentEvent {
  id: string;
  number: string;
  type: string;
  rehearsal: boolean;
}
