import { sentenceAt } from '../text/reading.js';

const OUTSIDE_PREFIX =
  /([\u4e00-\u9fa5]{1,4}(?:县|市|区|旗|州))(?:的|[\u4e00-\u9fa5]{1,4}(?:镇|乡|街道|办事处))?[·\s]?$/u;
const NO_PLACE =
  /(?:[我本全该各城超都门集夜股楼菜闹级两外在]市|[小社地辖景城矿园校片市郊山灾厂库湖林牧禁专战分新东西南北老]区|(?:开发|工业|住宅|生活|服务|管理)区|[我本全该各两邻外]县|[神杭广郑苏徐扬常兰]?州)$/u;
const TOWNSHIP_PREFIX = /([\u4e00-\u9fa5]{2,3}(?:镇|乡|街道))(?:办事处)?$/u;
const NO_TOWNSHIP =
  /[该某本我各城集乡全古小两重老下]镇$|[该某本我各家城返下故老他同]乡$|[该某本我各条]街道$/u;

/** The county or township elsewhere that stands directly before an offset ("文水县|孝义镇"); null when none does. */
export function outsideBefore(text: string, at: number, own: readonly string[]): string | null {
  const before = text.slice(Math.max(0, at - 12), at);
  const found = OUTSIDE_PREFIX.exec(before)?.[1];
  if (!found || NO_PLACE.test(found)) return null;
  return own.some((name) => found.endsWith(name)) ? null : found.replace(/^[在到去从是于和与的了]+/u, '');
}

/** The township written directly before an offset ("演武镇|赵家庄村"); null when none is. */
export function townshipBefore(text: string, at: number): string | null {
  const found = TOWNSHIP_PREFIX.exec(text.slice(Math.max(0, at - 8), at))?.[1];
  return found && !NO_TOWNSHIP.test(found) ? found : null;
}

const ORIGIN_AFTER =
  /^市?(?:籍|人在|人，在|老乡|户口|口音|牌照|车牌|游子|游客|旅客|驴友|发帖|发文|发布|网上求助|网友在|男子在|女子在|小伙在|姑娘在|出生)/u;
const ORIGIN_BEFORE =
  /(?:籍贯|老家(?:是|在)?|户籍(?:是|地|在)?|属地[:：]?|ip[:：]?|出生于|发布于|发自|祖籍)$/iu;

/** The name says where a person or a post comes from, not where the matter is (RT-40). */
export const isOrigin = (text: string, start: number, end: number): boolean =>
  ORIGIN_AFTER.test(text.slice(end, end + 6)) ||
  ORIGIN_BEFORE.test(text.slice(Math.max(0, start - 6), start));

const VIRTUE_BEFORE = /[忠仁讲重尚礼廉节慈敬至崇]$|(?:弘扬|传承|以|行|倡导|践行)$/u;
const VIRTUE_AFTER =
  /^(?:文化节?|美德|精神|之|节|廉|礼|两全|双全|感|当先|为先|千秋|家风|传家|忠信|仁|诚信|无双|传统|[镇乡村路街巷](?!里|上|口)|大道|街道|社区|小区|大街|故里|门)/u;

const HOME_BEFORE =
  /(?:家住|现住|居住在|户口在|户籍在|老家[在是]?|娘家[在是]?|婆家[在是]?|家[是在]|我是|我们是|来自|出生在|嫁到|嫁自)$/u;
const HOME_AFTER =
  /^[\u4e00-\u9fa5]{0,6}?的?(?:[李王张刘陈赵郭任武梁田马高宋侯杨][\u4e00-\u9fa5某]?)?(?:女士|先生|大爷|大妈|老汉|老人|村民|居民|网友|市民|住户)?(?:[^，。；！？\n]{0,6}|的，[^，。；！？\n]{0,10}?)(?:在|到|去|前往|途经|路过)/u;

/** Somebody's home with the place of the event behind it: "家住崇文街道的李女士在高阳镇赶集时". */
export const isHomeBeforeEvent = (text: string, start: number, end: number): boolean =>
  saysHome(text.slice(Math.max(0, start - 12), start)) && HOME_AFTER.test(text.slice(end, end + 24));

/** Directly, or with the township in between ("家住兑镇镇|偏城村"). */
const saysHome = (before: string): boolean =>
  HOME_BEFORE.test(before) ||
  (/[镇乡道]$/u.test(before) && [3, 4, 5].some((length) => HOME_BEFORE.test(before.slice(0, -length))));

