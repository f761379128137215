/** Full-width forms become half-width and Latin letters small; one unit stays one unit, so offsets hold in the original. */
export function plainUnit(unit: number): number {
  let plain = unit;
  if (plain >= 0xff01 && plain <= 0xff5e) plain -= 0xfee0;
  else if (plain === 0x3000) plain = 0x20;
  return plain >= 0x41 && plain <= 0x5a ? plain + 32 : plain;
}

/** `plainUnit` over a whole text; the length stays the same. */
export function plain(text: string): string {
  let first = 0;
  while (first < text.length && plainUnit(text.charCodeAt(first)) === text.charCodeAt(first)) first += 1;
  if (first === text.length) return text;
  const units = Uint16Array.from({ length: text.length }, (_, i) => plainUnit(text.charCodeAt(i)));
  let result = '';
  for (let i = 0; i < units.length; i += 8192) result += String.fromCharCode(...units.subarray(i, i + 8192));
  return result;
}
