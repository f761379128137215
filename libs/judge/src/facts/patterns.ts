import { CHINESE, NUMBER } from '#incidents';

/** Kinds of figures a report gives. `severe` and `light` are parts of `injured`. */
export type CountKind =
  | 'dead'
  | 'injured'
  | 'severe'
  | 'light'
  | 'poisoned'
  | 'missing'
  | 'trapped'
  | 'atRisk'
  | 'evacuated'
  | 'people'
  | 'affected';

const VERBS: Record<CountKind, string> = {
  dead: '死亡(?![证率赔通])|遇难|身亡|丧生|罹难|殒命|遇害|猝死|致死|溺亡|坠亡|丧命|牺牲|死去|去世|离世|不治|被砸死|被撞死|被烧死|(?<![该笑累气吓急烦愁忙堵卡封锁焊钉生拼誓找寻等装作])死(?![角活心板机路灰锁命循党不守缠要穴盯海结磕规]|者家属|亡证|亡率|亡赔)',
  injured:
    '受伤|负伤|伤员|伤者|烧伤|烫伤|砸伤|摔伤|被撞伤|咬伤|送医|入院|挂彩|不同程度(?:的)?(?:受)?伤|(?<![悲忧哀])伤(?![亡害心残口透脑感神财民痛疤寒势情病])|骨折|昏迷|住院',
  severe: '重伤|伤势严重|危重|重度烧伤|病危|生命垂危|伤情较重|伤势较重',
  light: '轻伤|轻微伤|轻度烧伤|伤势较轻|皮外伤',
  poisoned: '食物中毒|中毒|呕吐|腹泻|恶心|腹痛|不适|上吐下泻|拉肚子|疑似中毒',
  missing: '失踪|失联|下落不明|失去联系|失去联络|去向不明|联系不上|音讯全无|没有音信|没有消息',
  trapped:
    '被困|受困|困在|困于|困井下|被埋|被掩埋|遭掩埋|被围困|埋在|压住|埋住|捂住|(?<![贫特穷犯围])困(?![难扰惑境窘苦顿倦])',
  atRisk: '涉险|遇险|受威胁|受到威胁|处于危险',
  evacuated: '疏散|转移|撤离',
  people: '聚集|围堵|堵路|静坐|游行|罢工|拉横幅|集体上访|堵门|聚在|围观堵',
  affected: '受灾|受影响|受到影响|受影晌|受波及|受到波及|无家可归|断水|断电',
};

const NOUNS_AFTER: Record<CountKind, string> = {
  dead: '死亡|遇难|身亡|丧生|罹难|死',
  injured: '受伤|负伤|伤',
  severe: '重伤',
  light: '轻伤|轻微伤',
  poisoned: '食物中毒|中毒|腹泻|呕吐',
  missing: '失踪|失联|下落不明',
  trapped: '被困|受困|被埋|掩埋|压住|埋住|捂住|困住|困|埋',
  atRisk: '涉险|遇险|威胁',
  evacuated: '疏散|转移|紧急疏散|撤离',
  people: '聚集',
  affected: '受灾|影响|波及|涉及',
};

const SIGN = '零〇一二两三四五六七八九十百千数几\\d';
/** Counters that count people; those of months, places and things look the same. */
const COUNTERS =
  '名(?![单字额次])|人(?![民次大均])|位(?![于置])|个(?!多?(?:月|半月|小时|星期|礼拜|钟头|工作日|半|方面|问题|项目|单位|部门|[省市县区镇乡村]|小区|街道|工地|点|地方|多))|例(?![会行])|口(?!井)|户(?![型外籍口])';
/** People told by what they are, right behind the number: "两女童溺亡", "4矿工遇难". */
const PERSONS =
  '男子|女子|男(?!女)|女(?!士)|童|孩|学生|矿工|工人|民工|村民|老人|游客|乘客|旅客|司机|儿童|少年|少女|幼儿|职工|消防|队员|民警|驴友|居民|群众|员工|农民|患者|师生|妇女|青年|大学生|小学生|中学生|初中生|高中生|司乘|环卫工|作业人员|施工人员|人员';
