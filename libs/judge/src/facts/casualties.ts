import { readNumber, type Casualties } from '#incidents';
import { sentenceAt } from '../text/reading.js';
import {
  AREA,
  FIGURES,
  MONEY,
  NOBODY,
  NOT_TOLD_AFTER,
  NOT_TOLD_BEFORE,
  ONE_PERSON,
  UPDATED_BEFORE,
  countsPeople,
  kindsIn,
  type FigureKind,
} from './patterns.js';

/** Figures of a report; null when unknown, 0 only when the text says so. */
export interface Figures extends Casualties {
  /** Badly injured, where the text tells them apart. */
  severe: number | null;
  poisoned: number | null;
  evacuated: number | null;
  /** People gathered. */
  people: number | null;
  /** 万元 */
  lossWan: number | null;
  hectares: number | null;
  /** Where the figures stand, for reasons and for hearsay beside them. */
  evidence: { word: string; start: number }[];
}

interface Mention {
  value: number;
  updated: boolean;
  /** Others than those told before: "另有2人", those who died later beside those who died on the spot. */
  further: boolean;
  word: string;
  start: number;
}

/** Two people said without a number; the length stays, so that offsets hold. */
const PAIR = /一对(?=[夫父母兄姐情祖婆恋]|老夫|双胞胎)/gu;
const COUPLE = /两口子|[小老]两口/gu;

/** More than any one event here can have; what is above is a year, a sum or a joke. */
const MOST_PEOPLE = 20_000;
/**
 * Reads the figures of a text: Arabic and Chinese numerals, updates, and outright zero.
 * @param told the text as it is to be read
 * @param full the text as it is written, of the same length; evidence is quoted from it
 */
export function readFigures(told: string, full = told): Figures {
  const text = told.replace(PAIR, '2名').replace(COUPLE, '两名人');
  const mentions = new Map<FigureKind, Mention[]>();
  const kinds = kindsIn(text);
  const counted = countsPeople(text);
  for (const { kind, counted: needsCounter, pattern } of FIGURES) {
    if (!kinds.has(kind) || (needsCounter && !counted)) continue;
    for (const match of text.matchAll(pattern)) {
      const mention = readMention(text, match);
      if (mention) mentions.set(kind, [...(mentions.get(kind) ?? []), mention]);
    }
  }
  const value = (kind: FigureKind): number | null => settle(mentions.get(kind)) ?? zero(text, kind);
  const one = mentions.has('dead') ? null : oneDead(text);
  const severe = value('severe');
  const light = value('light');
  return {
    dead: one ? 1 : value('dead'),
    injured: injured(value('injured'), severe, light),
    severe: severe ?? (light !== null && value('injured') === null ? 0 : null),
    missing: value('missing'),
    trapped: value('trapped'),
    atRisk: value('atRisk'),
    poisoned: value('poisoned'),
    evacuated: value('evacuated'),
    people: value('people'),
    lossWan: loss(text),
    hectares: area(text),
    evidence: [...[...mentions.values()].flat(), ...(one ? [one] : [])].map(({ word, start }) => ({
      word: full.slice(start, start + word.length),
      start,
    })),
  };
}

function readMention(text: string, match: RegExpMatchArray): Mention | null {
  const start = match.index ?? 0;
  const [word, written] = [match[0], match[1] ?? ''];
  const value = readNumber(written);
  if (value === null || value > MOST_PEOPLE || value === 0) return null;
  if (/[第每前]$/u.test(text.slice(Math.max(0, start - 1), start))) return null;
  if (NOT_TOLD_AFTER.test(text.slice(start + word.length))) return null;
  if (NOT_TOLD_BEFORE.test(text.slice(Math.max(0, start - 8), start))) return null;
  const numberAt = start + word.lastIndexOf(written);
  const updated = UPDATED_BEFORE.test(text.slice(Math.max(0, numberAt - 5), numberAt));
  return { value, updated, further: isFurther(text, start, word), word, start };
}

/** How far apart two figures of one sum may stand. */
const ONE_SUM = 30;

/** The figure told just before, to which a further one is added ("九人死亡，另有一人抢救无效死亡"). */
function before(further: Mention, mentions: readonly Mention[]): number {
  const last = mentions.filter(({ start }) => start < further.start).toSorted((a, b) => b.start - a.start)[0];
  return last && further.start - last.start <= ONE_SUM ? last.value : 0;
}

function isFurther(text: string, start: number, word: string): boolean {
  const [from] = sentenceAt(text, start);
  const told = text.slice(from, start);
  if (/其中[^，。；]{0,3}$/u.test(told)) return false;
  if (/(?:另有|又有|另外|此外)[^，。；]{0,3}$/u.test(told)) return true;
  return /不治|抢救无效|送医/u.test(word) && /当场|现场/u.test(told);
}

/** The last updated figure, else the largest, with those told as further ones. */
function settle(mentions: Mention[] | undefined): number | null {
  if (!mentions) return null;
  const updated = mentions.filter((mention) => mention.updated).toSorted((a, b) => a.start - b.start);
  if (updated.length > 0) return updated.at(-1)!.value;
  return Math.max(
    ...mentions.map((mention) => mention.value + (mention.further ? before(mention, mentions) : 0)),
  );
}

function zero(text: string, kind: FigureKind): number | null {
  return NOBODY.some(({ kinds, pattern }) => kinds.includes(kind) && pattern.test(text)) ? 0 : null;
}

function oneDead(text: string): { word: string; start: number } | null {
  const match = ONE_PERSON.exec(text);
  if (!match || NOT_TOLD_AFTER.test(text.slice(match.index + match[0].length))) return null;
  if (NOT_TOLD_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index))) return null;
  return { word: match[0], start: match.index };
}

function injured(all: number | null, severe: number | null, light: number | null): number | null {
  if (severe === null && light === null) return all;
  return Math.max(all ?? 0, (severe ?? 0) + (light ?? 0));
}

const WAN: Record<string, number> = { 亿: 10_000, 千万: 1000, 百万: 100, 万: 1 };

function loss(text: string): number | null {
  const match = MONEY.exec(text);
  if (!match) return null;
  const figure = Number(match[1]);
  const written = Number.isNaN(figure) ? readNumber(match[1]!) : figure;
  return written === null ? null : written * WAN[match[2]!]!;
}

function area(text: string): number | null {
  if (!/[亩顷]/u.test(text)) return null;
  const match = AREA.exec(text);
  if (!match) return null;
  const written = match[1] ?? match[3] ?? '';
  const size = Number.isNaN(Number(written)) ? readNumber(written) : Number(written);
  if (size === null) return null;
  return (match[2] ?? match[4]) === '亩' ? size / 15 : size;
}
