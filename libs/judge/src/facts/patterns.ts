import { CHINESE, NUMBER } from '#incidents';

/** Kinds of figures a report gives. `severe` and `light` are parts of `injured`. */
export type FigureKind =
  | 'dead'
  | 'injured'
  | 'severe'
  | 'light'
  | 'poisoned'
  | 'missing'
  | 'trapped'
  | 'atRisk'
  | 'evacuated'
  | 'people';

const VERBS: Record<FigureKind, string> = {
  dead: '死亡|遇难|身亡|丧生|罹难|殒命|溺亡|坠亡|丧命|牺牲|死去|去世|离世|不治|被砸死|被撞死|被烧死|死(?!角|者家属)',
  injured:
    '受伤|负伤|伤员|伤者|烧伤|烫伤|砸伤|摔伤|被撞伤|咬伤|送医|入院|挂彩|不同程度(?:的)?(?:受)?伤|伤(?!亡|害|心|残|口)',
  severe: '重伤|伤势严重|危重|重度烧伤|病危|生命垂危|伤情较重|伤势较重',
  light: '轻伤|轻微伤|轻度烧伤|伤势较轻|皮外伤',
  poisoned: '食物中毒|中毒|呕吐|腹泻|恶心|腹痛|不适|上吐下泻|拉肚子|疑似中毒',
  missing: '失踪|失联|下落不明|失去联系|失去联络|去向不明|联系不上|音讯全无|没有音信|没有消息',
  trapped: '被困|受困|困在|困于|困井下|被埋|被掩埋|遭掩埋|被围困|埋在|压住|埋住|捂住|困',
  atRisk: '涉险|遇险|受威胁|受到威胁|处于危险',
  evacuated: '疏散|转移|撤离',
  people: '聚集|围堵|堵路|静坐|游行|罢工|拉横幅|集体上访|堵门|聚在|围观堵',
};

const NOUNS_AFTER: Record<FigureKind, string> = {
  dead: '死亡|遇难|身亡|丧生|罹难|死',
  injured: '受伤|负伤|伤',
  severe: '重伤',
  light: '轻伤|轻微伤',
  poisoned: '食物中毒|中毒',
  missing: '失踪|失联|下落不明',
  trapped: '被困|受困|被埋|掩埋|压住|埋住|捂住|困住|困',
  atRisk: '涉险|遇险|威胁',
  evacuated: '疏散|转移|紧急疏散|撤离',
  people: '聚集',
};

const COUNTER = '(?:余|多|来|几)?(?:名|人|位|个|例|口|户|死)';
/** What may stand between the number and its verb: no other figure, no other verb, no pause. */
const GAP = '(?:(?!死|亡|伤|遇难|失踪|失联|被困|中毒|其中)[^，。；、！？!?;,\\n\\d]){0,14}?';

/** Without one of these in the text the patterns of a kind need not be tried; most texts have none. */
const SIGNS: Record<FigureKind, RegExp> = {
  dead: /[死亡丧罹殒逝命]|没了|遇难|牺牲|去世|离世|不治/u,
  injured: /[伤]|送医|入院|挂彩/u,
  severe: /重伤|严重|危|重度|较重/u,
  light: /轻/u,
  poisoned: /[毒吐泻恶痛适肚]/u,
  missing: /[踪联音消]|不明/u,
  trapped: /[困埋]|压住|捂住/u,
  atRisk: /[险胁]/u,
  evacuated: /[散移撤]/u,
  people: /[聚堵坐罢访]|游行|横幅/u,
};

const kinds = Object.keys(VERBS) as FigureKind[];

/** A number with its counter, as every figure that stands before its verb begins. */
const COUNTED = /[\d十百千万零〇一二两三四五六七八九数几余多来]\s*[名人位个例口户]/u;

/** The kinds of figures that a text may give. */
export function kindsIn(text: string): ReadonlySet<FigureKind> {
  return new Set(kinds.filter((kind) => SIGNS[kind].test(text)));
}

/** Whether any number of it counts people. */
export const countsPeople = (text: string): boolean => COUNTED.test(text);

export interface FigurePattern {
  kind: FigureKind;
  /** The number stands before the verb, with its counter. */
  counted: boolean;
  /** Group 1 is the number. */
  pattern: RegExp;
}

