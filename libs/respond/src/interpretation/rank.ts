import type { InterpretationForm, QuestionAnswer } from './forms.js';
import { documentNumber } from './forms.js';

/** A document as ranking sees it. */
export interface RankedDocument {
  id: string;
  title: string;
  number: string | null;
  keywords: readonly string[];
  interpretations: readonly RankedInterpretation[];
}
export interface RankedInterpretation {
  id: string;
  title: string;
  form: InterpretationForm;
  questions: readonly QuestionAnswer[];
}

export interface PolicyMatch {
  id: string;
  /** Larger is better; below `LEAST` nothing is a match. */
  score: number;
  /** Its number, or its whole subject, stands in the text. */
  named: boolean;
  /** Words of the text that speak for the document, longest first. */
  words: string[];
  /** The question of its interpretations that is nearest to the text. */
  question: (QuestionAnswer & { interpretationId: string }) | null;
}

const NUMBER = 100;
const TITLE = 60;
const KEYWORD = 10;
const SHARED = 40;
const QUESTION = 10;
/** One keyword, or a good part of the title; of several names of one subject the first says the most. */
export const LEAST = 12;

/** What every title holds and no text is found by. */
const COMMON =
  /关于|印发|转发|进一步|通知$|公告$|实施|办法|方案|意见|细则|规定|规划|管理|工作|有关|做好|加强|推进|试行|暂行|人民政府|办公室|[省市县区]|《|》|（|）|〈|〉|的|和|及|等/g;

/**
 * The documents a text is about, best first: its number or title named outright, its keywords, else the parts of its
 * title that stand in the text, rare ones before common ones. Deterministic; no model, no network.
 * @param text title and words of the matter
 * @param city its names: they stand in every title and speak for none
 */
export function rankDocuments(
  text: string,
  documents: readonly RankedDocument[],
  { most = 5, city = [] }: { most?: number; city?: readonly string[] } = {},
): PolicyMatch[] {
  const read = normal(text);
  if (read === '') return [];
  const rarity = rarityOf(documents, city);
  return documents
    .map((document) => matchOf(read, document, rarity))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

function matchOf(text: string, document: RankedDocument, rarity: Rarity): PolicyMatch {
  const words: string[] = [];
  let score = 0;
  let named = false;
  if (document.number && documentNumber(text).includes(document.number)) {
    score += NUMBER;
    named = true;
    words.push(document.number);
  }
  const core = coreOf(document.title);
  if (core.length >= 4 && text.includes(core)) {
    score += TITLE;
    named = true;
    words.push(core);
  }
  const keywords = document.keywords
    .map(normal)
    .filter((word) => word.length > 1 && text.includes(word))
    .sort((a, b) => b.length - a.length);
  keywords.forEach((word, place) => (score += (KEYWORD + 2 * Math.min(word.length, 6)) / (place + 1) ** 2));
  words.push(...keywords);
  const shared = sharedParts(text, document.title, rarity);
  score += SHARED * shared.share;
  words.push(...shared.parts);
  const question = nearestQuestion(text, document);
  if (question && score > 0) score += QUESTION * question.likeness;
  return {
    id: document.id,
    score: Math.round(score * 100) / 100,
    named,
    words: longest(words),
    question: question && question.likeness >= ASKED ? question.found : null,
  };
}

const normal = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** The subject of a title: what stands between 关于印发 and 的通知, in its 《》 where it has them. */
export function coreOf(title: string): string {
  const inner = /[《〈](.+)[》〉]/.exec(title)?.[1] ?? title;
  return normal(inner)
    .replace(/^.{0,20}?(人民政府|办公室|局|委员会|部)?(关于)(印发|转发|公布|修订)?/, '')
    .replace(/[(（](试行|暂行|修订|征求意见稿).*$/, '')
    .replace(/的(通知|公告|通告|决定|意见|批复|函)$/, '');
}

/** How many documents have a pair of letters in their title. */
interface Rarity {
  city: readonly string[];
  count: number;
  of: ReadonlyMap<string, number>;
}

function rarityOf(documents: readonly RankedDocument[], city: readonly string[]): Rarity {
  const of = new Map<string, number>();
  for (const { title } of documents)
    for (const pair of new Set(piecesOf(title, city).flatMap(pairsOf))) of.set(pair, (of.get(pair) ?? 0) + 1);
  return { city, count: documents.length, of };
}

const weightOf = (pair: string, { count, of }: Rarity): number =>
  Math.log((count + 2) / ((of.get(pair) ?? 0) + 1)) + 0.2;

/** Pieces of a title that carry meaning. */
const piecesOf = (title: string, city: readonly string[]): string[] =>
  city
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, '|'), coreOf(title))
    .replace(COMMON, '|')
    .split(/[|\p{P}\p{S}]+/u)
    .filter((piece) => piece.length > 1);

const pairsOf = (piece: string): string[] =>
  Array.from({ length: piece.length - 1 }, (_, at) => piece.slice(at, at + 2));

/** Share of the title, by weight, that stands in the text, and the parts that do. */
function sharedParts(text: string, title: string, rarity: Rarity): { share: number; parts: string[] } {
  const pieces = piecesOf(title, rarity.city);
  let all = 0;
  let found = 0;
  const parts: string[] = [];
  for (const piece of pieces) {
    let run = '';
    for (const pair of pairsOf(piece)) {
      const weight = weightOf(pair, rarity);
      all += weight;
      if (text.includes(run === '' ? pair : run + pair.slice(1))) {
        found += weight;
        run = run === '' ? pair : run + pair.slice(1);
        continue;
      }
      if (run) parts.push(run);
      run = text.includes(pair) ? pair : '';
      if (run) found += weight;
    }
    if (run) parts.push(run);
  }
  return { share: all === 0 ? 0 : found / all, parts };
}

/** Each once, and none that stands within a longer one. */
function longest(words: readonly string[]): string[] {
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length);
  return sorted.filter((word, at) => !sorted.slice(0, at).some((longer) => longer.includes(word)));
}

/** Share of the letters of a question, in pairs, from which it counts as asked. */
const ASKED = 0.4;

function nearestQuestion(
  text: string,
  { interpretations }: RankedDocument,
): { likeness: number; found: QuestionAnswer & { interpretationId: string } } | null {
  let best: { likeness: number; found: QuestionAnswer & { interpretationId: string } } | null = null;
  for (const { id, questions } of interpretations)
    for (const { question, answer } of questions) {
      const pairs = pairsOf(normal(question).replace(/[\p{P}]/gu, ''));
      const likeness =
        pairs.length === 0 ? 0 : pairs.filter((pair) => text.includes(pair)).length / pairs.length;
      if (likeness > (best?.likeness ?? 0))
        best = { likeness, found: { question, answer, interpretationId: id } };
    }
  return best;
}
