import type { Core } from './frames.js';

/** Signs that two pieces must have in common before they are taken for the same piece. */
const SYNC = 3;
const HASH_BITS = 11;
/** Occurrences of a piece that are tried, lest a text of one repeated word costs its square. */
const MOST_SAME = 6;
/** Common pieces that a chain is looked for in: of long texts, which have more, the longest ones. */
const MOST_BLOCKS = 200;
const MOST_FOUND = 5000;
const CONTEXT = 12;

/** A place where two texts part. */
export interface Hunk {
  /** What stands in the one and in the other. */
  a: string;
  b: string;
  /** What both go on with, and what both came from; empty where one of them begins or ends. */
  next: string;
  before: string;
}

export interface Alignment {
  /** Pieces in which the texts differ, in order. */
  hunks: Hunk[];
  /** Signs that stand in both in one order, in pieces of three or more. */
  common: number;
  /** Those of them within the cores of both. */
  core: number;
  /** Signs of their cores before the first common piece and behind the last one, as many as both have. */
  ends: number;
}

interface Block {
  i: number;
  j: number;
  length: number;
  /** Signs of the best chain that ends with it, and the block before it there. */
  score: number;
  before: number;
}

const heads = new Int32Array(1 << HASH_BITS);
let links = new Int32Array(1024);

/** Lays two texts side by side: the chain of common pieces with the most signs, and what stands between them. */
export function align(
  a: string,
  b: string,
  cores: readonly [Core, Core] = [
    [0, a.length],
    [0, b.length],
  ],
): Alignment {
  return between(a, b, chain(longest(commonBlocks(a, b))), cores);
}

/** Common pieces of three signs or more, none longer, in the order of `a`. */
function commonBlocks(a: string, b: string): Block[] {
  heads.fill(-1);
  if (links.length < b.length) links = new Int32Array(b.length * 2);
  for (let j = b.length - SYNC; j >= 0; j--) {
    const hash = hashAt(b, j);
    links[j] = heads[hash]!;
    heads[hash] = j;
  }
  const blocks: Block[] = [];
  // Where the piece that stands on a diagonal ends, so that it is not found again from its middle.
  const ends = new Map<number, number>();
  for (let i = 0; i + SYNC <= a.length && blocks.length < MOST_FOUND; i++) {
    let tried = 0;
    for (let j = heads[hashAt(a, i)]!; j >= 0 && tried < MOST_SAME; j = links[j]!) {
      if (!a.startsWith(b.slice(j, j + SYNC), i)) continue;
      tried++;
      if ((ends.get(j - i) ?? -1) > i) continue;
      let length = SYNC;
      while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++;
      ends.set(j - i, i + length);
      blocks.push({ i, j, length, score: 0, before: -1 });
    }
  }
  return blocks;
}

/** As many as a chain is looked for in, in their order; of the shortest of these the first ones. */
function longest(blocks: Block[]): Block[] {
  if (blocks.length <= MOST_BLOCKS) return blocks;
  const least = blocks.map(({ length }) => length).sort((x, y) => y - x)[MOST_BLOCKS - 1]!;
  let free = MOST_BLOCKS - blocks.filter(({ length }) => length > least).length;
  return blocks.filter(({ length }) => length > least || (length === least && free-- > 0));
}

/** The blocks that follow each other in both texts and hold the most signs; overlaps are cut from the later one. */
function chain(blocks: Block[]): Block[] {
  let last = -1;
  for (let q = 0; q < blocks.length; q++) {
    const block = blocks[q]!;
    block.score = block.length;
    for (let p = 0; p < q; p++) {
      const one = blocks[p]!;
      if (one.score + block.length <= block.score) continue;
      const score = one.score + block.length - overlapOf(one, block);
      if (score > block.score && one.i < block.i && one.j < block.j) {
        block.score = score;
        block.before = p;
      }
    }
    if (last < 0 || block.score > blocks[last]!.score) last = q;
  }
  const found: Block[] = [];
  for (let at = last; at >= 0; at = blocks[at]!.before) found.unshift(blocks[at]!);
  return found;
}

const overlapOf = (one: Block, next: Block): number =>
  Math.min(next.length, Math.max(0, one.i + one.length - next.i, one.j + one.length - next.j));

function between(
  a: string,
  b: string,
  blocks: readonly Block[],
  [ours, theirs]: readonly [Core, Core],
): Alignment {
  const hunks: Hunk[] = [];
  let common = 0;
  let core = 0;
  let i = 0;
  let j = 0;
  const part = (toI: number, toJ: number) => {
    if (i < toI || j < toJ)
      hunks.push({
        a: a.slice(i, toI),
        b: b.slice(j, toJ),
        next: toI < a.length && toJ < b.length ? a.slice(toI, toI + 8) : '',
        before: i > 0 && j > 0 ? a.slice(Math.max(0, i - CONTEXT), i) : '',
      });
  };
  for (const block of blocks) {
    const cut = Math.max(0, i - block.i, j - block.j);
    if (cut >= block.length) continue;
    part(block.i + cut, block.j + cut);
    i = block.i + block.length;
    j = block.j + block.length;
    common += block.length - cut;
    const from = Math.max(cut, ours[0] - block.i, theirs[0] - block.j);
    core += Math.max(0, Math.min(block.length, ours[1] - block.i, theirs[1] - block.j) - from);
  }
  const [first] = blocks;
  const ahead = first ? Math.min(first.i - ours[0], first.j - theirs[0]) : 0;
  const ends = Math.max(0, ahead) + Math.max(0, Math.min(ours[1] - i, theirs[1] - j));
  part(a.length, b.length);
  return { hunks, common, core, ends };
}

function hashAt(text: string, at: number): number {
  const h =
    Math.imul(text.charCodeAt(at), 0x9e3779b1) ^
    Math.imul(text.charCodeAt(at + 1), 0x85ebca77) ^
    Math.imul(text.charCodeAt(at + 2), 0xc2b2ae3d);
  return Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> (32 - HASH_BITS);
}
