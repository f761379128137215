/** Signs of Chinese that carry no meaning of their own at the edge of a word. */
const EDGE =
  /^[的了是在和与及也都就被把将为对从向到等这那有没不我你他]|[的了是在和与及也都就被把将为对从向到等着过]$/u;
const HAN = /^\p{Script=Han}+$/u;
const LENGTHS = [2, 3, 4];
const MOST_WORDS = 8;
/** A word stands in at least this many of the texts, and in this share of them. */
const LEAST_TEXTS = 3;
const LEAST_SHARE = 0.3;

/**
 * Words that many of the texts have in common and the texts before them had not: what drives a rise. Pieces of two to four
 * signs; of one inside another that is as frequent only the longer stays.
 */
export function drivingWords(texts: readonly string[], before: readonly string[]): string[] {
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
  const kept: typeof found = [];
  for (const one of found) {
    if (kept.length >= MOST_WORDS) break;
    const overlaps = kept.some(({ word }) => word.includes(one.word) || one.word.includes(word));
    if (!overlaps) kept.push(one);
  }
  return kept.map(({ word }) => word);
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