const DIGITS = `(?:\\d[\\d,]*(?:\\.\\d+)?[十百千万]?|[零〇一二两三四五六七八九十百千万数几]{1,7})(?:余|多|来|几)?`;
/** A number of people as it stands before its verb. Group 1 is the number. */
const COUNTED = new RegExp(`(${DIGITS})\\s*(?:余|多)?(?:${COUNTERS}|${PERSONS})`, 'gu');
/** Vagueness in front of a number, which belongs to it. */
const PREFIX = /(?:至少|最少|约|大约|近|超过|超|逾|上|多达|达|共)$/u;
/**
 * What may stand between the number and its verb: no other figure, no other verb, no pause; nor the whole of which
 * another number is a part ("十二名旅客中的十人死亡").
 */
const GAP = `(?:(?!死|亡|伤|遇难|失踪|失联|被困|中毒(?!身亡|死亡|致死|遇难|丧生)|其中|获救|脱险|[${SIGN}]+(?:余|多)?(?:名|人|位|个(?!月|小时)|死|伤|重伤|轻伤))[^，。；、！？!?;,\\n\\d]){0,14}?`;

/** Without one of these in the text the patterns of a kind need not be tried; most texts have none. */
const SIGNS: Record<CountKind, RegExp> = {
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
  affected: /受灾|影响|波及|涉及|无家可归|断水|断电/u,
};

const kinds = Object.keys(VERBS) as CountKind[];

/** The kinds of figures that a text may give. */
const kindsIn = (text: string): CountKind[] => kinds.filter((kind) => SIGNS[kind].test(text));

/** A number with what it counts. */
export interface Hit {
  kind: CountKind;
  word: string;
  start: number;
  /** The number as it is written, with the vagueness in front of it. */
  written: string;
  numberAt: number;
}

const TAILS = Object.fromEntries(
  kinds.map((kind) => [kind, new RegExp(`${GAP}(?:${VERBS[kind]})`, 'uy')]),
) as Record<CountKind, RegExp>;

/** Number before the verb: "28名学生午餐后呕吐". One pass over the text, whatever is looked for. */
function* countedBefore(text: string, wanted: () => readonly CountKind[]): Generator<Hit> {
  for (const match of text.matchAll(COUNTED)) {
    const end = match.index + match[0].length;
    const prefix = PREFIX.exec(text.slice(Math.max(0, match.index - 2), match.index))?.[0] ?? '';
    const start = match.index - prefix.length;
    for (const kind of wanted()) {
      const tail = TAILS[kind];
      tail.lastIndex = end;
      const found = tail.exec(text);
      if (!found) continue;
      const word = text.slice(start, end + found[0].length);
      yield { kind, word, start, written: prefix + match[1]!, numberAt: start };
    }
  }
}

const NOUNS = [...new Set(kinds.flatMap((kind) => NOUNS_AFTER[kind].split('|')))].toSorted(
  (a, b) => b.length - a.length,
);
const NOUN = new RegExp(NOUNS.join('|'), 'gu');
const KINDS_OF_NOUN = new Map(
  NOUNS.map((noun) => [noun, kinds.filter((kind) => NOUNS_AFTER[kind].split('|').includes(noun))]),
);
/** A number stands before the noun already: the noun is its verb. */
const TAKEN = new RegExp(`${DIGITS}\\s*(?:名|人|位|户|口)[^，。；、\\n\\d]{0,10}$|[${SIGN}]$`, 'u');
/** What counts animals, things, days and sums is no number of people. */
const NUMBER_BEHIND = new RegExp(
  `(?:的)?(?:安置|周边|附近|受影响|人数|人次|者|员|病例|患者|职工|矿工|工人|群众|居民|村民|农户|学生|乘客|游客|旅客)*(?:已经?|从|由|${NUMBER}人|${DIGITS}户(?=${DIGITS}人)|上升|升|增|增加|降|减|更正|更新|修正|达|达到|为|是|共|共计|总计|累计|了|至|到|仅|只有|有|超过|:|：|\\s)*(${NUMBER})\\s*(?:余|多|来|几)?(?:(?:${COUNTERS}|死)|(?=[，。、；！!）)\\s伤重轻]|$))`,
  'uy',
);

