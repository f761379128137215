import type { Hunk } from './align.js';
import { isNearby, isShort, type Exchange } from './exchanged.js';

/** Last words of names, by level: 柱濮镇 against 驿马乡 is an exchange, 本市 against 城区 is not. */
const KINDS: readonly (readonly string[])[] = [
  ['街道', '镇', '乡'],
  ['社区', '小区', '村', '庄', '花园', '苑', '城'],
  ['学校', '小学', '中学', '大学', '幼儿园'],
  ['卫生院', '医院'],
  ['派出所', '法院', '大队', '局', '站', '中心'],
  ['公司', '集团', '银行', '超市', '厂', '矿'],
  ['路', '街', '巷', '桥'],
  ['水库', '河'],
  ['区', '县'],
  ['市'],
];
const kindOf = new Map(KINDS.flatMap((words, kind) => words.map((word) => [word, kind] as const)));
const LAST_WORDS = [...kindOf.keys()].sort((a, b) => b.length - a.length).join('|');
/** Words that begin with such a sign and end no name: [转发]城东花园 is no [网友]城. */
const OTHER_WORDS =
  '城[东西南北关区乡镇市管中郊建里内外]|市[民场面长委]|站[在着起出立]|局[面势部限长]|河[南北道]|厂[家商房]|庄[严稼]|桥梁|区[别域分间]|镇[定痛]|路[面口人灯边上过费线程]|街[头坊]|县[委长]';
const KIND_FIRST = new RegExp(`^(?!${OTHER_WORDS})(${LAST_WORDS})`, 'u');
const KIND_END = new RegExp(`^(.+?)(${LAST_WORDS})$`, 'u');
const NAMES = new RegExp(`(.{1,6}?)(?!${OTHER_WORDS})(${LAST_WORDS})`, 'gu');
/** What two names of one kind have in common before their last word: [东|西]关村. */
const REST_FIRST = new RegExp(`^(.{1,2}?)(?!${OTHER_WORDS})(${LAST_WORDS})`, 'u');
/** Words that look like a name and are none. */
const NO_NAME =
  /^(?:[小社园校辖片地景厂山街城市矿林]区|[超夜门集城都股楼]市|[道公马铁线网电气水]路|[电车网]站|[天大]桥|工厂|[新商县]城|[农乡]村|[乡城]镇)$/u;
/** Words that point instead of naming: 该小区, 本小区 and 我们小区 are one. */
const POINTING = /^(该|本|这|那|我|我们|某|各|此|其|全|有的|一些|个|的|在|到|于|和|与|及|、)*$/u;
const POINTING_LAST = /[该本这那某各此其全]$/u;
/** Signs of a sentence, not of a name: [无法解决老旧]小区 is no other compound than [老旧]小区. */
const NOT_IN_NAMES = /[\d的了是们我你他在有没不把被就也还很为让给从向对和与或这那于]|^都$|都(?=.)/u;
const BEFORE_NAMES = /^.*[的了是们我你他在有没不把被就也还很为让给从向对和与或这那于]/u;
const LONGEST_STEM = 6;
const SHORT_STEM = 3;
/** Provinces, and cities that have districts or counties under them, by the names they go by without their last word. */
const PLACES = new RegExp(
  [
    '北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南',
    '四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾|石家庄|唐山|秦皇岛|邯郸|邢台|保定|张家口|承德|沧州|廊坊|衡水',
    '太原|大同|阳泉|长治|晋城|朔州|晋中|运城|忻州|临汾|吕梁|呼和浩特|包头|赤峰|通辽|鄂尔多斯|沈阳|大连|鞍山|抚顺|锦州|营口|长春',
    '哈尔滨|齐齐哈尔|大庆|佳木斯|牡丹江|南京|无锡|徐州|常州|苏州|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|杭州|宁波|温州|嘉兴',
    '湖州|绍兴|金华|衢州|舟山|台州|丽水|合肥|芜湖|蚌埠|淮南|马鞍山|安庆|黄山|阜阳|宿州|六安|亳州|宣城|福州|厦门|莆田|三明|泉州',
    '漳州|南平|龙岩|宁德|南昌|景德镇|萍乡|九江|赣州|吉安|宜春|抚州|上饶|济南|青岛|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海|日照',
    '临沂|德州|聊城|滨州|菏泽|郑州|开封|洛阳|平顶山|安阳|新乡|焦作|濮阳|许昌|漯河|三门峡|南阳|商丘|信阳|周口|驻马店|武汉|黄石',
    '十堰|宜昌|襄阳|鄂州|荆门|孝感|荆州|黄冈|咸宁|随州|恩施|长沙|株洲|湘潭|衡阳|邵阳|岳阳|常德|张家界|益阳|郴州|永州|怀化|娄底',
    '广州|韶关|深圳|珠海|汕头|佛山|江门|湛江|茂名|肇庆|惠州|梅州|汕尾|河源|阳江|清远|东莞|中山|潮州|揭阳|云浮|南宁|柳州|桂林',
    '梧州|北海|玉林|海口|三亚|成都|自贡|攀枝花|泸州|德阳|绵阳|广元|遂宁|内江|乐山|南充|眉山|宜宾|达州|雅安|贵阳|六盘水|遵义|安顺',
    '昆明|曲靖|玉溪|昭通|丽江|拉萨|西安|铜川|宝鸡|咸阳|渭南|延安|汉中|榆林|安康|商洛|兰州|嘉峪关|金昌|白银|天水|武威|酒泉|西宁',
    '银川|石嘴山|吴忠|固原|中卫|乌鲁木齐|克拉玛依',
  ].join('|'),
  'gu',
);

