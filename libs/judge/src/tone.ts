import { MOODS, type Mood, type Tone } from '#incidents';
import type { WordMatch } from '#jurisdiction';

const NEGATIVE =
  /投诉|举报|反映|质疑|不满|气愤|愤怒|寒心|失望|无人管|没人管|不管|不作为|推诿|敷衍|态度恶劣|恶劣|拖欠|强拆|污染|异味|刺鼻|爆炸|死亡|遇难|受伤|中毒|呕吐|停电|停水|不热|坏了|破损|塌陷|坍塌|起火|火灾|事故|被骗|诈骗|乱收费|重复收费|收费高|脏乱差|堵|噪音|扰民|求助|难|差|慢|拒绝|违法|违规|受贿|贪污|困扰|影响生活|何时|为什么|怎么办|无法|不合理|不公|黑心|坑人|憋气|憋屈|无语|心寒|窝火|闹心|气人|受不了|无奈|离谱|吐槽|痛心|绝望|过分|欺负|糟心|心累|隐患|危险|迟迟|至今/gu;
/** What is missing, refused, broken, suffered or asked for in need: complaints are told plainly, by what happened. */
const PLAINTS = new RegExp(
  [
    // Nobody does it; it is not there.
    '没有?人[^，。；！？\\n]{0,4}(?:[管修理问清接来回查收答办]|处理|解决|负责|疏导|打扫|值班|维护|过问|落实)',
    '(?:没有?|[无未])(?:水(?!平)|电(?!梯)|暖气?|信号|路灯|灯光|大夫|医生|下文|动静|结果|着落|回音|音讯|说法|答复|回复|落实|兑现|发放?|拿到|给|修|解决|安置|退|赔|到账|到位|法[走住过用出上])',
    '[三四五六七八九十几多半两\\d]个?[月年天](?:多|了)*[^，。；！？\\n]{0,4}(?:没|不|未)',
    '(?:喝|[用吃看住睡走坐领办取交])不[上起到了出着]|打不通|不接电话|联系不上',
    '不(?:给|发[^达]?(?=工资|钱|[，。！？]|$)|修|通[气水电车]|理(?=[人我睬]|[，。])|退|还钱|赔|清理|批|落实|执行|敢[出喝吃]|安全|卫生|干净|文明|透明|负责|整改|作答)',
    '(?:怎么|咋|为啥|为何|凭啥|凭什么|何时|啥时候|什么时候)(?=又|还|老|总|才|能|就|不|没)|又(?:停|断|坏|堵|塌|漏|红|黑|涨|不|没|开始)|老是|总是',
    // Harm told in plain words.
    '(?:头|皮|鼻|腿|胳膊|手|骨头?|肋骨|手指|脚)(?:都|给|被|也|全)*(?:破|断|折|肿|流血)|断了[^，。]{0,3}(?:指|腿|骨|胳膊)|打人|被打|打伤|打了|掐|骂人|辱骂|吓[得坏哭住到]|晕倒|昏迷|住院|疼得|没气|跳楼|坠楼|喝了?(?:农药|毒药)|想不开|轻生|自杀|走失|失踪|去世|死者|遗体|尸体',
    '臭|呛|熏|黄得|发黄|发黑|黑水|泥汤|黄汤|漏[水电气]|爆[裂炸管]|炸了|塌了|[开干]裂|裂缝|倒灌|被淹|积水|返水|返臭|冒烟|黑烟|变质|发霉|过期|异物|蟑螂|老鼠|苍蝇|大火',
    // What is done to people.
    '欠薪|讨薪|讨要|维权|跑路|卷款|爆雷|聚集|堵门|围堵|上访|信访|冤|强行|强制|霸王|黑心|骗|坑|宰客|涨价|乱象|糊弄|忽悠|应付|面子工程|形式主义|踢皮球|扯皮|拖着|没完没了|瞒|造假|占道|乱停|乱收|克扣|侵占|侵吞',
    // How it is felt.
    '心疼|可怜|委屈|害怕|担心|着急|焦虑|恐慌|崩溃|遭罪|受罪|苦不堪言|叫苦|惨|求求|救救|帮帮|呵呵|颁(?:个|发)?奖吧|太(?:差|慢|黑|坑|烂|乱|脏|吵|扯|离谱|过分|不)|什么玩意|像话|管不管|到底(?:管|谁|有没有|瞒|想|什么时候)|谁(?:来)?管|给个说法|讨(?:个)?说法|等(?:着)?说法|要求(?:公布|公开|赔偿|彻查|严惩|给)|(?:要求|希望|请|望|盼)[^，。；！？\\n]{0,8}(?:尽快|早日|抓紧|马上|赶紧|立即)|快派人|快来人|不让往?外?[说讲发拍]|捂盖子|封锁消息|出不[来去]|进不[来去]|别等|等到出|求真相|人命|早晚(?:要)?出',
  ].join('|'),
  'gu',
);
/** A planned interruption that is announced is no complaint. */
const ANNOUNCED =
  /停[水电气暖热](?:的|检修|施工)*(?:通知|公告|通告|预告|提示|信息|计划)|计划(?:检修)?停[水电气暖]|(?:通知|公告|通告|提醒|提示)[：:，】]?[^。；！？\n]{0,24}停[水电气暖]/u;