/** Number before the verb ("28名学生午餐后呕吐") and behind it ("死亡31人", "遇难人数由9人升至10人"). */
export const FIGURES: FigurePattern[] = [
  ...kinds.map((kind) => ({
    kind,
    counted: true,
    pattern: new RegExp(`(${NUMBER})\\s*(?:名|人|位|个|例|口|户)${GAP}(?:${VERBS[kind]})`, 'gu'),
  })),
  ...kinds.map((kind) => ({
    kind,
    counted: false,
    pattern: new RegExp(
      `(?<!${NUMBER}\\s*(?:名|人|位|户|口)[^，。；、\\n\\d]{0,10})(?:${NOUNS_AFTER[kind]})(?:的)?(?:人数|者|人员|职工|矿工|群众|居民)*(?:已经?|从|由|${NUMBER}人|上升|升|增|增加|达|达到|为|是|共|总计|了|至|到|超过|:|：|\\s)*(${NUMBER})\\s*${COUNTER}`,
      'gu',
    ),
  })),
  {
    kind: 'dead',
    counted: false,
    pattern: new RegExp(`(${NUMBER})(?:人)?[死亡](?=[，。、；！\\s]|${NUMBER}|$)`, 'gu'),
  },
  {
    kind: 'dead',
    counted: false,
    pattern: new RegExp(
      `(?:没了|死了|压死|炸死|砸死|淹死|撞死)(${NUMBER})\\s*(?:个|名|口|条)(?:人|娃|孩|命|矿工|工人|学生|老人)?(?![月天年小])`,
      'gu',
    ),
  },
  {
    kind: 'dead',
    counted: false,
    pattern: new RegExp(`(${NUMBER})\\s*(?:条|口)(?:人)?(?:性命|命|人命)`, 'gu'),
  },
  {
    kind: 'injured',
    counted: false,
    pattern: new RegExp(`(?:[死亡]|[，、致])(${NUMBER})(?:人)?伤(?![亡者])`, 'gu'),
  },
];

/** Said outright that nobody was: gives 0, not unknown. */
export const NOBODY: { kinds: FigureKind[]; pattern: RegExp }[] = [
  {
    kinds: ['dead'],
    pattern:
      /(?:无|没有|未造成|并未造成|无一|暂无|尚无|未发生|没有造成)(?:人员|人|一人|学生|村民|群众)?(?:死亡|遇难|身亡)/u,
  },
  {
    kinds: ['dead', 'injured'],
    pattern: /(?:无|没有|未造成|并未造成|暂无|尚无|未发生|没有造成|未出现|没出现)(?:人员|人)?(?:受)?伤亡/u,
  },
  { kinds: ['injured'], pattern: /(?:无|没有|未造成|暂无)(?:人员|人|一人|学生)?受伤/u },
  {
    kinds: ['trapped'],
    pattern:
      /(?:无|没有|暂无)(?:人员|人)?(?:被困|受困)|被困(?:人员|群众|矿工|工人|者)?[^，。；]{0,4}?(?:已)?(?:全部|均已|都已|悉数)(?:已)?(?:获救|脱困|脱险|救出|升井)|全部(?:获救|脱困|救出|升井)/u,
  },
  {
    kinds: ['missing'],
    pattern:
      /(?:无|没有|暂无)(?:人员|人)?(?:失踪|失联)|失联(?:人员|者)?[^，。；]{0,4}?(?:全部|均已)(?:找到|寻获)/u,
  },
];

/** One person, said without a number. */
export const ONE_PERSON =
  /(?:男子|女子|老人|老汉|老太|司机|驾驶员|男童|女童|男孩|女孩|学生|工人|矿工|孩子|村民|母亲|父亲|丈夫|妻子|儿子|女儿|婴儿|患者|病人|产妇|骑手|行人|伤者|伤员|我爸|我妈|我爷爷|我奶奶|家人|亲人)(?:(?!人|们|多|等)[^，。；、！？\n\d]){0,10}?(?:死亡|身亡|坠亡|溺亡|遇难|丧生|不治|当场死|被撞死|被砸死|触电死)|(?:人|老人|孩子|娃|老汉|大爷|大妈)(?:就这么|就这样|就|都|已经|却)?没了(?![^，。；！？\n])/u;

export const MONEY = new RegExp(
  `(?:损失|财损)[^，。；\\d]{0,8}?(\\d[\\d.]*|${CHINESE})\\s*(?:余|多|来)?\\s*(亿|千万|百万|万)元?`,
  'u',
);
export const AREA = new RegExp(
  `(?:过火|受害|烧毁|烧了|烧掉|燃烧|林地|面积)[^，。；\\d]{0,10}?(${NUMBER})\\s*(公顷|亩)|(${NUMBER})\\s*(公顷|亩)[^，。；\\d]{0,6}(?:林|过火|烧毁|着火)`,
  'u',
);

/** Not told as happened: refuted, denied, feared for the future, or a rule's wording. */
export const NOT_TOLD_AFTER =
  /^[^，。；！？\n]{0,8}(?:不实|不属实|系谣言|是谣言|为谣言|谣言|是假的|并不存在|子虚乌有|以上的)/u;
export const NOT_TOLD_BEFORE =
  /(?:并未|没有|并没有|未曾|不会|避免|防止|假设|模拟|以上|如果|一旦)[^，。；]{0,4}$/u;
/** The figure after a change ("9人升至10人") and what is left ("仍有2人被困") win over the larger. */
export const UPDATED_BEFORE =
  /(?:升至|增至|上升至|上升到|增加到|增加至|升到|更新为|降至|减至|仍有|还有|尚有|剩余)\s*$/u;
