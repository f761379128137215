/**
 * A sweep that need not go round every second.
 * @param everyMs on the clock of the machine: a test's clock may stand still
 */
export function seldom(everyMs: number, run: () => Promise<unknown>): () => Promise<void> {
  let next = -Infinity;
  return async () => {
    const now = performance.now();
    if (now < next) return;
    await run();
    next = now + everyMs;
  };
}
