/** One rise as it is found under a key. */
export interface KeyedRise {
  key: string;
  label: string;
  chance: number;
  items: readonly string[];
}

/** Share of items two rises have in common when they are one. */
const SAME = 0.5;

/**
 * One matter rises under several keys at once (its topic, its place, its words): the rarest speaks for all.
 * @returns the rises, the rarest first, each with the labels of those it stands for
 */
export function groupRises<T extends KeyedRise>(rises: readonly T[]): (T & { also: string[] })[] {
  const groups: (T & { also: string[] })[] = [];
  const sorted = rises.toSorted(
    (a, b) => a.chance - b.chance || b.items.length - a.items.length || (a.key < b.key ? -1 : 1),
  );
  for (const rise of sorted) {
    const same = groups.find((group) => share(group.items, rise.items) >= SAME);
    if (same) same.also.push(rise.label);
    else groups.push({ ...rise, also: [] });
  }
  return groups;
}

/** Of the smaller of the two. */
export function share(a: readonly string[], b: readonly string[]): number {
  const known = new Set(a);
  const both = b.filter((id) => known.has(id)).length;
  return both / Math.max(1, Math.min(a.length, b.length));
}
