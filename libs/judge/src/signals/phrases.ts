import type { SignalKind } from '#incidents';
import type { Directory } from '#jurisdiction';

/**
 * Circumstances told by the build of a sentence rather than by a word of the profile: who takes what from whom, whose
 * rule is changed, what a rule is taken for. General Chinese, the same for every city.
 */
export interface Phrase {
  kind: SignalKind;
  /** One of these stands in every text that the pattern fits; without one the pattern is not tried. */
  signs: readonly string[];
  pattern: RegExp;
  /** Must stand in the same sentence. */
  with?: RegExp;
  /** Must not stand in the same sentence. */
  without?: RegExp;
}

/** Somebody in public service. */
const OFFICIAL =
  /局里?的|[局所站院办队中心]长|干部|领导|股长|科长|支书|书记|主任|[镇乡村县市区处厅]长|民警|警察|交警|辅警|执法|城管|公务员|公职|工作人员|当官|办事员|经办人|[\u4e00-\u9fa5]局|派出所|政府|村委|居委|监管/u;
const GIFTS =
  '红包 好处 回扣 礼金 礼品 购物卡 加油卡 烟酒 黑钱 贿赂 贿 茶水费 辛苦费 感谢费 打点费 保护费 过路钱 条烟 瓶酒 茅台 现金'.split(
    ' ',
  );
const TAKEN =
  '侵占 侵吞 私吞 贪 挪用 套取 截留 冒领 虚报 私分 中饱私囊 据为己有 进了自己 装进自己 揣进'.split(' ');
const KIN =
  '亲戚 亲属 小舅子 大舅子 亲家 自家 自己人 弟弟 哥哥 侄 外甥 儿子 女婿 老婆 媳妇 家人 关系户 本家'.split(
    ' ',
  );
const VICES = '酒驾 醉驾 嫖娼 包养 吸毒 带头赌博 聚众赌博 开赌场 当保护伞 充当保护伞 入干股 违规经商'.split(
  ' ',
);
const PUBLIC_MONEY = '(?:公款|公家|集体|村里|专项|扶贫|救灾|低保|补偿|补助|补贴|征地|危改|养老|医保|工程)';
/** Doctors and teachers who take presents are a matter of their trade, not a report on officials. */
const TRADE = /医生|大夫|护士|主刀|麻醉|老师|教师|班主任|物业|中介|司机|保安/u;
const POLICY =
  /政策|新政|新规|规定|方案|办法|通知|细则|意见|标准|改革|文件|制度|措施|公告|通告|公示|决定|补贴|条例|调整|一律|没收|强制|上牌|收回|停发/u;

/** Whoever has an interest in the matter, speaking (domain.zh.md (f)2). */
const PARTY =
  '企业|公司|[厂矿校园院](?:方|里|上|长)|[厂矿]|学校|幼儿园|医院|物业|开发商|商家|店家|饭店|酒店|工地|项目部|施工方|负责人|老板|老师|村里|村干部|当事人?';
/** What makes nothing of it: "说没这回事", "称检测全部合格". */
const NOTHING_IN_IT =
  '(?:没有?[这那]回事|没有?这事|没有的事|(?:是|系|纯属|属于)?(?:谣言|造谣|谣传|瞎说|胡说)|不属实|不实|(?:只是|就是|仅是|不过是|是|属于?|均|都|完全|一切)(?:普通|正常|合格|达标|小问题|个别)|与[^，。；]{1,8}无关|夸大其词|被夸大)';
const CHANGE =
  '(?:出台|出了|调整|新规|新政|新出|改革|发布|印发|下发|放开|取消|延长|提高|降低|下调|上调|推迟|延迟|修改|统一)';
const ORGAN_ACT =
  '(?:政策|规定|办法|方案|目录|通知|文件|标准|决定|公告|通报(?![：:，,。、\\s]|称|说|显示)|批复|检查|处罚|罚款|罚单|审批|招考|考试|收费|态度|推诿|不作为|[“"《「])';

/** Phrases of one city; only those on superiors need to know whose chain it stands in (吕梁市, 山西省). */
export function phrasesOf({ profile: { jurisdiction } }: Directory): Phrase[] {
  const parents = jurisdiction.parents.flatMap(({ name, shortNames }) => [name, ...shortNames]).join('|');
  const own = [jurisdiction.name, ...jurisdiction.shortNames].join('|');
  const beyond = jurisdiction.neighbours.flatMap(({ name, shortNames }) => [name, ...shortNames]).join('|');
  return [...PHRASES, ...superiorPhrases(parents, own), ...(beyond ? borderPhrases(beyond, own) : [])];
}

