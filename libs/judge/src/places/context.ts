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
  /^市?(?:籍|人在|人，在|老乡|户口(?![迁办登簿本怎]|管理|政策|窗口)|口音|牌照|车牌|游子|游客|旅客|驴友|发帖|发文|发布|网上求助|网友在|男子在|女子在|小伙在|姑娘在|出生)/u;
const ORIGIN_BEFORE = /(?:籍贯|老家(?:是|在)?|户籍(?:是|地|在)?|出生于|祖籍)[:：]?$/u;
const LABEL_BEFORE =
  /(?:属地|ip|发布于|发自|发表于|定位|位置)[:：]?\s*(?:中国)?(?:[\u4e00-\u9fa5]{2,3}[省市]?[·\s-]?){0,2}$/iu;

/** The name says where a person or a post comes from, not where the matter is (RT-40). */
export const isOrigin = (text: string, start: number, end: number): boolean =>
  ORIGIN_AFTER.test(text.slice(end, end + 6)) ||
  ORIGIN_BEFORE.test(text.slice(Math.max(0, start - 6), start)) ||
  isPostLabel(text, start);

/** The name stands in the label a platform puts on a post: "IP属地：山西孝义". */
export const isPostLabel = (text: string, start: number): boolean =>
  LABEL_BEFORE.test(text.slice(Math.max(0, start - 16), start));

const VIRTUE_BEFORE = /[忠仁讲重尚礼廉节慈敬至崇]$|[信仁忠道情]义$|(?:弘扬|传承|以|行|倡导|践行)$/u;
const VIRTUE_AFTER =
  /^(?:文化节?|美德|精神|之|节|(?:义?举(?![行办报措牌国重家例]))|廉|礼|两全|双全|感|当先|为先|千秋|家风|传家|忠信|仁|诚信|无双|传统|[镇乡村路街巷](?!里|上|口)|大道|街道|社区|小区|大街|故里|门)/u;

const INTRODUCED_BEFORE = /(?:我|本人|我们|俺|咱|他|她|都|家里?)是$/u;
const INTRODUCED_AFTER = /^市?(?:人(?![民家员口行大社多])|的(?=[，。,！!；;]|$))/u;

/** Somebody says where he is from: no place of the matter where another is named ("我是孝义人，现在太原……"). */
export const isIntroduction = (text: string, start: number, end: number): boolean =>
  INTRODUCED_BEFORE.test(text.slice(Math.max(0, start - 4), start)) &&
  INTRODUCED_AFTER.test(text.slice(end, end + 3));

const WORK_OPENS = /《([^《》]{0,12})$/u;
const WORK_CLOSES = /^([^《》]{0,12})》/u;
const PAPER =
  /(?:条例|办法|通知|方案|规划|意见|公告|通报|公报|报告|[日晚早周]报|周刊|新闻|决定|名单|清单|手册|指南|细则|规定|制度|函|告知书|通知书|合同|协议|公开信)/u;
const WISHED =
  /^[\u4e00-\u9fa5]{0,2}[妈爸哥姐弟妹叔姨爷奶婶姑舅宝][^，。；！？\n]{0,4}(?:生日|节日|新婚|快乐)/u;

/** In the title of a book, a film, a song: "《孝义江湖》"; what an office issues is no such work. */
function isInWork(text: string, start: number, end: number): boolean {
  const opens = WORK_OPENS.exec(text.slice(Math.max(0, start - 13), start));
  const closes = opens && WORK_CLOSES.exec(text.slice(end, end + 13));
  return closes !== null && !PAPER.test(opens![1]! + closes[1]!);
}

/** The two characters stand for something else than the city: filial virtue, a street or village of that name. */
export const isOtherMeaning = (text: string, start: number, end: number): boolean =>
  VIRTUE_BEFORE.test(text.slice(Math.max(0, start - 2), start)) ||
  VIRTUE_AFTER.test(text.slice(end, end + 4)) ||
  WISHED.test(text.slice(end, end + 12)) ||
  isInWork(text, start, end);

