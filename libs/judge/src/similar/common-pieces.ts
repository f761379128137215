import { GAP, gramBucket, LONGEST } from './pair-text.js';
import type { Rarity } from './rarity.js';

/** A piece that stands in both texts and could not be longer. */
export interface CommonPiece {
  piece: string;
  /** Offsets of its first place in each. */
  at: [number, number];
  rarity: number;
}

const MOST = 12;
const GAP_CODE = GAP.charCodeAt(0);

/**
 * Pieces of two or more signs that two texts share, the weightiest first and none inside another.
 * @param more how many of the two texts `rarity` has not counted
 */
export function commonPieces(a: string, b: string, rarity: Rarity, more: number): CommonPiece[] {
  const weight = ({ piece, rarity: rare }: CommonPiece) => rare * Math.min(piece.length, 6);
  const found = [...longestRuns(a, b)].map(([piece, at]): CommonPiece => ({
    piece,
    at,
    rarity: rarityOf(piece, rarity, more),
  }));
  const kept: CommonPiece[] = [];
  for (const one of found.sort((x, y) => weight(y) - weight(x))) {
    if (!kept.some(({ piece }) => piece.includes(one.piece))) kept.push(one);
    if (kept.length === MOST) break;
  }
  return kept;
}

/** A longer piece is as rare as its rarest part. */
function rarityOf(piece: string, rarity: Rarity, more: number): number {
  let most = 0;
  for (let start = 0; start === 0 || start + LONGEST <= piece.length; start++)
    most = Math.max(most, rarity.of(gramBucket(piece.slice(start, start + LONGEST)), more));
  return most;
}

/** Every run of signs common to both that neither side can extend, with the first place of each. */
function longestRuns(a: string, b: string): Map<string, [number, number]> {
  const runs = new Map<string, [number, number]>();
  const lengths = new Uint16Array(b.length + 2);
  for (let i = 0; i <= a.length; i++) {
    let diagonal = 0;
    const sign = i < a.length ? a.charCodeAt(i) : GAP_CODE;
    for (let j = 0; j <= b.length; j++) {
      const above = lengths[j + 1]!;
      const same = sign !== GAP_CODE && j < b.length && sign === b.charCodeAt(j);
      if (!same && diagonal >= 2) {
        const piece = a.slice(i - diagonal, i);
        if (!runs.has(piece)) runs.set(piece, [i - diagonal, j - diagonal]);
      }
      lengths[j + 1] = same ? diagonal + 1 : 0;
      diagonal = above;
    }
  }
  return runs;
}
