/** Numbers of a slab: those of some hundred texts. */
const SIZE = 1 << 16;
let slab = new Uint32Array(SIZE);
let used = 0;

/**
 * Room for so many numbers, all 0, within a larger piece of memory. What is kept of tens of thousands of texts in pieces
 * of its own takes as much again for the pieces, and memory falls apart; a slab goes when the last of its texts has gone.
 */
export function room(length: number): Uint32Array {
  if (length > SIZE) return new Uint32Array(length);
  if (used + length > SIZE) {
    slab = new Uint32Array(SIZE);
    used = 0;
  }
  used += length;
  return slab.subarray(used - length, used);
}

/** The same for whole numbers with a sign. */
export function signedRoom(length: number): Int32Array {
  const { buffer, byteOffset } = room(length);
  return new Int32Array(buffer, byteOffset, length);
}
