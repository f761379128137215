import type { QuestionGroup } from '../brief/types.js';
import { lettersOf } from '../text/sentences.js';
import { coverage } from '../text/vectors.js';
import { matterOf, waysOf } from './asking.js';

/** What an answer to each way of asking must hold somewhere near its subject. */
const ANSWERED_BY: Record<string, RegExp> = {
  何时: /\d{1,4}\s*[年月日号时点分天周]|今[天日晚]|明[天日]|本[周月]|[下上]周|已(?:经)?(?:恢复|完成|解决|开通|修复|处理|发放|到账|整改)|小时内|[日天月]内|前(?:完成|恢复|解决|发放)/u,
  为何: /原因|因为?|由于|系|导致|造成|缘于|所致|为了|根据|按照|依据/u,
  谁: /由|[局委办厅公司镇乡街道中心]负责|责任|牵头|主管|电话/u,
  多少: /\d|[一二三四五六七八九十百千万]+(?:元|人|户|天|个|次|吨|%|％)/u,
};
/** Share of the pairs of the question's own words that the answer must take up. */
const TAKEN_UP = 0.4;
/** Where the answer holds what the way of asking wants, fewer will do: 何时来水 is answered by 22时恢复供水. */
const SHARED = 0.34;

/**
 * Whether a text for the public touches a question: its own words stand in it, with what that way of asking wants (何时: a
 * time; 为何: a reason; 多少: a figure). A hint for the writer, no judgement of the answer.
 */
export function touches(text: string, question: Pick<QuestionGroup, 'question' | 'wordings'>): boolean {
  return [question.question, ...question.wordings].some((asked) => touchesOne(text, asked));
}

function touchesOne(text: string, asked: string): boolean {
  const matter = matterOf(asked);
  const [way] = waysOf(asked);
  const wanted = way ? ANSWERED_BY[way] : undefined;
  if (!wanted) return coverage(matter, text) >= TAKEN_UP;
  return text
    .split(/[。！？!?\n]/u)
    .some(
      (sentence) =>
        wanted.test(sentence) && (coverage(matter, sentence) >= TAKEN_UP || shares(matter, sentence)),
    );
}

/** Share of the single characters of the question's matter that stand in a sentence. */
function shares(matter: string, sentence: string): boolean {
  const letters = [...new Set(Array.from(lettersOf(matter)))].filter((letter) => !COMMON.has(letter));
  if (letters.length === 0) return true;
  return letters.filter((letter) => sentence.includes(letter)).length / letters.length >= SHARED;
}

const COMMON = new Set(
  Array.from('的了是在我你他它们这那有就都也和与及或而还又很把被让给到对为从之其已着过吗呢吧啊能会要可'),
);
