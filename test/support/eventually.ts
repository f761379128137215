/** Waits until `look` gives something other than undefined or false; what is waited for is real work, not a clock. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  seconds = 20,
): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`never came: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}
