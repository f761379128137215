import { UnitKind } from '../text/units.js';

/**
 * Last words of names of places and bodies that no directory lists: residential compounds, schools, companies, roads,
 * villages. Written for this project; what stands before them is the name itself.
 */
const LAST_WORDS = [
  '小区|花园|家园|公寓|公馆|新城|新村|广场|大厦|山庄|国际|社区|安置房|楼盘|别墅|商城|苑|城|园|府|湾|郡|庭|邸|墅|轩|阁|居|都',
  '村|组|镇|乡|街道|屯|庄',
  '学校|小学|中学|大学|学院|幼儿园|附中|附小|校区|医院|卫生院|诊所',
  '公司|集团|银行|酒店|饭店|超市|工厂|厂|矿|驾校|KTV',
  '大道|路|街|巷|桥|高速|隧道|号线|公路|立交',
  '公园|水库|河|湖|市场|车站|站|机场|体育馆|工业园|开发区|基地|景区',
].join('|');
/** Last words by their first unit, the longest first. */
const BY_FIRST = new Map<number, string[]>();
for (const word of LAST_WORDS.toLowerCase().split('|')) {
  const list = BY_FIRST.get(word.charCodeAt(0)) ?? [];
  BY_FIRST.set(
    word.charCodeAt(0),
    [...list, word].sort((one, two) => two.length - one.length),
  );
}
const MAY_END_NAME = new Uint8Array(1 << 16);
for (const first of BY_FIRST.keys()) MAY_END_NAME[first] = 1;
/** No name has these before its last word: 我们小区, 附近的学校, 这条路. */
const NOT_IN_NAMES = new Set(
  '的在是有了和与及或对被把向从到由于为这那该本某各每个我你他们也都就还不没无很太再又已将会要能可请让给等之内外上下前后旁边附近周围至去住来进出过建设修条名家现',
);
/** 市, 区, 县, 省 end another name. */
const ENDS_ANOTHER = '市区县省';
const CODED = new Uint8Array(1 << 16);
for (const kind of '市区县州') CODED[kind.charCodeAt(0)] = 1;
const LONGEST_STEM = 6;
const [A, Z, ZERO, NINE, BLANK] = [97, 122, 48, 57, 0x20];
const inStem = new UnitKind(
  new RegExp(`^(?![${[...NOT_IN_NAMES].join('')}${ENDS_ANOTHER}])[\\p{L}\\p{N}]`, 'u'),
);

const isDigit = (unit: number): boolean => unit >= ZERO && unit <= NINE;

/**
 * Blanks out what published letters carry in place of the names of cities, districts and counties (a3区): codes say where, not
 * what.
 * @param units lower case
 */
export function blankCodes(units: Uint16Array, count: number): void {
  for (let i = 1; i < count; i++) {
    if (CODED[units[i]!] === 0) continue;
    let start = i - 1;
    while (start > 0 && i - start < 3 && isDigit(units[start]!)) start--;
    if (units[start]! >= A && units[start]! <= Z) units.fill(BLANK, start, i + 1);
  }
}

/**
 * Marks the names of places and bodies, so that only what is told of them is left.
 * @param units lower case
 * @param marks comes back with 1 at each unit of a name and 0 at all others
 */
export function markNames(units: Uint16Array, count: number, marks: Uint8Array): void {
  marks.fill(0, 0, count);
  let last = 0;
  for (let i = 0; i < count; i++) {
    const length = MAY_END_NAME[units[i]!] === 0 ? 0 : lastWordAt(units, i, count);
    if (length === 0) continue;
    const start = stemStart(units, i, last);
    if (i - start >= 2 || (i - start === 1 && isDigit(units[start]!))) {
      marks.fill(1, start, i + length);
      last = i + length;
    }
    i += length - 1;
  }
}

/** Length of the longest last word that begins here. */
function lastWordAt(units: Uint16Array, at: number, count: number): number {
  for (const word of BY_FIRST.get(units[at]!)!) {
    let k = 1;
    while (k < word.length && at + k < count && units[at + k] === word.charCodeAt(k)) k++;
    if (k === word.length) return k;
  }
  return 0;
}

function stemStart(units: Uint16Array, end: number, least: number): number {
  let start = end;
  while (start > least && end - start < LONGEST_STEM && inStem.has(units[start - 1]!)) start--;
  return start;
}

/** What the name of a county or town ends with, where two Chinese signs stand before it. */
const AFTER_TWO = new Uint8Array(1 << 16);
for (const kind of '县镇乡街') AFTER_TWO[kind.charCodeAt(0)] = 1;
const [STREET, OFFICE] = [0x8857, 0x9053];
const isChinese = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;
const isLatin = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= A && unit <= Z);

/**
 * Counties, districts and towns of a text, each once, in lower case: by name (two signs before 县, 镇, 乡 or 街道) or by the code
 * that published letters carry in its place (a3区).
 */
export function districtsIn(text: string): string[] {
  const found: string[] = [];
  for (let i = 0; i + 2 < text.length; i++) {
    const length = codeAt(text, i) || nameAt(text, i);
    if (length === 0) continue;
    const word = text.slice(i, i + length).toLowerCase();
    if (!found.includes(word)) found.push(word);
    i += length - 1;
  }
  return found;
}

/** Length of the name that begins here; 0 for none. */
function nameAt(text: string, i: number): number {
  const kind = text.charCodeAt(i + 2);
  if (AFTER_TWO[kind] === 0 || !isChinese(text.charCodeAt(i)) || !isChinese(text.charCodeAt(i + 1))) return 0;
  if (kind !== STREET) return 3;
  return text.charCodeAt(i + 3) === OFFICE ? 4 : 0;
}

/** Length of the code that begins here; 0 for none. */
function codeAt(text: string, i: number): number {
  if (!isLatin(text.charCodeAt(i)) || !isDigit(text.charCodeAt(i + 1))) return 0;
  const digits = isDigit(text.charCodeAt(i + 2)) ? 2 : 1;
  return CODED[text.charCodeAt(i + 1 + digits)] === 1 ? digits + 2 : 0;
}
