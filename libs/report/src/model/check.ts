import { DOUBLE_SURNAMES, SURNAMES } from '#incidents';
import { coverage } from '../text/vectors.js';
import type { DroppedSentence, DropReason, KeptSentence, SentText } from './types.js';

/** Sentences taken at most, and characters of one. */
const MOST = 12;
const LONGEST = 200;
/** Share of a sentence's pairs of characters that its items must hold: it may be put otherwise, not made up. */
const FOUND = 0.5;

const CITATION = /[[【［](\d{1,3}(?:\s*[,，、-]\s*\d{1,3})*)[\]】］]/gu;
const NUMBER =
  /\d+(?:\.\d+)?%?|[〇零一二两三四五六七八九十百千万亿]+(?=[个名人户天日月年时点分秒元吨亩次条辆起米公里岁家所处倍成%])/gu;
const TIME =
  /今[天日晨早晚年]|昨[天日晚夜]|前[天日]|明[天日]|凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|深夜|午夜|周[一二三四五六日末]|星期[一二三四五六日天]|春节|国庆/gu;
const BODY =
  /[\u4e00-\u9fff]{2}(?:街道|社区|小区|公司|集团|医院|学校|中学|小学|幼儿园|派出所|委员会|大队|支队|市|县|区|镇|乡|村|路|街|巷|桥|河|湖|山|厂|矿|局|委|厅|所|站|院|校)/gu;
/** What stands before a name and is none of it: 反映东湖小区, 网传东湖小区. */
const BEFORE_NAME = /^[映传在是于的与和到由从对据称网有该为向至说因去往住给被把]+(?=[\u4e00-\u9fff]{2})/u;
const PERSON = new RegExp(
  `(?:${DOUBLE_SURNAMES.join('|')}|[${SURNAMES}])(?:某{1,2}|[\\u4e00-\\u9fff]{1,2})(?=先生|女士|局长|书记|主任|市长|县长|镇长|经理|医生|老师|表示|介绍)`,
  'gu',
);
const LATIN = /[A-Za-z][A-Za-z0-9.-]+/gu;
const QUOTE = /[“"「『]([^”"」』]{2,})[”"」』]/gu;
const CERTAIN = /证实|确认|查明|经查|属实|核实|不实|谣言|辟谣|官方|警方|通报/gu;
const TOLD =
  /网传|据传|传言|有(?:群众|网民|网友|居民|村民|家长|人)|群众反映|反映称|未经证实|尚未核实|有待核实|存疑|据(?:称|反映)|质疑/u;

/**
 * Holds each sentence of the model against the items it cites. What is not there is dropped with the reason, whole: a
 * sentence without one of its facts would be another sentence.
 * @param answer a sentence a line, `[1][3]` for its items
 */
export function checkAnswer(
  answer: string,
  texts: readonly SentText[],
): { kept: KeptSentence[]; dropped: DroppedSentence[] } {
  const kept: KeptSentence[] = [];
  const dropped: DroppedSentence[] = [];
  for (const line of linesOf(answer)) {
    const { text, numbers } = citationsOf(line);
    const cited = numbers.flatMap((no) => texts.find((one) => one.no === no) ?? []);
    const fault =
      kept.length >= MOST ? { reason: 'too_many' as const, words: [] } : faultOf(text, numbers, cited);
    if (fault) dropped.push({ text: text.slice(0, LONGEST), ...fault });
    else kept.push({ text, itemIds: [...new Set(cited.map(({ itemId }) => itemId))] });
  }
  return { kept, dropped };
}

/** One sentence each; the numbers of its items may stand behind the full stop. */
function linesOf(answer: string): string[] {
  return answer
    .split('\n')
    .flatMap((line) => line.match(/[^。！？!?]+[。！？!?]*(?:\s*[[【［][\d,，、\s-]+[\]】］])*/gu) ?? [])
    .map((line) => line.replace(/^[\s>*#·•-]*(?:\d{1,2}[.、．)）]\s*)?/u, '').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line.replace(CITATION, '')));
}

function citationsOf(line: string): { text: string; numbers: number[] } {
  const numbers = [...line.matchAll(CITATION)].flatMap(([, list]) =>
    (list ?? '').split(/[,，、-]/u).map((no) => Number(no.trim())),
  );
  const text = line
    .replace(CITATION, '')
    .replace(/\s+(?=[。！？])/gu, '')
    .trim();
  return { text, numbers: [...new Set(numbers)] };
}

type Fault = Pick<DroppedSentence, 'reason' | 'words'>;

function faultOf(text: string, numbers: readonly number[], cited: readonly SentText[]): Fault | null {
  if (numbers.length === 0) return { reason: 'no_citation', words: [] };
  if (cited.length < numbers.length)
    return {
      reason: 'unknown_item',
      words: numbers.filter((no) => !cited.some((one) => one.no === no)).map(String),
    };
  if (text.length > LONGEST) return { reason: 'too_long', words: [] };
  const material = cited.map(({ source, at, text: said }) => `${source} ${at} ${said}`).join(' ');
  return madeUp(text, material) ?? toldAsFact(text, cited, material);
}

/** Numbers, times, names and quotations that stand in none of the cited items. */
function madeUp(text: string, material: string): Fault | null {
  const known = new Set((material.match(NUMBER) ?? []).map(valueOf));
  const checks: [DropReason, string[]][] = [
    ['number', wordsIn(text, NUMBER).filter((word) => !known.has(valueOf(word)))],
    ['time', wordsIn(text, TIME).filter((word) => !material.includes(word))],
    [
      'quote',
      [...text.matchAll(QUOTE)].map(([, said]) => said ?? '').filter((said) => !material.includes(said)),
    ],
    [
      'name',
      [...wordsIn(text, BODY), ...wordsIn(text, PERSON), ...wordsIn(text, LATIN)].filter(
        (word) => !material.includes(word) && !material.includes(word.replace(BEFORE_NAME, '')),
      ),
    ],
    ['certainty', wordsIn(text, CERTAIN).filter((word) => !material.includes(word) && !TOLD.test(text))],
  ];
  const found = checks.find(([, words]) => words.length > 0);
  if (found) return { reason: found[0], words: found[1] };
  return coverage(text, material) < FOUND ? { reason: 'not_in_items', words: [] } : null;
}

function toldAsFact(text: string, cited: readonly SentText[], material: string): Fault | null {
  const doubtful = cited.every((one) => one.doubtful);
  return doubtful && !TOLD.test(text) && material ? { reason: 'rumour_as_fact', words: [] } : null;
}

const wordsIn = (text: string, pattern: RegExp): string[] => [...new Set(text.match(pattern) ?? [])];

const DIGITS = '零一二三四五六七八九';
/** 三 and 3, 两 and 2, 十二 and 12 are one number; others are compared as written. */
function valueOf(word: string): string {
  const plain = word.replace(/两/gu, '二').replace(/〇/gu, '零');
  if (!/^[零一二三四五六七八九十]+$/u.test(plain)) return plain.replace(/^0+(?=\d)/u, '');
  const [tens, ones] = plain.includes('十') ? plain.split('十') : [null, plain];
  if (tens === null) return Array.from(ones ?? '', (digit) => DIGITS.indexOf(digit)).join('');
  const value = (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
  return String(value);
}