const PHRASES: Phrase[] = [
  {
    kind: 'misconduct',
    signs: GIFTS,
    pattern: new RegExp(
      `(?:收|收受|索|索要|要|拿|吃|受|捞)[了过的着受]{0,2}[^，。；！？\\n]{0,12}?(?:${GIFTS.join('|')})`,
      'gu',
    ),
    with: OFFICIAL,
    without: TRADE,
  },
  {
    kind: 'misconduct',
    signs: ['送', '塞'],
    pattern: new RegExp(
      `(?:[给向][^，。；！？\\n]{1,10}(?:送|塞)[了过]?(?:[^，。；！？\\n]{0,6}(?:钱|礼|红包|好处))|塞[了过]?[^，。；！？\\n]{0,4}(?:红包|钱))`,
      'gu',
    ),
    with: OFFICIAL,
    without: TRADE,
  },
  {
    kind: 'misconduct',
    signs: TAKEN,
    pattern: new RegExp(
      `(?:侵占|侵吞|私吞|贪[了掉污]|挪用|套取|截留|冒领|虚报|私分|中饱私囊|据为己有|装进自己)[^。；！？\\n]{0,16}|${PUBLIC_MONEY}[^。；！？\\n]{0,10}(?:侵占|侵吞|私吞|贪[了掉污]|挪用|套取|截留|冒领|私分|中饱私囊|进了自己|装进自己|揣进)`,
      'gu',
    ),
    with: OFFICIAL,
    without: TRADE,
  },
  {
    kind: 'misconduct',
    signs: ['收钱', '拿钱', '要钱', '给钱', '捞钱', '钱才'],
    pattern:
      /(?:插手|私下|暗中|背后|托关系|打招呼|走后门)[^，。；！？\n]{0,12}(?:收钱|拿钱|要钱|给钱|捞钱)|(?:收了?|拿了?|给了?|要了?)钱才(?:给)?(?:办|批|签|过)/gu,
    with: OFFICIAL,
    without: TRADE,
  },
  {
    kind: 'misconduct',
    signs: KIN,
    pattern: new RegExp(
      `(?:低保|补贴|补助|救助|扶贫|危房|指标|名额|工程|岗位|公益岗|承包)[^。；！？\\n]{0,16}(?:给了?|落到|分给|安排给?|照顾|包给|全是|都是)[^，。；！？\\n]{0,8}(?:${KIN.join('|')})`,
      'gu',
    ),
    with: OFFICIAL,
  },
  {
    kind: 'misconduct',
    signs: VICES,
    pattern: new RegExp(
      `(?:公务员|干部|民警|警察|交警|[局所队科镇乡]长|支书|书记|公职人员|领导)(?:(?!查[处获办]|整治|打击|严[查打]|治理|宣传|提醒|劝阻|抓获|拘留|通报)[^，。；！？\\n]){0,10}(?:${VICES.join('|')})`,
      'gu',
    ),
  },
  {
    kind: 'policy_misread',
    signs: ['被'],
    pattern:
      /被[^，。；！？\n]{0,10}?(?:误读|误解|解读|理解|传|说|当|曲解|歪曲|演绎|炒作|讹传|以为|看|想|谣传|渲染)(?:为|成|作|是)/gu,
    with: POLICY,
  },
  {
    kind: 'policy_misread',
    signs: ['成', '误', '理解', '解读', '曲解', '讹传'],
    pattern:
      /把[^，。；！？\n]{0,30}?(?:说|传|解读|理解|曲解|歪曲|当|看)成|误以为|误当成|(?:错误|片面)地?(?:理解|解读)|理解成|理解为|解读成|解读为|传成了?|说成是|曲解|误传|讹传/gu,
    with: POLICY,
  },
  {
    kind: 'denied_by_party',
    signs: ['没有', '无', '不存在', '未发生', '未出现', '根本没', '从未', '绝无'],
    pattern:
      /(?:回应|声明|通报|坚称|声称|宣称|辩称|表示|解释|一口咬定|[方司业厂矿店板人]说|称)(?:称|说)?[，：:]?[“"]?(?:并?没有|并?无|不存在|未发生|未出现|根本没|从未|绝无)(?:任何|此|这|什么|一个|出现|发生|造成|人|伤|死|污染|问题|违规|违法|异常|影响)/gu,
    with: /企业|公司|厂|矿|校方|园方|院方|物业|开发商|商家|店家|负责人|老板|当事|方面?(?:回应|称|说|表示)/u,
  },
  {
    kind: 'denied_by_party',
    signs: [
      '这回事',
      '那回事',
      '这事',
      '此事',
      '的事',
      '谣言',
      '造谣',
      '不实',
      '不属实',
      '瞎说',
      '胡说',
      '正常',
      '普通',
      '合格',
      '达标',
      '无关',
      '夸大',
    ],
    pattern: new RegExp(
      `(?:${PARTY})[^，。；！？\\n]{0,8}?(?:回应|声明|坚称|声称|宣称|辩称|表示|解释|一口咬定|说|称)[^，。；！？\\n]{0,12}?${NOTHING_IN_IT}`,
      'gu',
    ),
  },
  {
    kind: 'denied_by_party',
    signs: ['就是', '只是', '不过是', '纯属'],
    pattern:
      /(?:[方司业厂矿店安]|负责人|老板|院长|校长)(?:回应|解释|声称|一口咬定)?(?:称|说|表示)[，：:]?[“"]?[这那]?(?:只是|就是|不过是?|纯属)/gu,
    with: /企业|公司|厂|矿|校方|园方|院方|物业|开发商|商家|店家|负责人|老板|当事|保安/u,
  },
];

/** Water, smoke and fire that go from one side to the other; a matter of both sides named together. */
function borderPhrases(beyond: string, own: string): Phrase[] {
  const signs = beyond.split('|');
  const moves = '(?:流|排|飘|漂|刮|蔓延|烧|扩散|冲)[^，。；！？\\n]{0,3}(?:到|入|向|进|过)';
  const both = `(?:${own})[和与跟同、](?:${beyond})|(?:${beyond})[和与跟同、](?:${own})`;
  return [
    {
      kind: 'crosses_border',
      signs,
      pattern: new RegExp(`${moves}[^，。；！？\\n]{0,4}(?:${beyond})`, 'gu'),
    },
    {
      kind: 'crosses_border',
      signs,
      pattern: new RegExp(`(?:${beyond})[^，。；！？\\n]{0,16}${moves}`, 'gu'),
    },
    {
      kind: 'crosses_border',
      signs,
      pattern: new RegExp(both, 'gu'),
      with: /两地|两市|两边|都|之间|互相|推|扯皮|归谁|谁管|水|河|烟|味|路/u,
    },
  ];
}

function superiorPhrases(parents: string, own: string): Phrase[] {
  const signs = ['国', '中央', '省', '部', ...parents.split('|')];
  const higher = `(?:国家|全国|中央|国务院|省里|全省|省上|部里|${parents})`;
  const organ = [
    '国务院',
    '国家[\\u4e00-\\u9fa5]{1,6}(?:局|委|部)',
    '[教民司公财人住][\\u4e00-\\u9fa5]{1,4}部(?![门分署队落])',
    '省[\\u4e00-\\u9fa5]{1,8}(?:厅|局|委)(?!托)',
    `(?:${parents})[\\u4e00-\\u9fa5]{1,8}(?:局|委|中心|政府)(?!托|${own})`,
  ].join('|');
  const mine = new RegExp(`(?:${own})(?:市|县)?(?:${CHANGE})|(?:${own})(?:分局|管理部|支局)`, 'u');
  const obeyed = /国家?电网|(?:响应|贯彻|落实|执行)[^，。]{0,6}(?:国家|省|中央)/u;
  return [
    {
      kind: 'superior_matter',
      signs,
      pattern: new RegExp(`(?<![按依据照合反循守受至])${higher}[^，。；！？\\n]{0,12}?${CHANGE}`, 'gu'),
      without: new RegExp(`${mine.source}|${obeyed.source}`, 'u'),
    },
    {
      kind: 'superior_matter',
      signs,
      pattern: new RegExp(
        `(?<![按依据照合反循守])(?<organ>${organ})[^，。；！？：:\\n]{0,16}?(?:${CHANGE}|${ORGAN_ACT})`,
        'gu',
      ),
      without: mine,
    },
  ];
}