/** Number behind the verb: "死亡31人", "遇难人数由9人升至10人". */
function* countedBehind(text: string): Generator<Hit> {
  for (const match of text.matchAll(NOUN)) {
    const [noun] = match;
    NUMBER_BEHIND.lastIndex = match.index + noun.length;
    const found = NUMBER_BEHIND.exec(text);
    if (!found || TAKEN.test(text.slice(Math.max(0, match.index - 18), match.index))) continue;
    const word = noun + found[0];
    const written = found[1]!;
    const numberAt = match.index + word.lastIndexOf(written);
    for (const kind of KINDS_OF_NOUN.get(noun)!) yield { kind, word, start: match.index, written, numberAt };
  }
}

/** Headlines and plain speech; `sign` stands in every text that the pattern fits. Group 1 is the number. */
const SHORT: { kind: CountKind; sign: RegExp; pattern: RegExp }[] = [
  {
    kind: 'dead',
    sign: new RegExp(`[${SIGN}]人?[死亡]`, 'u'),
    pattern: new RegExp(`(${NUMBER})(?:人)?[死亡](?=[，。、；！\\s]|${NUMBER}|$)`, 'gu'),
  },
  {
    kind: 'dead',
    sign: /没了|死了|[压炸砸淹撞烧]死/u,
    pattern: new RegExp(
      `(?:没了|死了|压死|炸死|砸死|淹死|撞死|烧死)(${NUMBER})\\s*(?:个|名|口|条)(?:人|娃|孩|命|矿工|工人|学生|老人)?(?![月天年小])`,
      'gu',
    ),
  },
  {
    kind: 'dead',
    sign: /命/u,
    pattern: new RegExp(`(${NUMBER})\\s*(?:条|口)(?:人)?(?:性命|命|人命)`, 'gu'),
  },
  {
    kind: 'injured',
    sign: new RegExp(`[${SIGN}]人?伤`, 'u'),
    pattern: new RegExp(`(?:[死亡]|[，、致])(${NUMBER})(?:人)?伤(?![亡者])`, 'gu'),
  },
  {
    kind: 'severe',
    sign: new RegExp(`[${SIGN}]人?重伤`, 'u'),
    pattern: new RegExp(`(${NUMBER})(?:人)?重伤(?![者员])`, 'gu'),
  },
  {
    kind: 'light',
    sign: new RegExp(`[${SIGN}]人?轻微?伤`, 'u'),
    pattern: new RegExp(`(${NUMBER})(?:人)?轻微?伤(?![者员])`, 'gu'),
  },
];

const ANY_SHORT = new RegExp(`[${SIGN}]人?[死亡重轻伤]|没了|死了|[压炸砸淹撞烧]死|命`, 'u');

function* inShort(text: string): Generator<Hit> {
  if (!ANY_SHORT.test(text)) return;
  for (const { kind, sign, pattern } of SHORT) {
    if (!sign.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const [word] = match;
      const written = match[1]!;
      yield { kind, word, start: match.index, written, numberAt: match.index + word.lastIndexOf(written) };
    }
  }
}

/** Every number of people in the text with what happened to them. */
export function* countsIn(text: string): Generator<Hit> {
  let kindsOfText: readonly CountKind[] | null = null;
  yield* countedBefore(text, () => (kindsOfText ??= kindsIn(text)));
  yield* countedBehind(text);
  yield* inShort(text);
}

/** Without one of these nobody is said to be safe. */
export const NOBODY_SIGN = /伤亡|死亡|遇难|身亡|受伤|被困|受困|失踪|失联|获救|脱困|脱险|救出|升井/u;