const STOPPED = /^停[水电]$/u;
/** What is to be prevented or learned from: the day's work of an office. */
const PREVENTED =
  /(?:防范|遏制|预防|杜绝|防止|避免|吸取|汲取|排查|整治|化解|消除|警示|降低|减少)[^，。；！？\n]{0,14}$/u;
const POSITIVE =
  /感谢|(?<![获评转收])点赞(?![量数超近过约破达共]|\s*[:：]?\s*[\d一二三四五六七八九十百千几上多])|表扬|赞扬|好评|满意|暖心|锦旗|致谢|高效|贴心|获奖|喜报|荣获|开通|竣工|圆满|解决了|修好了|恢复正常|顺利|热情|周到|便民(?![点店桥路市中服大])|称赞|好消息|提升|谢谢|多谢|太好了|真不错|很不错|挺不错|真好(?!笑|意思)|太棒|真棒|给力|推荐|好吃|好看|漂亮|终于(?:[通修好装建开]|解决|办[好成妥]|拿到)|耐心|热心|负责任|暖人|欢迎(?:来|前来|大家)|点个?赞|为[^，。]{1,8}点赞|全部获救|成功(?:营救|救出|找回|解救)|找到了|平安(?:归来|回家)/gu;
/** What stands before a word and takes it back: "不难", "没有堵", "不满意"; a plea does not ("难道不难吗" stays one). */
const NOT = /(?:不|没|没有|未|毫无|并无|并不|不再|不会|不太|不够|谈不上|无)$/u;
/** Words that begin with a denial themselves. */
const OF_DENIAL = /^[不没无未]/u;

const count = (
  text: string,
  pattern: RegExp,
  passedOver: (word: string, at: number) => boolean = () => false,
): { plain: number; denied: number } => {
  const found = { plain: 0, denied: 0 };
  for (const match of text.matchAll(pattern)) {
    if (passedOver(match[0], match.index)) continue;
    const denied =
      !OF_DENIAL.test(match[0]) && NOT.test(text.slice(Math.max(0, match.index - 3), match.index));
    found[denied ? 'denied' : 'plain']++;
  }
  return found;
};

/**
 * Words of complaint against words of praise; neutral when neither prevails. Praise that is denied complains ("不满意"); a
 * complaint that is denied praises nothing. For sorting only.
 */
export function toneOf(text: string): Tone {
  const announced = ANNOUNCED.test(text);
  const bad = count(
    text,
    NEGATIVE,
    (word, at) => (announced && STOPPED.test(word)) || PREVENTED.test(text.slice(Math.max(0, at - 18), at)),
  );
  const plaints = [...text.matchAll(PLAINTS)].length;
  const good = count(text, POSITIVE);
  const negative = bad.plain + plaints + good.denied;
  if (negative > good.plain) return 'negative';
  return good.plain > negative ? 'positive' : 'neutral';
}

/** What the writer feels, by the words of the directory (愤怒、担忧、求助), unless denied. For sorting only. */
export function moodsOf(text: string, found: readonly WordMatch<string>[]): Mood[] {
  return MOODS.filter((mood) =>
    found.some(
      ({ key, spots }) =>
        key === mood &&
        spots.some(
          ({ word, start }) => OF_DENIAL.test(word) || !NOT.test(text.slice(Math.max(0, start - 3), start)),
        ),
    ),
  );
}
