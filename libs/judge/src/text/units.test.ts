import { roomFor, textOf, UnitTable } from './units.js';

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
const table = new UnitTable(folded);

function read(text: string): string {
  const units = roomFor(text.length, new Uint16Array(0));
  return textOf(units, table.read(text, units));
}

describe('a text read by a table of its units', () => {
  it('is what the mapping makes of it, for every unit by itself and between others', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 1 << 16; code++) {
      const sign = String.fromCharCode(code);
      const texts = [sign, `a${sign}`, `か${sign}中`, `A${sign}1`];
      wrong.push(...texts.filter((text) => read(text) !== folded(text)));
    }
    expect(wrong).toEqual([]);
  });

  it('is right where signs join, depend on what follows or take two units', () => {
    for (const text of ['e\u0301x', 'ΣΑΣ 中', '𝐀𠮷😀Ａ', '①⑩…㍿', 'ﾊﾟ', '\ud83d中', ''])
      expect(read(text)).toBe(folded(text));
  });
});
