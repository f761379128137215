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
const NAME = new RegExp(
  LAST_WORDS.split('|')
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'giu',
);
/** A county, a district or a town, by name or by the code that published letters carry in its place (A3区). */
const DISTRICT = /[a-z]\d{1,2}[市区县州]|[\u4e00-\u9fff]{2}(?:县|镇|乡|街道)/giu;
/** What published letters carry in place of the names of cities, districts and counties. */
const CODE = /[a-z]\d{0,2}[市区县州]/giu;
/** No name has these before its last word: 我们小区, 附近的学校, 这条路. */
const NOT_IN_NAMES = new Set(
  '的在是有了和与及或对被把向从到由于为这那该本某各每个我你他们也都就还不没无很太再又已将会要能可请让给等之内外上下前后旁边附近周围至去住来进出过建设修条名家现',
);
const ENDS_ANOTHER = /[市区县省]/u;
const LONGEST_STEM = 6;
const LETTER = /[\p{L}\p{N}]/u;

/** Codes of places say where, not what. */
export const withoutCodes = (text: string): string => text.replace(CODE, ' ');

/** Blanks out the names of places and bodies, so that only what is told of them is left. */
export function withoutNames(text: string): string {
  return blank(text, namesIn(text));
}

/** Counties, districts and towns of a text, each once. */
export function districtsIn(text: string): string[] {
  return [...new Set([...text.matchAll(DISTRICT)].map(([word]) => word.toLowerCase()))];
}

/** Where names stand, as [start, end). */
function namesIn(text: string): [number, number][] {
  const found: [number, number][] = [];
  let last = 0;
  for (const { index, 0: word } of text.matchAll(NAME)) {
    const start = stemStart(text, index, last);
    const stem = text.slice(start, index);
    if (stem.length < 2 && !/\d/.test(stem)) continue;
    found.push([start, index + word.length]);
    last = index + word.length;
  }
  return found;
}

function stemStart(text: string, end: number, least: number): number {
  let start = end;
  while (start > least && end - start < LONGEST_STEM) {
    const sign = text[start - 1]!;
    if (!LETTER.test(sign) || NOT_IN_NAMES.has(sign) || ENDS_ANOTHER.test(sign)) break;
    start--;
  }
  return start;
}

function blank(text: string, spans: readonly (readonly [number, number])[]): string {
  let rest = '';
  let last = 0;
  for (const [start, end] of spans) {
    rest += `${text.slice(last, start)} `;
    last = end;
  }
  return last === 0 ? text : rest + text.slice(last);
}
