const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

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
