/** Not known yet; longer than one unit; only the whole text tells. */
const UNKNOWN = 0;
const LONGER = 0xffff;
const WHOLE = 0xfffe;
/** What joins with the sign before it or is written by what stands around it, and halves of signs beyond 16 bits. */
const DEPENDS = /[\p{M}\p{Cs}\u1100-\u11ff\uffa0-\uffdc\u03a3\u03c2\u03f9\ufffe\uffff]/u;

/**
 * A mapping of texts that nearly always can be done unit by unit, kept in a table that fills as signs are met: reading a
 * text costs a look-up a sign and makes no strings.
 */
export class UnitTable {
  private readonly table = new Uint16Array(1 << 16);
  private readonly longer = new Map<number, string>();

  /** @param whole the mapping; of a text without marks and other dependent signs it must be that of its signs */
  constructor(private readonly whole: (text: string) => string) {}

  /**
   * Writes the mapped text to `into`, which takes at least as many units as `MOST_LONGER` times the text.
   * @returns how many there are
   */
  read(text: string, into: Uint16Array): number {
    const { table } = this;
    let count = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      let unit = table[code]!;
      if (unit === UNKNOWN) unit = this.learn(code);
      if (unit < WHOLE) into[count++] = unit;
      else if (unit === WHOLE) return put(this.whole(text), into, 0);
      else count = put(this.longer.get(code)!, into, count);
    }
    return count;
  }

  private learn(code: number): number {
    const sign = String.fromCharCode(code);
    const mapped = this.whole(sign);
    const depends = DEPENDS.test(sign) || DEPENDS.test(mapped);
    if (!depends && mapped.length !== 1) this.longer.set(code, mapped);
    return (this.table[code] = depends ? WHOLE : mapped.length === 1 ? mapped.charCodeAt(0) : LONGER);
  }
}

/** No sign becomes longer than this by compatibility. */
export const MOST_LONGER = 18;

function put(text: string, into: Uint16Array, from: number): number {
  let count = from;
  for (let i = 0; i < text.length; i++) into[count++] = text.charCodeAt(i);
  return count;
}

/** A text of these units. */
export const textOf = (units: Uint16Array, count: number): string =>
  Buffer.from(units.buffer, units.byteOffset, count * 2).toString('utf16le');

/** Units for a text of so many signs: the ones given where they are enough. */
export const roomFor = (length: number, units: Uint16Array): Uint16Array =>
  units.length >= length * MOST_LONGER ? units : new Uint16Array(length * MOST_LONGER);

/** Whether a unit by itself is of a kind, asked of the pattern once. */
export class UnitKind {
  private readonly known = new Uint8Array(1 << 16);

  constructor(private readonly pattern: RegExp) {}

  has(unit: number): boolean {
    const known = this.known[unit]!;
    if (known !== 0) return known === 1;
    const is = this.pattern.test(String.fromCharCode(unit));
    this.known[unit] = is ? 1 : 2;
    return is;
  }
}
