import { NUMBER, type FigureBound, type FigureSpeaker } from '#incidents';
import { sentenceAt } from '../text/reading.js';
import { readAmount } from './amounts.js';
import { AND_ANOTHER, ONE_MISSING, ONE_PERSON, ONE_TRAPPED } from './nobody.js';
import { countsIn, UPDATED_BEFORE, type Hit } from './patterns.js';
import { speakerAt, type SourceOfText } from './speakers.js';
import { denialOf, isOfThisMatter, refutesRumours } from './standing.js';
import type { CountKind } from './verbs.js';

/** A number of people that the text gives, where it stands and how it is told. */
export interface Mention {
  kind: CountKind;
  value: number;
  bound: FigureBound;
  /** 数人, 几人: counts only where nothing better is told. */
  vague: boolean;
  /** Told as the newest count: "升至10人", "累计死亡12人", "仍有2人被困". */
  updated: boolean;
  /** Told as a correction: "经核实为2人", "更正为2人". */
  corrects: boolean;
  /** Others than those told before: "另有2人", those who died later beside those who died on the spot. */
  further: boolean;
  /** A part of a count that stands elsewhere: "其中2人重伤", "新增死亡2人". */
  part: boolean;
  /** Refuted. */
  denied: boolean;
  /** The party concerned says it is not so, which refutes nothing (domain (f)2). */
  partyDenies: boolean;
  by: FigureSpeaker | null;
  word: string;
  start: number;
}

/** More than any one event here can have; what is above is a year, a sum or a joke. */
const MOST_PEOPLE = 20_000;
/** Whole towns are taken away or cut off; from 50,000 on it is Ⅰ级 (EV-ENV). More than a prefecture has is a sum again. */
const MOST_OF: Partial<Record<CountKind, number>> = { evacuated: 2_000_000, affected: 2_000_000 };
/** Nobody was taken away: what a shelter holds, what might have to be done. */
const COULD_BE = /(?:可(?!能)|能够?|足以|容纳|如果|一旦|万一|假如|要是|最坏)[^，。；！？\n]{0,14}$/u;
/** A text full of figures is a statistic; what stands first is enough. */
const MOST_MENTIONS = 60;

const CORRECTS =
  /(?:更正|修正|订正|核减|核定|纠正|核实|核查|确认|最终)(?:[^，。；]{0,6}(?:人数|数字))?[，,]?(?:实际)?(?:应?为|是|到|至)?[^，。；\d]{0,10}$|实为$|实际(?:为|是|有|上?)?[^，。；\d]{0,4}$/u;
const CUMULATIVE = /(?:累计|总计|共计|一共|合计|共有?|总数[为达])[^，。；\d]{0,8}$/u;
const PART = /其中[^，。；]{0,8}$|新增[^，。；\d]{0,6}$|又有$|再增$/u;
const FURTHER = /(?:另有|又有|另外|此外|还有另)[^，。；]{0,3}$/u;

/** Every number of people of this matter. */
export function mentionsIn(text: string, source?: SourceOfText): Mention[] {
  const found: Mention[] = [];
  let around: Around | null = null;
  for (const hit of countsIn(text)) {
    if (found.length >= MOST_MENTIONS) break;
    around ??= { refutes: refutesRumours(text), source };
    const mention = readMention(text, hit, around);
    if (mention) found.push(mention);
  }
  return [...found, ...correctionsIn(text, found)];
}

const CORRECTED = new RegExp(
  `经?(?:核实|核查|查实|核对|复核)[，,]?(?:实际|确)?(?:实为|为|是|有|更正为)(${NUMBER})[人名](?![^，。；]{0,8}(?:死|亡|遇难|伤|困|失))`,
  'gu',
);

/** "网传10人死亡，经核查实为2人": the number alone, of whatever was counted before it. */
function correctionsIn(text: string, found: readonly Mention[]): Mention[] {
  if (found.length === 0) return [];
  return [...text.matchAll(CORRECTED)].flatMap((match) => {
    const last = found.filter(({ start }) => start < match.index).toSorted((a, b) => b.start - a.start)[0];
    const amount = readAmount(match[1]!, '', '');
    if (!last || !amount) return [];
    const standing = { denied: false, partyDenies: false, by: 'official' as const };
    const told = { vague: false, updated: true, corrects: true, further: false, part: false };
    return [
      {
        kind: last.kind,
        value: amount.value,
        bound: amount.bound,
        ...told,
        ...standing,
        word: match[0],
        start: match.index,
      },
    ];
  });
}

/** Taken to hospital and dead: no injured. */
const DIED_LATER = /^[^，。；！？\n\d]{0,24}(?:不治|无效|身亡|死亡|离世|去世|丧生)/u;
const HURT: ReadonlySet<CountKind> = new Set(['injured', 'severe', 'light']);

