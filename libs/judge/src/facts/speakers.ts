import type { FigureSpeaker } from '#incidents';
import { sentenceAt } from '../text/reading.js';

/** An office, as the subject of what is said. */
const OFFICE =
  '警方|公安|交警|消防|民警|派出所|应急|卫健|卫体|疾控|环保|生态环境|市场监管|住建|水利|气象|林业|自然资源|交通运输|煤监|安监|政府|市委|县委|宣传部|新闻办|网信办|指挥部|调查组|专班|官方|有关部门|相关部门|(?:[\\u4e00-\\u9fa5]{2,6})[局委厅办](?![公托会员理事])';
const SAYS = '通报|证实|介绍|表示|发布|公布|确认|核实|查明|获悉|透露|通告|公告|称|说|消息|回应|统计|报告';
const OFFICIAL = new RegExp(
  `(?:${OFFICE})[^，。；！？\\n]{0,14}?(?:${SAYS})|(?:经|初步|目前|现已|已)(?:核实|查实|核查|查明)|经(?:初步核实|调查|查)|情况通报|警情通报|官方(?:通报|消息|回应|数据)|据(?:通报|官方)|新闻发布会|新闻通气会`,
  'gu',
);
const MEDIA =
  /记者|据[^，。；\n]{1,14}(?:报道|消息|电讯)|新华[社网]|中新[社网]|央视|人民(?:日报|网)|[日晚早时都快][市]?报(?!警|告|案|名|复|废|平安)|电视台|讯[（(]/gu;
const PARTY =
  /(?:公司|企业|厂方|矿方|矿上|厂里|校方|学校|园方|幼儿园|医院|院方|物业|开发商|商家|店家|商场|酒店|饭店|工地|项目部|施工方|老板|负责人|当事[人方]|涉事[\u4e00-\u9fa5]{1,6}|该[公企厂矿校院])[^，。；！？\n]{0,10}?(?:称|表示|回应|声明|说|否认|解释|澄清|坚称|通报|介绍|辩)/gu;
const HEARSAY =
  /网传|流传|造谣|据传|听[^，。；]{0,4}说|据说|传言|传闻|谣传|有人(?:说|称|爆料|传)|群里|朋友圈|爆料|未经?(?:官方)?证实|尚未证实|未核实|小道消息|疑似|恐有|好像|都在传|网友|不知真假|真的假的|是真的吗|有传|传有|疑有|估计有|可能有|据网友|网上(?:说|传|有)|微信群|网曝|据(?:在场|现场|目击|知情|附近|当地(?:群众|村民|居民))|目击者|知情人|[疯风]传|都说|有人讲|听讲|据称/gu;

const KINDS: readonly (readonly [FigureSpeaker, RegExp])[] = [
  ['hearsay', HEARSAY],
  ['party', PARTY],
  ['official', OFFICIAL],
  ['media', MEDIA],
];
/** Said behind the figure: "已有3人死亡，警方通报称", "5人受伤，市应急局证实". */
const REACH_BEHIND = 24;
/** A bulletin says so at its beginning and speaks for itself to its end. */
const BULLETIN =
  /^.{0,40}?(?:情况通报|警情通报|情况说明|官方通报|通告|公告|(?:关于[^。\n]{2,40}的(?:情况)?(?:通报|说明)))/su;
/** The head of an office's post, or its name below: "【警情通报】", "@孝义发布：", "——孝义市公安局". */
const SIGNED =
  /^(?:【[^】]{0,12}(?:通报|通告|公告|情况说明|辟谣)】|@?[\u4e00-\u9fa5]{2,14}(?:发布|公安|警方|交警|消防|应急|网警|[局委办厅]|[支大]队|疾控中心|指挥部|政府)[:：|](?![^。！？\n]{0,30}(?:我(?!市|县|省|局|区)|您|你好|领导)))|[—\-。！]\s*@?[\u4e00-\u9fa5]{2,8}(?:发布|公安局|应急局|应急管理局|消防救援大队|市政府|[委局办])\s*$/u;
const OFFICIAL_SOURCE = /政府|发布|公安|警方|警务|交警|消防|应急|宣传部|网信|卫健|卫体|[局委办厅]$/u;

/** Who speaks in a text where it does not say. */
export interface SourceOfText {
  name?: string | undefined;
  tier?: string | undefined;
}

/**
 * Who says what stands at that place: the one named last before it in its sentence, else right behind it, else the
 * bulletin, the office or the paper that the text is by. Null: whoever wrote the post speaks for himself.
 */
export function speakerAt(
  text: string,
  at: number,
  end: number,
  source?: SourceOfText,
): FigureSpeaker | null {
  const [from, to] = sentenceAt(text, at);
  const before = text.slice(from, at);
  let speaker: FigureSpeaker | null = null;
  let last = -1;
  for (const [kind, pattern] of KINDS)
    for (const match of before.matchAll(pattern)) {
      const ends = match.index + match[0].length;
      if (ends <= last) continue;
      speaker = kind;
      last = ends;
    }
  if (speaker) return speaker;
  const behind = text.slice(end, Math.min(to, end + REACH_BEHIND));
  for (const [kind, pattern] of KINDS) if (new RegExp(pattern.source, 'u').test(behind)) return kind;
  return speakerOf(text, source);
}

/** Whether the text is itself what an office lets everybody know. */
export const isBulletin = (text: string): boolean => BULLETIN.test(text) || SIGNED.test(text);

function speakerOf(text: string, source?: SourceOfText): FigureSpeaker | null {
  if (isBulletin(text) || (source?.name && OFFICIAL_SOURCE.test(source.name))) return 'official';
  const paper = source?.tier === 'central' || source?.tier === 'provincial' || source?.tier === 'municipal';
  return paper || /^.{0,60}?(?:新华[社网]|中新[社网]|[日晚早时都快]报讯|本报讯|记者)/su.test(text)
    ? 'media'
    : null;
}
