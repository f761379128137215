/** A sentence and where it stands in its text. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

const END = /[。！？!?；;\n]/u;

/** Sentences of a plain text, without empty ones; `end` is behind the closing mark. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  const take = (end: number): void => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    if (trimmed.replaceAll(/[。！？!?；;\s]/gu, ''))
      found.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
    start = end;
  };
  for (let at = 0; at < text.length; at += 1) if (END.test(text.charAt(at))) take(at + 1);
  take(text.length);
  return found;
}
