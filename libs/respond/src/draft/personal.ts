import { diffChars } from 'diff';
import { DOUBLE_SURNAMES, maskForUnits, SURNAMES, WORDLIKE } from '#incidents';
import { isWord } from './words.js';

/** Takes personal details out of a text; the one of `#collect` is handed in, since steps never meet. */
export type Masker = (text: string) => string;

export const BLOCK_KINDS = [
  'phone',
  'identity',
  'card',
  'mail',
  'plate',
  'account',
  'name',
  'masked_name',
  'unfilled',
  'post_link',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Something a text may not be handed in with. */
export interface Block {
  kind: BlockKind;
  /** The words themselves, as they stand. */
  words: string;
  /** What stands around them. */
  around: string;
  /** Where they begin in the text; -1 for an address behind a link. */
  start: number;
}

/** Whose name never goes out: who reported, the sick, the dead and injured, the young, and their families. */
const PROTECTED = [
  '举报人|反映人|投诉人|爆料人|报料人|发帖人|来电人|来信人|信访人|记者|患者|病人|病患|产妇|孕妇|确诊者|感染者',
  '死者|逝者|遇难者|伤者|伤员|受害人|受害者|被害人|遇害者|失联者|失踪者|被困者|溺水者|走失者|学生|考生|男生|女生|同学',
  '幼儿|婴儿|男婴|女婴|儿童|男孩|女孩|男童|女童|未成年人|孩子|小孩|少年|少女|儿子|女儿|孙子|孙女|家属|家长|监护人',
].join('|');
const SURNAME = `(?:${DOUBLE_SURNAMES.join('|')}|[${SURNAMES}])`;
const AFTER =
  '(?=$|[^\\u4e00-\\u9fff]|[是在住家现今的和与及等说称向因被于从到把对将自也又都已曾就来去有没因为反表打遭受经报系，。、])';
const GAP = '[：:（(“"\\s]{0,2}';
const TITLED = '(?!先生|女士|小姐|大爷|大妈|阿姨|师傅|老师|医生)';
const NAMED = new RegExp(
  `(?:${PROTECTED})${GAP}(?<name>${SURNAME}${TITLED}[\\u4e00-\\u9fff]{1,2}?)${AFTER}`,
  'gu',
);
/** 患者王某某, 学生李××: with place and age still somebody. */
const MASKED = new RegExp(`(?:${PROTECTED})${GAP}(?<name>${SURNAME}(?:某{1,2}|[×xX＊*○〇]{1,3}))`, 'gu');
const WHOLE_NAME = new RegExp(`^${SURNAME}[\\u4e00-\\u9fff]{1,2}$`, 'u');
/** No person: 学生任家庄小学. */
const NO_PERSON = /[镇乡村街道路县市区社局所委院校厂矿站馆办组庄某]/u;
const REACH = 8;

/**
 * Personal details of a text: numbers and names of private persons, and names, also masked ones, of whoever reported, was
 * sick, hurt or is young. Posts and names of officials pass, and so do public short numbers (12345, 110).
 * @param mask what takes numbers and names out before storing
 */
export function findPersonal(text: string, mask: Masker): Block[] {
  // An address in the text is looked at by itself.
  const plain = text.replaceAll(/https?:\/\/[^\s，。）)”"]+/gi, (found) => ' '.repeat(found.length));
  const found = [
    ...changedBy(plain, mask),
    ...changedBy(plain, maskForUnits),
    ...namesIn(plain, NAMED, 'name'),
    ...namesIn(plain, MASKED, 'masked_name'),
  ];
  const blocks = new Map<string, Block>();
  for (const { start, end, kind } of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if ([...blocks.values()].some((one) => start < one.start + one.words.length && end > one.start)) continue;
    blocks.set(`${start}`, {
      kind,
      words: text.slice(start, end),
      around: aroundOf(text, start, end),
      start,
    });
  }
  return [...blocks.values()];
}

/** Whether words that stand alone, in a cell headed 姓名, are a name. */
export const isName = (words: string): boolean => WHOLE_NAME.test(words) && !NO_PERSON.test(words.slice(1));

interface Found {
  start: number;
  end: number;
  kind: BlockKind;
}

function namesIn(text: string, pattern: RegExp, kind: 'name' | 'masked_name'): Found[] {
  return [...text.matchAll(pattern)].flatMap((match): Found[] => {
    const name = match.groups?.['name'] ?? '';
    const end = match.index + match[0].length;
    const start = end - name.length;
    if (kind === 'masked_name') return [{ start, end, kind }];
    const given = name.slice(DOUBLE_SURNAMES.some((double) => name.startsWith(double)) ? 2 : 1);
    const none = WORDLIKE.has(name.charAt(0)) || NO_PERSON.test(given) || isWord(text, start, end);
    return none ? [] : [{ start, end, kind }];
  });
}

/** What a masker would change, widened to the whole number or name. */
function changedBy(text: string, mask: Masker): Found[] {
  const found: Found[] = [];
  let at = 0;
  for (const part of diffChars(text, mask(text))) {
    if (part.added) continue;
    if (part.removed) found.push(widened(text, at, at + part.value.length));
    at += part.value.length;
  }
  return found.filter((one) => !(one.kind === 'name' && isWord(text, one.start, one.end)));
}

const RUN = /[\w@＠.+０-９－—*-]/u;

function widened(text: string, from: number, to: number): Found {
  let [start, end] = [from, to];
  if (/\p{Script=Han}/u.test(text.slice(from, to)) && !/[@＠]/u.test(text.slice(from - 1, to))) {
    start -= DOUBLE_SURNAMES.includes(text.slice(from - 2, from)) ? 2 : 1;
    return { start: Math.max(0, start), end, kind: 'name' };
  }
  while (start > 0 && RUN.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && RUN.test(text.charAt(end))) end += 1;
  if (/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]/u.test(text.charAt(start - 1))) {
    const plate = /^[A-Z]/.test(text.slice(start, end));
    return {
      start: plate ? start - 1 : start,
      end,
      kind: plate ? 'plate' : numberKind(text.slice(start, end)),
    };
  }
  return { start, end, kind: numberKind(text.slice(start, end)) };
}

function numberKind(run: string): BlockKind {
  if (/^[@＠]/u.test(run)) return 'account';
  if (run.includes('@')) return 'mail';
  const digits = run.normalize('NFKC').replaceAll(/\D/g, '').length;
  if (/[A-Za-z]{2}|_/.test(run)) return 'account';
  if (/^\d{17}[\dXx]$/.test(run)) return 'identity';
  return digits >= 15 ? 'card' : 'phone';
}

export const aroundOf = (text: string, start: number, end: number): string =>
  text.slice(Math.max(0, start - REACH), end + REACH).replaceAll('\n', ' ');

/** Parts of a template nobody has filled in yet: 〔请写明…〕. What it asks for in several places is said once. */
export function findUnfilled(text: string): Block[] {
  const found = [...text.matchAll(/〔[^〕\n]{0,60}〕/gu)];
  return found
    .filter(([words], at) => found.findIndex((one) => one[0] === words) === at)
    .map(({ 0: words, index: start }) => ({
      kind: 'unfilled',
      words,
      around: aroundOf(text, start, start + words.length),
      start,
    }));
}

/** Addresses of what citizens wrote in this very matter: an answer never points at them. */
export const findPosts = (links: readonly string[], posts: readonly string[]): Block[] => {
  const known = new Set(posts.map(addressOf));
  return links
    .filter((link) => known.has(addressOf(link)))
    .map((link) => ({ kind: 'post_link', words: link, around: link, start: -1 }));
};

const addressOf = (url: string): string =>
  url
    .trim()
    .replace(/^https?:\/\/(?:www\.|m\.)?/i, '')
    .replace(/[#/]+$/, '')
    .toLowerCase();