/** 西关村 against 东关村: two names of one kind; 太原 against 武汉. */
export function nameExchanged(hunk: Hunk): Exchange | null {
  const follows = KIND_FIRST.exec(hunk.next)?.[1] ?? '';
  if (!hunk.before) return namesAtStart(hunk, follows) ?? firstSigns(hunk) ?? placesExchanged(hunk);
  return (
    ofOneKind(nameOf(hunk.a, follows), nameOf(hunk.b, follows)) ??
    firstSigns(hunk) ??
    (hunk.next || isNearby(hunk) ? amongNames(hunk) : null) ??
    placesExchanged(hunk)
  );
}

/** The first names of one kind; of stretches told in other words those they begin with alone. */
function amongNames(hunk: Hunk): Exchange | null {
  const namesIn = (text: string) =>
    [...text.matchAll(NAMES)].slice(0, 3).filter(({ index }) => index === 0 || isNearby(hunk));
  const [ours, theirs] = [namesIn(hunk.a), namesIn(hunk.b)];
  for (const one of ours)
    for (const two of theirs) {
      const found = ofOneKind(one, two);
      if (found) return found;
    }
  return null;
}

/** One sign against another, and the rest of the name in both. */
function firstSigns({ a, b, next }: Hunk): Exchange | null {
  if (a.length !== 1 || b.length !== 1) return null;
  const [name, rest, last] = REST_FIRST.exec(next) ?? [];
  if (!name || NO_NAME.test(name)) return null;
  return ofOneKind([a + name, a + rest, last!], [b + name, b + rest, last!]);
}

function placesExchanged(hunk: Hunk): Exchange | null {
  if (!isShort(hunk)) return null;
  const [one, two] = [hunk.a.match(PLACES), hunk.b.match(PLACES)];
  if (!one || !two || one.some((place) => two.includes(place))) return null;
  return { a: one[0], b: two[0], count: false };
}

/** One text begins with the name; in the other a frame may stand before it. */
function namesAtStart({ a, b }: Hunk, follows: string): Exchange | null {
  const beside = (text: string, other: string) => {
    const own = text.length > other.length ? text.replace(BEFORE_NAMES, '') : text;
    return nameOf(
      own.length > LONGEST_STEM && own.length > other.length ? own.slice(-SHORT_STEM) : own,
      follows,
    );
  };
  return ofOneKind(beside(a, b), beside(b, a));
}

/** A stem and the word that ends the name, which may stand in both texts. */
const nameOf = (text: string, follows: string): Name =>
  follows ? [text + follows, text, follows] : KIND_END.exec(text);

type Name = ArrayLike<string> | null;

function ofOneKind(a: Name, b: Name): Exchange | null {
  if (!a || !b || a[1] === b[1] || kindOf.get(a[2]!) !== kindOf.get(b[2]!)) return null;
  if (NO_NAME.test(a[0]!) || NO_NAME.test(b[0]!)) return null;
  return isStem(a[1]!) && isStem(b[1]!) ? { a: a[0]!, b: b[0]!, count: false } : null;
}

const isStem = (word: string): boolean =>
  word.length <= LONGEST_STEM &&
  !NOT_IN_NAMES.test(word) &&
  !POINTING.test(word) &&
  !POINTING_LAST.test(word);
