/** Signs of Chinese that carry no meaning of their own at the edge of a word. */
const EDGE =
  /^[的了是在和与及也都就被把将为对从向到等这那有没不我你他]|[的了是在和与及也都就被把将为对从向到等着过]$/u;
const HAN = /^\p{Script=Han}+$/u;
const LENGTHS = [2, 3, 4];
const LONGEST = 8;
const NEARLY_ALL = 0.9;
const MOST_WORDS = 6;
/** A word stands in at least this many of the texts, and in this share of them. */
const LEAST_TEXTS = 3;
const LEAST_SHARE = 0.3;

/**
 * Words that many of the texts have in common and the texts before them had not: what drives a rise. Pieces of two to four
 * signs; of one inside another only the first stays.
 * @param named words of topics found in them, each as often as it was found: they come first
 */
export function drivingWords(
  texts: readonly string[],
  before: readonly string[],
  named: readonly string[] = [],
): string[] {
  const now = countPieces(texts);
  const usual = countPieces(before);
  const least = Math.max(LEAST_TEXTS, texts.length * LEAST_SHARE);
  const found = [...now]
    .filter(([, count]) => count >= least)
    .map(([word, count]) => {
      const share = (usual.get(word) ?? 0) / Math.max(1, before.length);
      return { word, count, score: (count / texts.length - share) * Math.sqrt(word.length) };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.word.length - a.word.length || (a.word < b.word ? -1 : 1));
  const kept = topOf(named, least);
  for (const piece of found) {
    if (kept.length >= MOST_WORDS) break;
    const word = whole(piece.word, texts);
    if (!kept.some((other) => other.includes(word) || word.includes(other))) kept.push(word);
  }
  return kept;
}

/** The longer expression a piece is cut from, where nearly all texts that have the piece have it too. */
function whole(piece: string, texts: readonly string[]): string {
  const own = texts.filter((text) => text.includes(piece));
  let word = piece;
  for (let grown = true; grown && word.length < LONGEST;) {
    grown = false;
    for (const wider of widerBy(word, own))
      if (own.filter((text) => text.includes(wider)).length >= own.length * NEARLY_ALL) {
        word = wider;
        grown = true;
        break;
      }
  }
  return word;
}

/** With the sign before and the sign behind, as the first text has them. */
function widerBy(word: string, texts: readonly string[]): string[] {
  const text = texts[0] ?? '';
  const at = text.indexOf(word);
  if (at < 0) return [];
  return [text.slice(at - 1, at + word.length), text.slice(at, at + word.length + 1)].filter(
    (wider) => wider.length === word.length + 1 && HAN.test(wider) && !EDGE.test(wider),
  );
}

/** Of words that were found item by item those that stand in enough of them, the most frequent first. */
function topOf(named: readonly string[], least: number): string[] {
  const counts = new Map<string, number>();
  for (const word of named) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .toSorted(([a, more], [b, fewer]) => fewer - more || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
}

/** In how many texts each piece stands. */
function countPieces(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const pieces = new Set<string>();
    for (let at = 0; at < text.length; at += 1)
      for (const length of LENGTHS) {
        const piece = text.slice(at, at + length);
        if (piece.length === length && HAN.test(piece) && !EDGE.test(piece)) pieces.add(piece);
      }
    for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return counts;
}
