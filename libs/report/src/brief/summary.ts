import type { Brief, Cited } from './types.js';
import { inline, NOTHING_KNOWN, TIER_WORDS, TOLD_AS, when } from './words.js';

type Told = Omit<Brief, 'summary' | 'since' | 'likeCases' | 'opinionLevel' | 'madeOf'>;

/** Groups and claims named in the summary. */
const QUESTIONS_NAMED = 3;
const ITEMS_CITED = 8;
/** What a leader reads in one breath, in characters. */
const SHORT = 60;

/** Since when it is known of: the first publication found. */
export function sinceOf({ first }: Told['spread']): Cited {
  if (!first) return { text: `${NOTHING_KNOWN}：还没有收集到公开信息。`, itemIds: [], standing: null };
  const text = `最早一条信息于${when(first.at)}发布在${first.source}（${TIER_WORDS[first.tier] ?? first.tier}）。`;
  return { text, itemIds: [first.itemId], standing: null };
}

/** Three sentences for a leader. */
export function summaryOf(told: Told): Cited[] {
  return [whatSentence(told), spreadSentence(told), askedSentence(told)];
}

function whatSentence({ happened, where, spread }: Told): Cited {
  const best = happened.find(({ text }) => text.length <= SHORT) ?? happened[0];
  if (!best) return { text: `${NOTHING_KNOWN}：现有信息没有讲清发生了什么。`, itemIds: [], standing: null };
  const since = spread.first ? `${when(spread.first.at, spread.last?.at)}以来，` : '';
  const names = where.map(({ name }) => name).slice(0, 3);
  const place = names.length > 0 && !names.some((name) => best.text.includes(name)) ? names.join('、') : '';
  const as = TOLD_AS[best.standing ?? 'reported'];
  return {
    text: `${since}${place}${as}：${inline(best.text)}。`,
    itemIds: best.itemIds,
    standing: best.standing,
  };
}

function spreadSentence({ spread }: Told): Cited {
  const { items, reposts, sources, first, last, lastDay, dayBefore } = spread;
  if (!first || !last)
    return { text: `${NOTHING_KNOWN}：还没有可以统计的信息。`, itemIds: [], standing: null };
  const course =
    dayBefore === 0
      ? ''
      : lastDay > dayBefore
        ? '，比前一日增多'
        : lastDay < dayBefore
          ? '，比前一日减少'
          : '，与前一日持平';
  const text =
    `截至${when(last.at)}，共收集信息 ${items} 条（其中转载 ${reposts} 条），来自 ${sources} 个来源，` +
    `首见于${first.source}；最近 24 小时 ${lastDay} 条${course}。`;
  return { text, itemIds: [first.itemId, last.itemId], standing: null };
}

function askedSentence({ questions, claims }: Told): Cited {
  const named = questions.slice(0, QUESTIONS_NAMED);
  const asked =
    named.length > 0
      ? `群众主要关切：${named.map(({ question, independent }) => `“${inline(question)}”（${independent} 条）`).join('、')}`
      : `${NOTHING_KNOWN}：尚未发现明确的提问或诉求`;
  const itemIds = named.flatMap((group) => group.itemIds.slice(0, 3)).slice(0, ITEMS_CITED);
  return { text: `${asked}。${claimWords(claims)}`, itemIds: [...new Set(itemIds)], standing: null };
}

function claimWords(claims: Told['claims']): string {
  const count = (...statuses: string[]) => claims.filter(({ status }) => statuses.includes(status)).length;
  const parts = [
    [count('unverified', 'open'), '项说法尚未核实'],
    [count('denied_by_party'), '项说法当事方否认、未经权威核实'],
    [count('refuted'), '项已被证明不实'],
    [count('verified'), '项已核实'],
  ] as const;
  const said = parts.filter(([many]) => many > 0).map(([many, words]) => `${many} ${words}`);
  return said.length > 0 ? `${said.join('，')}。` : '';
}