/** Taken to be looked after, which not only the injured are. */
const ONLY_TAKEN = /^[^伤]*(?:送院|送[往到进][^伤]*医院|到医院[^伤]*|留院)$/u;

interface Around {
  refutes: boolean;
  source: SourceOfText | undefined;
}

function readMention(
  text: string,
  { kind, word, start, written, numberAt }: Hit,
  around: Around,
): Mention | null {
  const before = text.slice(Math.max(0, numberAt - 12), numberAt);
  const behind = numberAt + written.length;
  const amount = readAmount(written, before, text.slice(behind, behind + 8));
  if (!amount || amount.value > (MOST_OF[kind] ?? MOST_PEOPLE) || amount.value === 0) return null;
  if (!isOfThisMatter(text, start, word)) return null;
  if (kind === 'affected' && /户/u.test(word)) return null;
  if (kind === 'evacuated' && COULD_BE.test(before)) return null;
  if (HURT.has(kind) && !/^\D*\d+\D+\d/u.test(word) && DIED_LATER.test(text.slice(start + word.length)))
    return null;
  const [from] = sentenceAt(text, start);
  const told = text.slice(from, start);
  const corrects = CORRECTS.test(text.slice(Math.max(from, numberAt - 14), numberAt));
  const whole = togetherWith(text, start, word);
  const by = speakerAt(text, start, start + word.length, around.source);
  return {
    kind,
    value: amount.value + whole,
    bound: amount.bound,
    vague: amount.vague,
    updated: corrects || UPDATED_BEFORE.test(before) || (CUMULATIVE.test(before) && /新增|又/u.test(told)),
    corrects,
    further: isFurther(told, word),
    part: PART.test(told) || word.startsWith('新增') || (kind === 'injured' && ONLY_TAKEN.test(word)),
    ...standingOf(by, denialOf(text, start, word), around.refutes),
    word,
    start,
  };
}

/** A rumour falls with the text that refutes it; what a party denies stands, and its denial beside it. */
function standingOf(
  by: FigureSpeaker | null,
  denial: ReturnType<typeof denialOf>,
  refutes: boolean,
): Pick<Mention, 'denied' | 'partyDenies' | 'by'> {
  const partyDenies = denial === 'party';
  const denied = denial === 'refuted' || (by === 'hearsay' && refutes);
  return { denied, partyDenies, by: partyDenies && by === 'party' ? null : by };
}

const FIRST_OF_TWO =
  /(?:^|[^中的])((?:\d{1,4}|[一二两三四五六七八九十百]{1,4}))(?:名|位|个|人)[^，。；、\d死亡伤困失难丧溺毒逝埋救毙]{0,8}(?:和|及|与|以及|、|跟)$/u;

/** "2名教师和3名学生遇难": those told first with the same verb. */
function togetherWith(text: string, start: number, word: string): number {
  if (/[者员]$/u.test(word) || !/^[\d一二两三四五六七八九十百]/u.test(word)) return 0;
  const first = FIRST_OF_TWO.exec(text.slice(Math.max(0, start - 18), start));
  const amount = first && readAmount(first[1]!, '', '');
  return amount?.value ?? 0;
}

function isFurther(told: string, word: string): boolean {
  if (/其中[^，。；]{0,3}$/u.test(told)) return false;
  if (FURTHER.test(told)) return true;
  return /不治|抢救无效|送医|送往医院/u.test(word) && /当场|现场/u.test(told);
}

const ONE_OF_KIND = { dead: ONE_PERSON, missing: ONE_MISSING, trapped: ONE_TRAPPED } as const;

/** Single persons told without a number ("一名" is a number), of kinds that no number is told of: "老人被撞身亡". */
export function singlesIn(text: string, numbered: readonly Mention[], source?: SourceOfText): Mention[] {
  const counted = new Set(numbered.map(({ kind }) => kind));
  return (Object.keys(ONE_OF_KIND) as (keyof typeof ONE_OF_KIND)[])
    .filter((kind) => !counted.has(kind))
    .flatMap((kind) => oneOf(kind, text, source) ?? []);
}

function oneOf(kind: keyof typeof ONE_OF_KIND, text: string, source?: SourceOfText): Mention | null {
  const match = ONE_OF_KIND[kind].exec(text);
  if (!match) return null;
  const [word] = match;
  if (!isOfThisMatter(text, match.index, word)) return null;
  const by = speakerAt(text, match.index, match.index + word.length, source);
  const standing = standingOf(by, denialOf(text, match.index, word), refutesRumours(text));
  const told = { vague: false, updated: false, corrects: false, further: false, part: false };
  const value = AND_ANOTHER.test(text.slice(Math.max(0, match.index - 20), match.index)) ? 2 : 1;
  return { kind, value, bound: 'exact', ...told, ...standing, word, start: match.index };
}
