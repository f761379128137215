import type { ItemView } from '../../../../api/src/contract/index.js';

/** A text and the places it was seen at again. */
export interface Spread {
  item: ItemView;
  /** Copies of it, in the order in which they went round. */
  reposts: ItemView[];
  /** Where it stood first, the item itself or a copy found later; null without copies. */
  first: ItemView | null;
}

/** When an item came out, as far as is known. */
export const cameOut = (item: ItemView): string => item.publishedAt ?? item.discoveredAt;

/** Items with their copies under them; a copy whose original is not shown stands for itself. */
export function spreadOf(items: readonly ItemView[]): Spread[] {
  const shown = new Set(items.filter((item) => !item.duplicateOf).map(({ id }) => id));
  const isCopy = (item: ItemView) => item.duplicateOf !== null && shown.has(item.duplicateOf);
  return items
    .filter((item) => !isCopy(item))
    .map((item) => {
      const reposts = items
        .filter((other) => isCopy(other) && other.duplicateOf === item.id)
        .toSorted((a, b) => Date.parse(cameOut(a)) - Date.parse(cameOut(b)));
      const [earliest] = [item, ...reposts].toSorted(
        (a, b) => Date.parse(cameOut(a)) - Date.parse(cameOut(b)),
      );
      return { item, reposts, first: reposts.length > 0 ? (earliest ?? item) : null };
    });
}
