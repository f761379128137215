/** Texts that are copies of one another. */
interface Group {
  /** The first of them that was seen, its place in the order, and the firsts of groups that were joined to it. */
  first: string;
  since: number;
  joined: string[];
  /** Slots of the first and of the longest; −1 once out of the window. */
  firstSlot: number;
  fullest: number;
  length: number;
  size: number;
  /** The group this one was joined to. */
  into: Group | null;
}

/** Which of the newest items are copies of one another, by slot of the window. */
export class CopyGroups {
  private readonly groups: (Group | undefined)[] = [];
  private readonly byFirst = new Map<string, Group>();

  /**
   * The `sequence`-th item stands in this slot.
   * @param length signs of its text
   * @param duplicateOf first of the group it belongs to; null: it is the first of one
   */
  put(slot: number, sequence: number, id: string, length: number, duplicateOf: string | null): void {
    this.drop(slot);
    const first = duplicateOf ?? id;
    let group = this.byFirst.get(first);
    if (!group) {
      const firstSlot = first === id ? slot : -1;
      group = { first, since: sequence, joined: [], firstSlot, fullest: slot, length, size: 0, into: null };
      this.byFirst.set(first, group);
    }
    group = survivor(group);
    if (length > group.length || group.fullest < 0) {
      group.fullest = slot;
      group.length = length;
    }
    group.size++;
    this.groups[slot] = group;
  }

  /** The item of the slot leaves the window. */
  drop(slot: number): void {
    const group = this.at(slot);
    if (!group) return;
    this.groups[slot] = undefined;
    if (group.firstSlot === slot) group.firstSlot = -1;
    if (group.fullest === slot) group.fullest = group.firstSlot;
    if (--group.size > 0) return;
    for (const id of [group.first, ...group.joined]) this.byFirst.delete(id);
  }

  /** The first of the copies a slot's item is one of. */
  firstOf(slot: number): string | undefined {
    return this.at(slot)?.first;
  }

  /** Slots of those that stand for the copies of this slot's item: the first and the longest. */
  speakers(slot: number): number[] {
    const group = this.at(slot);
    if (!group) return [];
    return [...new Set([group.firstSlot, group.fullest])].filter((one) => one >= 0);
  }

  /** The earliest of these firsts. */
  earliest(firsts: readonly string[]): string {
    const since = (first: string) => survivor(this.byFirst.get(first)!).since;
    return firsts.reduce((one, other) => (since(other) < since(one) ? other : one));
  }

  /** Two groups have turned out to be one: what is asked of either is answered by the earlier one. */
  join(first: string, other: string): void {
    const [one, two] = [this.byFirst.get(first), this.byFirst.get(other)];
    if (!one || !two) return;
    const [a, b] = [survivor(one), survivor(two)];
    if (a === b) return;
    const [into, from] = a.since <= b.since ? [a, b] : [b, a];
    from.into = into;
    into.joined.push(from.first, ...from.joined);
    into.size += from.size;
    if (from.length > into.length) {
      into.fullest = from.fullest;
      into.length = from.length;
    }
  }

  private at(slot: number): Group | undefined {
    const group = this.groups[slot];
    return group && survivor(group);
  }
}

function survivor(group: Group): Group {
  let one = group;
  while (one.into) one = one.into;
  return one;
}
