/** A piece of the text; `of` are the marks it lies in. */
export interface Piece {
  text: string;
  of: number[];
}

export interface Mark {
  /** Index of the step, as the legend numbers it. */
  step: number;
  start: number;
  end: number;
}

/** Cuts a text at the borders of its marks; the pieces together are the text again. Marks beyond the text are cut off. */
export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const inside = marks
    .map(({ step, start, end }) => ({ step, start: Math.max(0, start), end: Math.min(text.length, end) }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const found: Piece[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i] ?? 0, cuts[i + 1] ?? 0];
    const of = [
      ...new Set(inside.filter(({ start, end }) => start <= from && to <= end).map(({ step }) => step)),
    ].sort((a, b) => a - b);
    const last = found.at(-1);
    if (last && last.of.join() === of.join()) last.text += text.slice(from, to);
    else found.push({ text: text.slice(from, to), of });
  }
  return found;
}
