/** Only an incident's nearest few items speak for it, so that a long one is not diluted nor a stray item decides. */
const VOICES = 3;
/** Share of the nearest one in it. */
const LOUDEST = 0.22;

/**
 * Mean likeness of the nearest few items of an incident; those of a small incident that are not near at all count as 0.
 * @param likes of its items that are near at all, at least one; comes back sorted
 * @param size items kept of it
 */
export function chorus(likes: number[], size: number): number {
  likes.sort((a, b) => b - a);
  const voices = Math.min(VOICES, size);
  let sum = 0;
  for (let i = 0; i < voices; i++) sum += likes[i] ?? 0;
  return Math.min(1, LOUDEST * likes[0]! + (1 - LOUDEST) * (sum / voices));
}
