import type { Disposition, Flag } from './judgement.js';
import type { EventLevel, OpinionLevel } from './levels.js';
import { compareEventLevels, compareOpinionLevels } from './levels.js';
import { isAnswered, isOver, type IncidentState } from './life.js';

/** What judging ends in (处置去向, domain (f)7), in the order they are offered. */
export const DISPOSITIONS = [
  'respond',
  'reply',
  'hotline',
  'watch',
  'transfer',
  'refer',
  'not_government',
] as const satisfies readonly Disposition[];

/** Why a person decides so: a closed list for each; what else is to be said stands in the note. */
export const DISPOSITION_REASONS = {
  respond: ['public_concern', 'clarify', 'ordered', 'spreading'],
  reply: ['one_person', 'private_matter', 'already_public'],
  hotline: ['personal_request', 'already_there', 'advice_only'],
  watch: ['facts_unclear', 'no_spread', 'no_request'],
  transfer: ['outside', 'superior_body', 'secrecy', 'legal_procedure'],
  refer: ['misconduct'],
  not_government: ['other_organ', 'private_dispute', 'drill_or_fiction', 'unrelated'],
} as const satisfies Record<Disposition, readonly string[]>;
export type DispositionReason = (typeof DISPOSITION_REASONS)[Disposition][number];

/** Reasons the rules and the system give. */
export type SystemReason = 'by_rules' | 'became_must_respond' | 'taken_back';

/** Those that end without a public answer of ours: the matter is set aside, with where it went. */
const SETTING_ASIDE: ReadonlySet<Disposition> = new Set(['hotline', 'transfer', 'refer', 'not_government']);
export const setsAside = (kind: Disposition): boolean => SETTING_ASIDE.has(kind);

/** What the rules take for doubt whether it is a matter of the city's government at all. */
const DOUBTED: readonly Flag[] = [
  'out_of_jurisdiction',
  'maybe_outside',
  'not_government',
  'drill',
  'classified_content',
];

/** Ends that say it is not ours; what must be answered takes them by two persons only, for one of these reasons. */
export type NotOurs = 'transfer' | 'not_government';
export const NOT_OURS_REASONS: Record<NotOurs, readonly DispositionReason[]> = {
  transfer: ['outside', 'superior_body'],
  not_government: ['other_organ', 'unrelated'],
};
export const isNotOurs = (kind: Disposition): kind is NotOurs => Object.hasOwn(NOT_OURS_REASONS, kind);

/** Template of the message to a unit whose duty such an end took back: nothing is left to do. */
export const DISPOSED = 'disposed';

/** What decides which ends are open to a matter. */
export interface DisposedMatter {
  state: IncidentState;
  mustRespond: readonly string[];
  eventLevel: EventLevel;
  /** As it works (`workingOpinionLevel`). */
  opinionLevel: OpinionLevel;
  flags: readonly string[];
  /** A superior waits to be told (上级交办 not reported back). */
  openOrder: boolean;
  /** Restricted as a report on public servants (RT-05). */
  report: boolean;
  restricted: boolean;
  historic: boolean;
  respondents: readonly string[];
  /** 先观察 has been tried, and ended by itself. */
  watched: boolean;
  /** What would end a watch at once; null: nothing. */
  watchEnds: WatchEnd | null;
}

/** Why an end is not open; stable as codes of the API. */
export type DispositionRefusal =
  | 'disposition_over'
  | 'disposition_answered'
  | 'disposition_must_respond'
  | 'disposition_grave'
  | 'disposition_order_open'
  | 'disposition_report'
  | 'disposition_no_report'
  | 'disposition_restricted'
  | 'disposition_no_unit'
  | 'watched_already'
  | 'watch_not_possible';

/**
 * Whether a person may end judging so. What must be answered, a superior waits for, or is 重大, ends in a public answer and
 * nothing else (issue 5, 国办发〔2016〕61号; domain (f)7), unless the rules themselves doubt that it is ours. A report on public
 * servants goes the way of RT-05 only; nothing else is referred instead of being answered (RT-51).
 */
export function dispositionRefusal(kind: Disposition, matter: DisposedMatter): DispositionRefusal | null {
  if (isOver(matter.state) || matter.historic) return 'disposition_over';
  if (isAnswered(matter.state)) return 'disposition_answered';
  if (matter.report) return kind === 'refer' ? null : 'disposition_report';
  if (kind === 'refer') return 'disposition_no_report';
  if (matter.restricted && kind !== 'transfer') return 'disposition_restricted';
  if (kind === 'respond') return null;
  const doubted = DOUBTED.some((flag) => matter.flags.includes(flag));
  const notOurs = kind === 'transfer' || kind === 'not_government';
  if (!(doubted && notOurs)) {
    if (mustBeAnswered(matter)) return 'disposition_must_respond';
    if (matter.openOrder) return 'disposition_order_open';
    if (compareOpinionLevels(matter.opinionLevel, '重大') >= 0) return 'disposition_grave';
  }
  if (kind === 'reply' && matter.respondents.length === 0) return 'disposition_no_unit';
  if (kind === 'watch' && matter.watched) return 'watched_already';
  if (kind === 'watch' && matter.watchEnds) return 'watch_not_possible';
  return null;
}

/** Refusals that two persons together set aside: the rules take for ours what is not. */
const BY_TWO: ReadonlySet<DispositionRefusal> = new Set(['disposition_must_respond', 'disposition_grave']);

/**
 * Whether a second person must confirm this end: what must be answered, or is grave, and is not ours all the same. Whatever a
 * superior waits for, and what is restricted, ends so by nobody.
 */
export function needsTwo(kind: Disposition, matter: DisposedMatter): boolean {
  const refusal = dispositionRefusal(kind, matter);
  return (
    isNotOurs(kind) && refusal !== null && BY_TWO.has(refusal) && !matter.openOrder && !matter.restricted
  );
}

/** MR-1 … MR-6, or an emergency that is 重大 and above (5 h, 24 h). */
const mustBeAnswered = ({ mustRespond, eventLevel }: DisposedMatter): boolean =>
  mustRespond.length > 0 || eventLevel === 'I' || eventLevel === 'II';

/** What ended a watch: its time, enough independent sources, a second township, must respond, a graver level, a person. */
export type WatchEnd = 'time' | 'items' | 'township' | 'must_respond' | 'level';

/** How far a watched matter reaches. */
export interface WatchReach {
  /** Independent sources: names of those whose items repeat no other ((f)11). */
  sources: number;
  townships: number;
  mustRespond: boolean;
  opinionLevel: OpinionLevel;
  eventLevel: EventLevel;
}

/**
 * Whether a watch is over (domain (f)7): it becomes must-respond, its level rises, a second township or k independent
 * sources join, or its time has passed; the gravest reason is given.
 * @param since as it stood when the watch began; null: before one begins
 * @param settings `sources`: k
 */
export function watchEnd(
  now: WatchReach,
  since: WatchReach | null,
  settings: { sources: number; over: boolean },
): WatchEnd | null {
  if (now.mustRespond) return 'must_respond';
  const raised =
    since !== null &&
    (compareOpinionLevels(now.opinionLevel, since.opinionLevel) > 0 ||
      compareEventLevels(now.eventLevel, since.eventLevel) > 0);
  if (raised) return 'level';
  if (now.townships >= 2) return 'township';
  if (now.sources >= settings.sources) return 'items';
  return settings.over ? 'time' : null;
}
