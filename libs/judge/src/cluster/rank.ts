import { chorus } from './chorus.js';
import type { Compared } from './compared.js';
import type { KeptItems } from './kept-items.js';
import { closeness } from './likeness.js';
import type { Near } from './text-postings.js';
import type { Suggestion } from './types.js';

/** Likenesses are rounded to thousandths before they are compared. */
const ROUNDING = 0.00051;

/** A kept item that may be of the same matter. */
interface Voice {
  slot: number;
  incident: number;
  /** How like it is; before it is compared, how like it is at the most. */
  like: number;
}

/**
 * The incidents near items belong to, the nearest first, those at least so like. The item is the one `items.circumstances`
 * and `compared` were told to compare with. An incident of which no item comes up to `least` cannot come up to it itself, so
 * items are compared only where what is known besides the wording lets one come up to it.
 * @param left slots that count for nothing
 */
export function rank(
  items: KeptItems,
  compared: Compared,
  near: Near,
  left: ReadonlySet<number>,
  least: number,
): Suggestion[] {
  const voices = voicesOf(items, near, left);
  const likeOf = ({ slot }: Voice) =>
    items.circumstances.likeness(slot, closeness(compared.wording(slot), compared.subject(slot)));
  const floor = least - ROUNDING;
  const asked = voices.filter(({ like }) => like >= floor);
  compared.fetch(asked.map(({ slot }) => slot));
  for (const voice of asked) voice.like = likeOf(voice);
  const found = new Set<number>();
  for (const { like, incident } of asked) if (like >= floor) found.add(incident);
  if (found.size === 0) return [];
  for (const voice of voices)
    if (found.has(voice.incident) && !asked.includes(voice)) voice.like = likeOf(voice);
  return [...found]
    .map((incident) => ({
      incidentId: items.incidents.idOf(incident),
      similarity: chorus(
        voices.filter((voice) => voice.incident === incident).map(({ like }) => like),
        items.incidents.sizeOf(incident),
      ),
    }))
    .sort(nearestFirst)
    .map(rounded);
}

/** Those that can be of the same matter at all, with the most they can be like it. */
function voicesOf({ circumstances, incidents }: KeptItems, near: Near, left: ReadonlySet<number>): Voice[] {
  const voices: Voice[] = [];
  circumstances.fetch(near.slots, near.count);
  for (let i = 0; i < near.count; i++) {
    const slot = near.slots[i]!;
    const incident = incidents.numberAt(slot);
    if (incident < 0 || left.has(slot)) continue;
    const like = circumstances.likeness(slot, 1);
    if (like > 0) voices.push({ slot, incident, like });
  }
  return voices;
}

export const nearestFirst = (a: Suggestion, b: Suggestion): number =>
  b.similarity - a.similarity || (a.incidentId < b.incidentId ? -1 : 1);

export const rounded = <T extends Suggestion>(one: T): T => ({
  ...one,
  similarity: Math.round(one.similarity * 1000) / 1000,
});