const PLACE_AFTER =
  /^(?:镇|乡|街道|街办|办事处|村|社区|派出所|税务|卫生院|中心校|中心小学|中心幼儿园|中心卫生院|中心敬老院|联校|法庭|中学|小学|初中|高中|幼儿园|法庭|司法所|工商所|市场监管所|自然资源所|国土所|财政所|供电所|信用社|一带|地区|那边|这边|附近|境内|辖区|路段|集市|敬老院|养老院|便民|政府|党委|矿|煤矿|居民|村民|百姓|老百姓|群众|某|街上|街头|镇区|片区|加油站|变电站|收费站|水库|夜市|早市|菜市场|赶集|赶会|庙会|这[边片里]|一片|沿线|口子|桥头|[那这](?:个|家|座|几[个家])[^，。；！？\n]{0,4}(?:厂|矿|工地|学校|小学|医院|桥|路口|水库|市场|饭店|超市))/u;
const TROUBLE_AFTER =
  /^(?:今天|昨天|昨晚|昨夜|今早|今晚|前天|前几天|最近|现在|[上这]个?[月周]|又|一直|已经?|整个|全|都|连续|[一二三四五六七八九十两几\d]+[天个月夜])*(?:停(?:了|过)?[一二三四五六七八九十两几\d]*次?[水电气暖]|断[水电气]|没[水电气暖]|堵车|修[路桥渠]|下[雨雪雹]|发大?水|着火|起火|塌方|滑坡|地震|限电|限行|封路)/u;
const OWN_AFTER =
  /^的(?:路|桥|河|井|学校|小学|中学|幼儿园|医院|卫生院|村民|居民|公交|班车|垃圾|自来水|暖气|供[水电暖热]|污水|下水道|房|楼|地|煤|矿|厂|变压器|路灯|红绿灯|井盖|公厕|养殖场|猪场|洗煤厂|加油站|信号塔|村干部|支书)/u;
const LOCATIVE_BEFORE = /(?:家住|住在|位于|地处|来自|就在|发生在|[在到去往])$/u;

/** A short name without suffix stands in a place's surroundings: "梧桐卫生院", "家住梧桐". */
export const standsAsPlace = (text: string, start: number, end: number, own: readonly string[]): boolean => {
  const before = text.slice(Math.max(0, start - 5), start);
  const after = text.slice(end, end + 8);
  return (
    PLACE_AFTER.test(after) ||
    TROUBLE_AFTER.test(after) ||
    OWN_AFTER.test(after) ||
    LOCATIVE_BEFORE.test(before) ||
    own.some((name) => before.endsWith(name))
  );
};

const PASSING_BEFORE =
  /(?:从|去|到|往|来自|开往|发往|转到|转至|送往|送到|转院|前往|回|像|比|学习|不如|参照)$/u;
const PASSING_AFTER =
  /^(?:市|省)?(?:籍|人|户口|方向|牌照|车牌|工作|打工|务工|上学|读书|大学|回来|口音|生产|产的|老板|客商|游客|银行|现代|大众|牌|路|街|大街|南路|北路|东路|西路|饭店|宾馆|烤鸭|拉面|小吃|面馆|超市|总部|专家|医生|时间|高速|铁路|局集团|籍贯|同志)/u;
/** Behind a name with its suffix a road or a family name may begin the name of a village: 汾阳市|路家庄村. */
const PASSING_AFTER_FULL =
  /^(?:籍|人(?=[在，。、的来老士们说]|$)|户口|方向|牌照|车牌|工作|打工|务工|上学|读书|大学|回来|口音|生产|产的|老板|客商|游客|总部|专家|时间|高速|籍贯)/u;
/** Somebody of ours goes there for a day out: what follows happens there. */
const VISITED_BEFORE = /(?:去|到|来到?|上|前往)$/u;
const VISITED_AFTER =
  /^[\u4e00-\u9fa5]{0,8}?(?:游?玩|旅游|旅行|逛|吃饭|爬山|露营|采摘|赏花|看灯|赶会|自驾|滑雪|泡温泉|景区)/u;
const OPENING_BEFORE = /(?:^|[。！？!?\n【[（(“"：:，,]|在|于|位于|发生在)$/u;
const OPENING_AFTER = /^(?:市|省|一|某|发生|警方|通报|多地|暴雨|地震|火灾|突发|连续|全)/u;

const BORDER =
  /交界|接壤|毗邻|相邻|跨界|两个?[县市]|两地|[县市]界|界河|边界|上游|下游|那边|对岸|[流排飘漂刮][到入进向]|蔓延/u;

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
  const passing = short ? PASSING_AFTER : PASSING_AFTER_FULL;
  if (VISITED_BEFORE.test(before) && VISITED_AFTER.test(text.slice(end, end + 12))) return true;
  if (PASSING_BEFORE.test(before) || passing.test(after)) return false;
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