/** Said outright that nobody was: gives 0, not unknown. */
export const NOBODY: { kinds: CountKind[]; pattern: RegExp }[] = [
  {
    kinds: ['dead'],
    pattern:
      /(?:无|没有|未造成|并未造成|无一|暂无|尚无|未发生|没有造成|不存在)(?:人员|人|一人|学生|村民|群众)?(?:死亡|遇难|身亡)/u,
  },
  {
    kinds: ['dead', 'injured'],
    pattern: /(?:无|没有|未造成|并未造成|暂无|尚无|未发生|没有造成|未出现|没出现)(?:人员|人)?(?:受)?伤亡/u,
  },
  { kinds: ['injured'], pattern: /(?:无|没有|未造成|暂无)(?:人员|人|一人|学生)?受伤/u },
  {
    kinds: ['trapped'],
    pattern:
      /(?:无|没有|暂无|不存在)(?:人员|人)?(?:被困|受困)|被困(?:人员|群众|矿工|工人|者)?[^，。；]{0,4}?(?:已)?(?:全部|均已|都已|悉数)(?:已)?(?:获救|脱困|脱险|救出|升井)|全部(?:获救|脱困|救出|升井)/u,
  },
  {
    kinds: ['missing'],
    pattern:
      /(?:无|没有|暂无)(?:人员|人)?(?:失踪|失联)|失联(?:人员|者)?[^，。；]{0,4}?(?:全部|均已)(?:找到|寻获)/u,
  },
];

/** One person, said without a number. */
export const ONE_PERSON =
  /(?:男子|女子|老人|老汉|老太|司机|驾驶员|男童|女童|男孩|女孩|学生|工人|矿工|孩子|村民|母亲|父亲|丈夫|妻子|儿子|女儿|婴儿|患者|病人|产妇|骑手|行人|伤者|伤员|我爸|我妈|我爷爷|我奶奶|家人|亲人)(?:(?!人|们|多|等)[^，。；、！？\n\d]){0,10}?(?:死亡|身亡|坠亡|溺亡|遇难|丧生|不治|当场死|被撞死|被砸死|触电死)|(?:男子|女子|老人|男童|女童|男孩|女孩|学生|工人|孩子|村民|儿子|女儿|司机)[^，。；、\d们]{0,10}(?:溺水|落水|坠[楼井落]|触电|被[撞砸压埋]|昏迷|中毒)[^，。；\d]{0,6}，[^。；\d]{0,14}?(?:抢救无效|不治|身亡|离世)|(?:人|老人|孩子|娃|老汉|大爷|大妈)(?:就这么|就这样|就|都|已经|却)?没了(?![^，。；！？\n])/u;

export const MONEY = new RegExp(
  `(?:损失|财损)[^，。；\\d]{0,8}?(\\d[\\d.]*|${CHINESE})\\s*(?:余|多|来)?\\s*(亿|千万|百万|万)(?:余|多)?元?|(?:造成|损失)[^，。；\\d]{0,6}?(\\d[\\d.]*|${CHINESE})\\s*(?:余|多|来)?\\s*(亿|千万|百万|万)(?:余|多)?元?的?(?:直接|经济|财产){0,3}损失`,
  'u',
);
export const AREA = new RegExp(
  `(?:过火|受害|烧毁|烧了|烧掉|燃烧|林地|面积)[^，。；\\d]{0,10}?(${NUMBER})\\s*(公顷|亩)|(${NUMBER})\\s*(公顷|亩)[^，。；\\d]{0,6}(?:林|过火|烧毁|着火)`,
  'u',
);

/** The figure after a change ("9人升至10人") and what is left ("仍有2人被困") win over the larger. */
export const UPDATED_BEFORE =
  /(?:升至|增至|增到|上升至|上升到|上升为|增加到|增加至|增加为|升到|升为|更新为|降至|减至|降为|仍有|还有|尚有|剩余|尚余)(?:了|约|至少|近|超过)?\s*$/u;
