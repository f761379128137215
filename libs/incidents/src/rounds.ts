/** An item found after an answer that repeats no other. */
export interface LaterItem {
  id: string;
  url: string | null;
  discoveredAt: Date;
}

export interface RoundSettings {
  /** Where the answer stands. */
  answerUrl: string | null;
  /** So many items … */
  needed: number;
  /** … found within so many hours. */
  hours: number;
}

/**
 * Whether what has come in since an answer makes a new turn: enough independent items close together. Our own site's are no
 * new voices: the answer itself is found there, and its companions.
 * @param items oldest first
 * @returns the items, and when the deciding one was found; null when there are too few
 */
export function newRound(
  items: readonly LaterItem[],
  { answerUrl, needed, hours }: RoundSettings,
): { itemIds: string[]; since: Date } | null {
  const own = hostOf(answerUrl);
  const voices = items.filter((item) => own === null || hostOf(item.url) !== own);
  for (let last = needed - 1; last < voices.length; last += 1) {
    const [first, deciding] = [voices[last - needed + 1], voices[last]];
    if (!first || !deciding) continue;
    if (deciding.discoveredAt.getTime() - first.discoveredAt.getTime() <= hours * 3_600_000)
      return { itemIds: voices.slice(0, last + 1).map((item) => item.id), since: deciding.discoveredAt };
  }
  return null;
}

/** Host of an address with its port; null when it is none. */
export const hostOf = (url: string | null): string | null =>
  url && URL.canParse(url) ? new URL(url).host : null;
