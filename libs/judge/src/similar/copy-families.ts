import { CopyGroups } from './copy-groups.js';
import type { Alike, CopyText } from './copies.js';
import { CopyIndex } from './copy-index.js';
import { Frames } from './frames.js';
import { difference } from './veto.js';

/** What an item is a copy of. */
export interface Copied {
  /** Where the text most like it is kept. */
  slot: number;
  /** The first of its copies, and the firsts of others that it shows to be copies of the same. */
  first: string;
  also: string[];
}

/** So alike that no other member of the group need be asked. */
const EQUAL = 0.95;
/** Signs that a text must share in one order with the first or the longest of its copies, as a share of the shorter. */
const LINKED = 0.4;
/** How alike a text must be to those of two groups that it joins: by a reworded one every group would meet its neighbour. */
const JOINING = 0.34;

/**
 * Texts with their copies. A text belongs to a group when it is a copy of a member and agrees with those that speak for
 * the group: the member may have lost the name that tells two matters apart, and texts changed step by step end as others.
 */
export class CopyFamilies {
  private readonly index: CopyIndex;
  private readonly groups = new CopyGroups();
  private readonly frames: Frames;
  /** The text whose core was found last: it is looked for first and put in then. */
  private last: CopyText | null = null;

  /** @param before texts that came before the first one shown here */
  constructor(
    private readonly capacity: number,
    before = 0,
  ) {
    this.index = new CopyIndex(capacity);
    this.frames = new Frames(before);
  }

  /** A text that is out of the window by now tells of frames all the same. */
  learn(text: CopyText, first: string | null): void {
    this.read(text);
    if (first === null) this.frames.learn(text.normal, text.core);
    else this.frames.pass();
  }

  /** @param also firsts of other groups that the text has joined to its own */
  add(
    sequence: number,
    id: string,
    text: CopyText,
    first: string | null,
    also: readonly string[] = [],
  ): void {
    const slot = sequence % this.capacity;
    this.index.add(sequence, text);
    this.learn(text, first);
    this.groups.put(slot, sequence, id, text.normal.length, first);
    for (const other of also) this.groups.join(first ?? id, other);
  }

  /** The item of the slot leaves the window. */
  drop(slot: number): void {
    this.groups.drop(slot);
  }

  text(slot: number): CopyText | undefined {
    return this.index.text(slot);
  }

  /** Kept texts nearly equal; `others` are looked at besides those the signatures propose. */
  alike(text: CopyText, others: readonly number[]): Alike[] {
    this.read(text);
    return this.index.alike(text, others);
  }

  /**
   * What a text is a copy of; null: of nothing kept.
   * @param alike what `alike` found for it
   * @param fits whether the item of a slot may be of the same matter
   * @param together whether the items of two slots stand in one incident: only then groups are joined
   */
  find(
    text: CopyText,
    alike: readonly Alike[],
    fits: (slot: number) => boolean,
    together: (slot: number, other: number) => boolean,
  ): Copied | null {
    const copies = alike.filter(({ slot, isCopy }) => isCopy && fits(slot));
    const refused = new Set(
      alike.map(({ slot, isCopy }) => (isCopy ? undefined : this.groups.firstOf(slot))),
    );
    const slots = new Set(copies.map(({ slot }) => slot));
    const agreed = new Map<string, boolean>();
    const found = copies
      .filter(({ slot, similarity }) => {
        const first = this.groups.firstOf(slot)!;
        if (refused.has(first) && similarity < EQUAL) return false;
        const agrees = agreed.get(first) ?? this.agrees(text, slot, slots);
        agreed.set(first, agrees);
        return agrees;
      })
      .sort((a, b) => b.similarity - a.similarity);
    const [best] = found;
    if (!best) return null;
    const firsts = [this.groups.firstOf(best.slot)!];
    for (const { slot, similarity } of found) {
      const first = this.groups.firstOf(slot)!;
      if (similarity < JOINING || firsts.includes(first) || !together(best.slot, slot)) continue;
      if (this.areOne(best.slot, slot)) firsts.push(first);
    }
    const earliest = this.groups.earliest(firsts);
    return { slot: best.slot, first: earliest, also: firsts.filter((first) => first !== earliest) };
  }

  private read(text: CopyText): void {
    if (text === this.last) return;
    text.core = this.frames.coreOf(text.normal);
    this.last = text;
  }

  /** Whether those that speak for a group contradict nothing, and one of them has enough in common with the text. */
  private agrees(text: CopyText, slot: number, copies: ReadonlySet<number>): boolean {
    const speakers = this.groups.speakers(slot);
    let linked = speakers.length === 0;
    for (const speaker of speakers) {
      const other = this.index.text(speaker)!;
      if (copies.has(speaker)) linked = true;
      else {
        const { exchanged, common } = difference(text.normal, other.normal);
        if (exchanged) return false;
        linked ||= common >= LINKED * Math.min(text.normal.length, other.normal.length);
      }
    }
    return linked;
  }

  /** Nothing is exchanged between the members of two groups that a text is a copy of, nor between their speakers. */
  private areOne(slot: number, other: number): boolean {
    const ours = [...new Set([slot, ...this.groups.speakers(slot)])];
    const theirs = [...new Set([other, ...this.groups.speakers(other)])];
    return ours.every((one) =>
      theirs.every(
        (two) => !difference(this.index.text(one)!.normal, this.index.text(two)!.normal).exchanged,
      ),
    );
  }
}
