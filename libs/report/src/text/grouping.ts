import { middle, type Vector } from './vectors.js';

/** Groups whose middles are this near are one. */
const MERGED = 0.5;
/** A group of so many no longer moves: its middle need not be counted again for each. */
const SETTLED = 32;

/**
 * Puts together what is alike: in the order given each joins the nearest group that is near enough, else begins one; then
 * each is looked at once more, and near groups are merged. The same order gives the same groups.
 * @param near least likeness to the middle of a group, 0 to 1
 * @returns places within `vectors`, the largest group first
 */
export function groupAlike(vectors: readonly Vector[], near: number): number[][] {
  const groups = reassign(vectors, passOver(vectors, near), near);
  return mergeNear(groups, vectors).toSorted((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

const middleOf = (members: readonly number[], vectors: readonly Vector[]): Vector =>
  middle(members.map((one) => vectors[one] as Vector));

function passOver(vectors: readonly Vector[], near: number): number[][] {
  const groups: number[][] = [];
  const middles = new Middles();
  vectors.forEach((vector, index) => {
    const at = middles.nearest(vector, near);
    const group = groups[at];
    if (!group) {
      groups.push([index]);
      middles.set(groups.length - 1, vector);
      return;
    }
    group.push(index);
    if (group.length <= SETTLED) middles.set(at, middleOf(group, vectors));
  });
  return groups;
}

function reassign(vectors: readonly Vector[], groups: readonly number[][], near: number): number[][] {
  const middles = new Middles();
  groups.forEach((group, index) => middles.set(index, middleOf(group, vectors)));
  const next: number[][] = groups.map(() => []);
  const alone: number[][] = [];
  vectors.forEach((vector, index) => {
    const group = next[middles.nearest(vector, near)];
    if (group) group.push(index);
    else alone.push([index]);
  });
  return [...next, ...alone].filter((group) => group.length > 0);
}

function mergeNear(groups: readonly number[][], vectors: readonly Vector[]): number[][] {
  const middles = new Middles();
  const kept: number[][] = [];
  for (const members of groups) {
    const own = middleOf(members, vectors);
    const into = kept[middles.nearest(own, MERGED)];
    if (into) into.push(...members);
    else {
      kept.push([...members]);
      middles.set(kept.length - 1, own);
    }
  }
  return kept.map((members) => members.toSorted((a, b) => a - b));
}

/** Middles of groups, found by what they have in common with a vector: most have nothing. */
class Middles {
  private readonly byFeature = new Map<string, Map<number, number>>();
  private readonly current = new Map<number, Vector>();

  set(group: number, vector: Vector): void {
    for (const feature of this.current.get(group)?.keys() ?? []) this.byFeature.get(feature)?.delete(group);
    for (const [feature, weight] of vector) {
      const postings = this.byFeature.get(feature);
      if (postings) postings.set(group, weight);
      else this.byFeature.set(feature, new Map([[group, weight]]));
    }
    this.current.set(group, vector);
  }

  /** The nearest group that is near enough, of several the first; -1: none. */
  nearest(vector: Vector, near: number): number {
    const likely = new Map<number, number>();
    for (const [feature, weight] of vector)
      for (const [group, other] of this.byFeature.get(feature) ?? [])
        likely.set(group, (likely.get(group) ?? 0) + weight * other);
    let best = -1;
    let most = near;
    for (const [group, sum] of likely)
      if (sum > most || (sum === most && (best < 0 || group < best))) [best, most] = [group, sum];
    return best;
  }
}
