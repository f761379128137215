/** A piece of a text; `kinds` name the decisions that rest on it, empty for plain text. */
export interface Segment {
  text: string;
  kinds: string[];
}

/** Words a decision rests on. */
export interface MarkedWords {
  kind: string;
  words: string[];
}

/**
 * Cuts a text so that every occurrence of every word is a piece of its own. Overlapping words share their pieces; the
 * pieces together are always the text again. Words that do not stand in it are passed over.
 */
export function segments(text: string, marks: MarkedWords[]): Segment[] {
  const spans = marks.flatMap(({ kind, words }) =>
    [...new Set(words)]
      .filter(Boolean)
      .flatMap((word) => occurrences(text, word).map((from) => ({ kind, from, to: from + word.length }))),
  );
  if (spans.length === 0) return text ? [{ text, kinds: [] }] : [];
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => [span.from, span.to])])].sort(
    (a, b) => a - b,
  );
  const result: Segment[] = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const from = cuts[i] ?? 0;
    const to = cuts[i + 1] ?? from;
    const kinds = [
      ...new Set(spans.filter((span) => span.from <= from && span.to >= to).map((span) => span.kind)),
    ];
    const last = result.at(-1);
    if (last && last.kinds.join() === kinds.join()) last.text += text.slice(from, to);
    else result.push({ text: text.slice(from, to), kinds });
  }
  return result;
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(at);
  return found;
}
