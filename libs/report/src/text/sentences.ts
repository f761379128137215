import { maskForUnits } from '#incidents';

/** What tells nothing: links, mentions, signs of topics, faces in brackets, marks of reposts. */
const NOISE =
  /〔链接〕|https?:\/\/[^\s\u3000-\u303f\u4e00-\u9fff]+|\/\/@[^:：\s]{1,30}[:：]|@[^\s:：，,。！!？?]{1,30}|\[[^[\]\s]{1,6}\]|#|转发微博/gu;
const SENTENCE = /[^。！？!?；;\n]+(?:[。！？!?；;]+["”』」）)]*|(?=\n)|$)/gu;

/** Shorter says nothing, longer is no sentence. In characters. */
const SHORTEST = 4;
const LONGEST = 110;

/**
 * The sentences of a title and a text as anybody in office may read them: names of private persons, accounts and addresses
 * masked, each sentence once. A sentence that runs on is cut at its commas.
 */
export function sentencesOf({ title, text }: { title: string; text: string }): string[] {
  const whole = text.trim().startsWith(title.trim()) ? text : `${title}\n${text}`;
  const clean = maskForUnits(whole)
    .replace(NOISE, ' ')
    .replace(/[ \t\u3000]+/gu, ' ');
  const found = (clean.match(SENTENCE) ?? []).flatMap((part) => cutAtCommas(part.trim()));
  return [...new Set(found)].filter((sentence) => lettersOf(sentence).length >= SHORTEST);
}

/** Letters, digits and Chinese characters only. */
export const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

function cutAtCommas(sentence: string): string[] {
  if (sentence.length <= LONGEST) return [sentence];
  const pieces: string[] = [];
  let piece = '';
  for (const clause of sentence.match(/[^，,、：:]+[，,、：:]?/gu) ?? []) {
    if (piece && piece.length + clause.length > LONGEST) {
      pieces.push(piece);
      piece = '';
    }
    piece += clause;
  }
  // What has no comma either is no sentence but a list or a code.
  return [...pieces, piece].map((part) => part.slice(0, LONGEST).trim()).filter(Boolean);
}
