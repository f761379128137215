import { CopyGroups } from './copy-groups.js';
import { type Alike, CopyIndex, type CopyText } from './copies.js';
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

/**
 * Texts with their copies. A text belongs to a group when it is a copy of a member and agrees with those that speak for
 * the group: the member may have lost the name that tells two matters apart, and texts changed step by step end as others.
 */
export class CopyFamilies {
  private readonly index: CopyIndex;
  private readonly groups = new CopyGroups();
  private readonly frames: Frames;

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
    text.core = this.frames.coreOf(text.normal);
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
    text.core = this.frames.coreOf(text.normal);
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
    const refused = new Set(
      alike.map(({ slot, isCopy }) => (isCopy ? undefined : this.groups.firstOf(slot))),
    );
    const found = alike
      .filter(
        ({ slot, isCopy, similarity }) =>
          isCopy &&
          fits(slot) &&
          (similarity >= EQUAL || !refused.has(this.groups.firstOf(slot))) &&
          this.agrees(text, slot),
      )
      .sort((a, b) => b.similarity - a.similarity);
    const [best] = found;
    if (!best) return null;
    const firsts = [this.groups.firstOf(best.slot)!];
    for (const { slot } of found) {
      const first = this.groups.firstOf(slot)!;
      if (firsts.includes(first) || !together(best.slot, slot)) continue;
      if (this.areOne(best.slot, slot)) firsts.push(first);
    }
    const earliest = this.groups.earliest(firsts);
    return { slot: best.slot, first: earliest, also: firsts.filter((first) => first !== earliest) };
  }

  private agrees(text: CopyText, slot: number): boolean {
    let linked = false;
    for (const speaker of this.groups.speakers(slot)) {
      const other = this.index.text(speaker)!;
      if (speaker === slot || other.normal === text.normal) {
        linked = true;
        continue;
      }
      const { exchanged, common } = difference(text.normal, other.normal);
      if (exchanged) return false;
      linked ||= common >= LINKED * Math.min(text.normal.length, other.normal.length);
    }
    return linked || this.groups.speakers(slot).length === 0;
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
