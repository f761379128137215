/** Agreement of what stands in two texts beside their wording: numbers, titles in brackets, names in foreign letters. */
export function namesAndNumbers(one: string, two: string): number[] {
  const [left, right] = [numbersByUnit(one), numbersByUnit(two)];
  let agreeing = 0;
  let differing = 0;
  for (const [unit, values] of left) {
    const others = right.get(unit);
    if (!others) continue;
    const same = [...values].filter((value) => others.has(value)).length;
    agreeing += same;
    if (same === 0 && unit !== '') differing++;
  }
  const quotedElsewhere = (from: string, into: string) =>
    [...quoted(from)].filter((name) => into.includes(name)).length;
  return [
    agreeing,
    differing,
    ...agreement(allOf(left), allOf(right)),
    ...agreement(quoted(one), quoted(two)),
    ...agreement(titles(one), titles(two)),
    quotedElsewhere(one, two) + quotedElsewhere(two, one),
    ...agreement(latin(one), latin(two)),
  ];
}

/** How many of the smaller list stand in the other; −1 when one is empty. And how many it has. */
function agreement(a: ReadonlySet<string>, b: ReadonlySet<string>): [number, number] {
  const fewer = Math.min(a.size, b.size);
  if (fewer === 0) return [-1, Math.max(a.size, b.size) > 0 ? 1 : 0];
  return [[...a].filter((one) => b.has(one)).length / fewer, fewer + 1];
}

/** Numbers by the sign behind them: 48 under 集, 6.2 under 级. */
function numbersByUnit(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?)([^\d\s]?)/gu)) {
    const values = found.get(unit!) ?? new Set();
    found.set(unit!, values.add(value!));
  }
  return found;
}

const allOf = (numbers: Map<string, Set<string>>) =>
  new Set([...numbers.values()].flatMap((one) => [...one]));
const latin = (text: string) => new Set(text.match(/[a-z]{2,}/gu) ?? []);
const titles = (text: string) => new Set([...text.matchAll(/《([^》]{2,20})》/gu)].map((match) => match[1]!));
const quoted = (text: string) =>
  new Set([...text.matchAll(/[《“"「]([^》”"」]{2,20})[》”"」]/gu)].map((match) => match[1]!));
