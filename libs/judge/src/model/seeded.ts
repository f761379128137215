/** Numbers 0…1 by a linear congruential generator; the same seed gives the same numbers. */
export function seeded(seed: number): () => number {
  // Spread, so that neighbouring seeds do not begin alike.
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
