import { clauseAt, sentenceAt } from '../text/reading.js';
import { speakerAt } from './speakers.js';

/** Not told as happened: refuted, denied, feared for the future, or a rule's wording. */
const NOT_TOLD_AFTER =
  /^[^，。；！？\n]{0,10}(?:不实|不属实|系谣言|是谣言|为谣言|谣言|是假的|假消息|并不存在|子虚乌有|以上的|纯属(?:虚构|捏造|造谣|谣传))/u;
const NOT_TOLD_BEFORE =
  /(?:并未|没有|并没有|未曾|不会|避免|防止|假设|模拟|以上|如果|一旦|预防|杜绝|减少|是否有|有没有|会不会有)[^，。；]{0,4}$/u;
/** Refuted further on in the sentence: "3人死亡的消息，经核实为不实信息". */
const REFUTED_LATER =
  /(?:不实|不属实|系谣言|是谣言|为谣言|纯属谣言|虚假信息|假消息|子虚乌有|捏造|辟谣|无中生有|并非事实|与事实不符)/u;
const NOT_REFUTED = /(?:并非|不是|绝非|不全是)(?:谣言|不实|假消息)/u;
/** A refuted text: rumours are told in it to be refuted. */
const REFUTES =
  /(?:经查|经核实|核实|通报|辟谣|声明|官方)[^。]{0,40}?(?:不实|不属实|谣言|虚假|没有此事|并无此事|未发生|子虚乌有)|已辟谣|辟谣[：:|]|(?:系|是|为|属)(?:谣言|不实信息|虚假信息|假消息)/u;

/** Years and places of another matter: "自1998年以来共有300人死亡", "全国每年有6万人死于车祸". */
const STATISTICS =
  /每年|年均|每个?月(?:有|都)|全年|历年|[近过]去?的?(?:[\d几数]+|[一二三四五六七八九十]+)(?:多|余)?年(?:来|间|里)?|年间|年来|(?:自|从)(?:19|20)\d{2}年|(?:自|从)[^，。；]{0,8}(?:世纪|年代|建国|独立)|同比|环比|历史上|有史以来|全国(?:共|发生|有|因)|全省(?:共|发生|因)|全球|全世界|世界上|(?:累计|共|全[国省市县年]|今年以来|年内)[^，。；]{0,10}发生[^，。；]{0,12}[\d一二三四五六七八九十百]+多?[起次]|平均/u;
/** Another case, told beside this one. */
const EARLIER_CASE =
  /(?:此前|之前|以前|先前|早前|往年|去年|前年|当年|那年|上一?[次起回]|多年前|几年前|[一二三四五六七八九十两几\d]+年前|(?:19|20)\d{2}年)[^，。；]{0,30}?(?:曾|发生过|出过|死过|造成过|也)|曾(?:经)?(?:发生|致|造成|导致|在)/u;
const ALIKE = /类似|同类|同样的事故|历史重演|典型案例|警示案例|事故案例|以案|案例[：:一二三四]/u;
/** Shown or learned from as a warning: "学习某市火灾38人遇难事故警示片". */
const WARNING_AFTER = /^[^，。；！？\n]{0,14}(?:警示[片教录]|案例|教训|反思|纪录片|周年|宣传片)/u;
const LEARNED_BEFORE = /(?:学习|观看|吸取|汲取|剖析|复盘|传达)[^，。；！？\n]{0,24}$/u;
/** Somewhere else, without a name. */
const SOMEWHERE = /(?:某地|外地|外省|外市|省外|邻[省市县]|兄弟[市县])[^，。；！？\n]{0,20}$/u;
/** Told in a story. */
const STORY = /(?:电影|影片|电视剧|短剧|小说|[这该本]剧|剧情|游戏|动漫|片子|书)(?:里|中|讲|说的是|情节)/u;
/** The wording of a law or a plan. */
const LAW =
  /(?:以上|以下|不满)(?:死亡|重伤)?的|(?:死亡|重伤|中毒|失踪|受伤)[^，。；\d]{0,2}\d+人(?:以上|以下)|第[\d一二三四五六七八九十百]+条|是指|按照[^，。；]{0,12}标准|处[^，。；]{0,6}(?:年|罚款|拘役|有期徒刑)|凡[^，。；]{0,12}的/u;
const LAW_CONTEXT =
  /(?:条例|办法|规定|预案|标准|刑法|法律)[》）)]?(?:第|规定|明确|中|所称)|特别重大事故|重大事故[，是指]|较大事故[，是指]|一般事故[，是指]/u;

/** "3人死亡" of a sentence about something else than this matter, or not told as happened at all. */
export function isOfThisMatter(text: string, start: number, word: string): boolean {
  if (/[第每前]$/u.test(text.slice(Math.max(0, start - 1), start))) return false;
  const [from, to] = sentenceAt(text, start);
  const before = text.slice(from, start);
  const sentence = text.slice(from, to);
  if (WARNING_AFTER.test(text.slice(start + word.length)) || LEARNED_BEFORE.test(before)) return false;
  if (SOMEWHERE.test(before)) return false;
  if (STATISTICS.test(before) || EARLIER_CASE.test(before) || ALIKE.test(before) || STORY.test(before))
    return false;
  if (
    LAW_CONTEXT.test(sentence) ||
    LAW.test(text.slice(Math.max(from, start - 4), Math.min(to, start + word.length + 6)))
  )
    return false;
  return !/^[^，。；]{0,4}(?:以上的|以上事故|就是|才算|即为|属于)/u.test(text.slice(start + word.length));
}

/**
 * Whether the figure is told as not so where it stands ("网传31人死亡不实", "并未造成3人死亡"), and by whom; null when it
 * is not.
 */
export function denialOf(text: string, start: number, word: string): 'refuted' | 'party' | null {
  if (deniedByParty(text, start)) return 'party';
  const [from, to] = sentenceAt(text, start);
  if (NOT_TOLD_BEFORE.test(text.slice(Math.max(from, start - 8), start))) return 'refuted';
  const end = start + word.length;
  if (NOT_TOLD_AFTER.test(text.slice(end, to))) return 'refuted';
  const later = REFUTED_LATER.exec(text.slice(end, to));
  const claimed = CLAIMED.test(text.slice(from, start));
  if (!later || !claimed || NOT_REFUTED.test(text.slice(end, to))) return null;
  return saysSo(text, end + later.index);
}

const CLAIMED = /网传|所谓|传言|传闻|谣传|[“"][^“”"]{0,30}$/u;

/** Whoever has an interest denies; anybody else refutes. */
const saysSo = (text: string, at: number): 'refuted' | 'party' =>
  speakerAt(text, at, at) === 'party' ? 'party' : 'refuted';

/** Whether the text as a whole refutes what is rumoured; what the party concerned says refutes nothing (domain (f)2). */
export function refutesRumours(text: string): boolean {
  const match = REFUTES.exec(text);
  if (!match || NOT_REFUTED.test(text)) return false;
  return saysSo(text, match.index) === 'refuted';
}

/** The party concerned says no: "矿方否认有3人被困". A denial, and no refutation (domain (f)2). */
function deniedByParty(text: string, start: number): boolean {
  const [from] = clauseAt(text, start);
  return /(?<!不|没有|未|并未|无可)否认[^，。；]{0,10}$|矢口否认|不承认[^，。；]{0,10}$/u.test(
    text.slice(from, start),
  );
}