/** The two characters stand for something else than the city: filial virtue, a street or village of that name. */
export const isOtherMeaning = (text: string, start: number, end: number): boolean =>
  VIRTUE_BEFORE.test(text.slice(Math.max(0, start - 2), start)) ||
  VIRTUE_AFTER.test(text.slice(end, end + 4));

const PLACE_AFTER =
  /^(?:镇|乡|街道|街办|办事处|村|社区|派出所|税务|卫生院|中心校|中心小学|中心幼儿园|中心卫生院|中心敬老院|联校|法庭|中学|小学|初中|高中|幼儿园|法庭|司法所|工商所|市场监管所|自然资源所|国土所|财政所|供电所|信用社|一带|地区|那边|这边|附近|境内|辖区|路段|集市|敬老院|养老院|便民|政府|党委|矿|煤矿|居民|村民|百姓|老百姓|群众|某|街上|街头|镇区|片区|加油站|变电站|收费站|水库)/u;
const LOCATIVE_BEFORE = /(?:家住|住在|位于|地处|来自|就在|发生在|[在到去往])$/u;

/** A short name without suffix stands in a place's surroundings: "梧桐卫生院", "家住梧桐". */
export const standsAsPlace = (text: string, start: number, end: number, own: readonly string[]): boolean => {
  const before = text.slice(Math.max(0, start - 5), start);
  return (
    PLACE_AFTER.test(text.slice(end, end + 6)) ||
    LOCATIVE_BEFORE.test(before) ||
    own.some((name) => before.endsWith(name))
  );
};

const PASSING_BEFORE =
  /(?:从|去|到|往|来自|开往|发往|转到|转至|送往|送到|转院|前往|回|像|比|学习|不如|参照)$/u;
const PASSING_AFTER =
  /^(?:市|省)?(?:籍|人|户口|方向|牌照|车牌|工作|打工|务工|上学|读书|大学|回来|口音|生产|产的|老板|客商|游客|银行|现代|大众|牌|路|街|大街|南路|北路|东路|西路|饭店|宾馆|烤鸭|拉面|小吃|面馆|超市|总部|专家|医生|时间|高速|铁路|局集团|籍贯|同志)/u;
const OPENING_BEFORE = /(?:^|[。！？!?\n【[（(“"：:，,]|在|于|位于|发生在)$/u;
const OPENING_AFTER = /^(?:市|省|一|某|发生|警方|通报|多地|暴雨|地震|火灾|突发|连续|全)/u;

const BORDER =
  /交界|接壤|毗邻|相邻|跨界|两县|两市|两地|界河|边界|上游|下游|那边|对岸|[流排飘漂刮][到入进向]|蔓延/u;

/** A name beside words of a border counts as a place of the matter however it stands ("往交口县方向的交界处"). */
export const isOverTheBorder = (text: string, start: number): boolean =>
  BORDER.test(text.slice(...sentenceAt(text, start)));

const LIVES_THERE = /^(?:市|省)?(?:工作|打工|务工|上学|读书|大学|实习|出差|做工|送外卖|住院|路|街)/u;

/** Somebody of ours lives or works there: with a home named, that is where the matter is ("孝义籍男子在太原打工"). */
export const isWherePersonIs = (text: string, start: number, end: number): boolean =>
  text[start - 1] === '在' && LIVES_THERE.test(text.slice(end, end + 4));

/** A name elsewhere says where the matter happens, rather than where somebody comes from, goes to or buys from. */
export function isEventPlace(text: string, start: number, end: number, short: boolean): boolean {
  const before = text.slice(Math.max(0, start - 4), start);
  const after = text.slice(end, end + 4);
  if (PASSING_BEFORE.test(before) || PASSING_AFTER.test(after)) return false;
  return !short || OPENING_BEFORE.test(before) || OPENING_AFTER.test(after);
}

const COUNTY =
  /(?:^|[。！？!?\n，,；;“"：:]|[在于])([\u4e00-\u9fa5]{2,3}县)(?![城里级委长域志官乡内外]|政府|医院|公安)/gu;

/** Words, not names, before 县: 尊敬的县领导, 请问县里, 各区县, 希望县政府. */
const NO_COUNTY = /[的各为是到与及请让给把们这那每几我您该某贵其由被]|希望|开展/u;

/** Counties elsewhere by the shape of the name, where the profile's lists do not know them (平遥县). */
export function countiesByShape(text: string, own: readonly string[]): string[] {
  const names = [...text.matchAll(COUNTY)].map((match) => match[1]!);
  return names.filter(
    (name) => !NO_PLACE.test(name) && !NO_COUNTY.test(name) && !own.some((known) => known.endsWith(name)),
  );
}
