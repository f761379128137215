const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words of a text, without punctuation and white space. */
export const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

const GOES_ON = /[后前时中内外上下会能可不未很更最了着过再即仍均应需]/u;

/** Whether the characters from `start` to `end` are one word of the dictionary (康复, 安全) and so no name. */
export function isWord(text: string, start: number, end: number): boolean {
  const near = text.slice(start, end + 4);
  const [first] = segmenter.segment(near);
  if (first === undefined || first.segment.length < 2) return false;
  // 康复后: a word, and one that goes on with the sentence.
  const rest = text.slice(start + first.segment.length, end);
  return rest === '' || (rest.length === 1 && GOES_ON.test(rest));
}

/** Function words and words any complaint has; they tell two questions apart as little as a comma. */
const COMMON = new Set(
  '什么 怎么 怎样 为什么 为何 何时 多少 多久 哪里 哪些 哪个 是否 能否 可以 有没有 到底 究竟 我们 你们 他们 大家 这个 那个 这样 没有 现在 已经 还是 就是 不是 一直 时候 时间 问题 情况 请问 希望 相关 有关 部门 政府 群众 居民 市民 解决 处理 回应 答复 说法 解释 需要 应该 如何 因为 所以 但是 一个 一下'.split(
    ' ',
  ),
);

/** Words of two characters and more that tell what a sentence is about. */
export const keyWords = (text: string): string[] => [
  ...new Set(wordsOf(text).filter((word) => word.length > 1 && !COMMON.has(word) && !/^\d+$/.test(word))),
];
