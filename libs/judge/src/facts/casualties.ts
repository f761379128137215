import { readNumber, type Casualties, type Figure } from '#incidents';
import { plainDigits } from './amounts.js';
import { countFigures } from './figures.js';
import { mentionsIn, singlesIn, type Mention } from './mentions.js';
import { GOT_OUT, NOBODY, NOBODY_SIGN } from './nobody.js';
import { AREA, MONEY } from './patterns.js';
import { allInjured, inTolls, settle, type Count } from './settle.js';
import { speakerAt, type SourceOfText } from './speakers.js';
import { thingsIn } from './things.js';
import type { CountKind } from './verbs.js';

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
  /** Every number with its bound and who says so; also those told as not so. */
  figures: Figure[];
}

/** Two people said without a number; the length stays, so that offsets hold. */
const PAIR = /一对(?=[夫父母兄姐情祖婆恋]|老夫|双胞胎)/gu;
const COUPLE = /两口子|[小老]两口/gu;

/** Nothing told. */
export const NO_FIGURES: Figures = {
  dead: null,
  injured: null,
  missing: null,
  trapped: null,
  atRisk: null,
  severe: null,
  poisoned: null,
  evacuated: null,
  people: null,
  lossWan: null,
  hectares: null,
  evidence: [],
  figures: [],
};

/** One text's figures shown and kept. */
const MOST_FIGURES = 16;

type Counts = Partial<Record<CountKind, Count>>;
/** Said outright that there is nobody, and where. */
type Zeros = Partial<Record<CountKind, Count & { end: number }>>;
/** Those who are got out or found again are so no more. */
const OVER: ReadonlySet<CountKind> = new Set(['trapped', 'missing']);

/**
 * Reads the figures of a text: Arabic and Chinese numerals, bounds, updates, denials, and outright zero.
 * @param told the text as it is to be read
 * @param full the text as it is written, of the same length; evidence is quoted from it
 * @param source what the text is by, for who says so
 */
export function readFigures(told: string, full = told, source?: SourceOfText): Figures {
  const text = inPairs(plainDigits(told));
  const numbered = mentionsIn(text, source);
  const mentions = [...numbered, ...singlesIn(text, numbered, source)].map((mention) => ({
    ...mention,
    word: full.slice(mention.start, mention.start + mention.word.length),
  }));
  const live = inTolls(mentions.filter(({ denied }) => !denied));
  const counts = stillHeld(text, countsOf(live, zerosIn(text, source)), live);
  const severe = counts.severe ?? null;
  const light = counts.light ?? null;
  const injured = allInjured(counts.injured ?? null, severe, light);
  const all = injured ? { ...counts, injured } : counts;
  const value = (kind: CountKind) => all[kind]?.value ?? null;
  return {
    dead: value('dead'),
    injured: value('injured'),
    severe: value('severe') ?? (light && !counts.injured ? 0 : null),
    missing: value('missing'),
    trapped: value('trapped'),
    atRisk: value('atRisk'),
    poisoned: value('poisoned'),
    evacuated: value('evacuated'),
    people: value('people'),
    lossWan: loss(text),
    hectares: area(text),
    evidence: live.map(({ word, start }) => ({ word, start })),
    figures: [...countFigures(all, mentions), ...thingsIn(text, full, source)].slice(0, MOST_FIGURES),
  };
}

const inPairs = (text: string): string =>
  /一对|[两小老][口]/u.test(text) ? text.replace(PAIR, '2名').replace(COUPLE, '两名人') : text;

/** An office's "nobody was hurt" stands against a rumour, not against a number anybody else gives. */
function countsOf(live: readonly Mention[], zeros: Zeros): Counts {
  const counts: Counts = { ...zeros };
  for (const kind of new Set(live.map((mention): CountKind => mention.kind))) {
    const count = settle(live.filter((mention) => mention.kind === kind));
    const zero = zeros[kind];
    const refuted = zero?.by === 'official' && count?.by === 'hearsay';
    const over =
      zero &&
      OVER.has(kind) &&
      isOver(
        zero,
        live.filter((mention) => mention.kind === kind),
      );
    if (count && !refuted && !over) counts[kind] = count;
  }
  return counts;
}

/** Those trapped without those who are out by now, where the text counts both and neither who is left nor the dead tell of all. */
function stillHeld(text: string, counts: Counts, live: readonly Mention[]): Counts {
  const { trapped } = counts;
  const out = trapped && NOBODY_SIGN.test(text) ? GOT_OUT.exec(text) : null;
  const first = live.find(({ kind }) => kind === 'trapped');
  if (!trapped || !out || !first || out.index < first.start) return counts;
  if (live.some(({ kind, updated, part }) => kind === 'trapped' && (updated || part))) return counts;
  const left = trapped.value - (readNumber(out[1] ?? out[2] ?? '') ?? 0);
  return left > (counts.dead?.value ?? 0)
    ? { ...counts, trapped: { ...trapped, value: left, words: [...trapped.words, out[0]] } }
    : counts;
}

/** "12人被困，现已全部获救": told behind the number, by nobody who has an interest or only heard it. */
const isOver = ({ by, end }: Count & { end: number }, mentions: readonly Mention[]): boolean =>
  by !== 'party' && by !== 'hearsay' && mentions.every(({ start, updated }) => start < end && !updated);

/** Said outright that nobody was: 0, and who says so. */
function zerosIn(text: string, source?: SourceOfText): Zeros {
  const zeros: Zeros = {};
  if (!NOBODY_SIGN.test(text)) return zeros;
  for (const { kinds, pattern } of NOBODY) {
    const match = pattern.exec(text);
    if (!match || isAsked(text, match.index)) continue;
    const by = speakerAt(text, match.index, match.index + match[0].length, source);
    for (const kind of kinds)
      zeros[kind] ??= {
        value: 0,
        bound: 'exact',
        by,
        corrects: false,
        words: [match[0]],
        end: match.index + match[0].length,
      };
  }
  return zeros;
}

/** "有没有人员伤亡": a question is no answer. */
const isAsked = (text: string, start: number): boolean =>
  /[有是]$|不知$|会不会$/u.test(text.slice(Math.max(0, start - 2), start));

const WAN: Record<string, number> = { 亿: 10_000, 千万: 1000, 百万: 100, 万: 1 };

function loss(text: string): number | null {
  const match = text.includes('损') ? MONEY.exec(text) : null;
  if (!match) return null;
  const [written, unit] = [match[1] ?? match[3] ?? '', match[2] ?? match[4] ?? ''];
  const figure = Number.isNaN(Number(written)) ? readNumber(written) : Number(written);
  return figure === null ? null : figure * WAN[unit]!;
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
