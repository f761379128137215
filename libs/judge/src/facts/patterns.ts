import { CHINESE, NUMBER } from '#incidents';
import { NOUNS_AFTER, SIGNS, VERBS, type CountKind } from './verbs.js';

const SIGN = '零〇一二两三四五六七八九十百千数几\\d';
/** Counters that count people; those of months, places and things look the same. */
const COUNTERS =
  '名(?![单字额次])|人(?![民次大]|均(?![已为被系在获无未没不属是脱受送死遇]))|位(?![于置])|个(?!多?(?:月|半月|小时|星期|礼拜|钟头|工作日|半|方面|问题|项目|单位|部门|[省市县区镇乡村]|小区|街道|工地|点|地方|多))|例(?![会行])|号(?=人|学生|工人|村民)|口(?!井)|户(?![型外籍口])';
/** People told by what they are, right behind the number: "两女童溺亡", "4矿工遇难". */
const PERSONS =
  '男子|女子|男(?!女)|女(?!士)|童|孩|学生|矿工|工人|民工|村民|老人|游客|乘客|旅客|司机|儿童|少年|少女|幼儿|职工|消防|队员|民警|驴友|居民|群众|员工|农民|患者|师生|妇女|青年|大学生|小学生|中学生|初中生|高中生|司乘|环卫工|作业人员|施工人员|人员';
const DIGITS = `(?:\\d[\\d,]{0,14}(?:\\.\\d+)?[十百千万]?|[零〇一二两三四五六七八九十百千万数几]{1,7})(?:余|多|来|几)?`;
/** A number of people as it stands before its verb. Group 1 is the number. */
const COUNTED = new RegExp(
  `(${DIGITS})\\s*(?:余|多)?(?:${COUNTERS}|${PERSONS})|([俩仨])(?![月字事点]|小时|星期|礼拜|钟头|问题)`,
  'gu',
);
/** Vagueness in front of a number, which belongs to it. */
const PREFIX = /(?:至少|最少|约|大约|近|超过|超|逾|上|多达|达|共)$/u;
/**
 * What may stand between the number and its verb: no other figure, no other verb, no pause; nor the whole of which
 * another number is a part ("十二名旅客中的十人死亡").
 */
const GAP = `(?:(?!死|亡|伤|遇难|失踪|失联|被困|中毒(?!身亡|死亡|致死|遇难|丧生)|其中|获救|脱险|[${SIGN}]+(?:余|多)?(?:名|人|位|个(?!月|小时)|死|伤|重伤|轻伤))[^，。；、！？!?;,\\n\\d]){0,14}?`;

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
      yield { kind, word, start, written: prefix + (match[1] ?? match[2]!), numberAt: start };
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
  `(?:的)?(?:安置|周边|附近|受影响|人数|人次|者|员|病例|患者|职工|矿工|工人|群众|居民|村民|农户|学生|孩子|老人|男子|女子|师生|民工|平民|百姓|乘客|游客|旅客)*(?:已经?|目前|[仍还尚]有?|从|由|(?:此前|之前|先前|原先|原来|最初)的?|${NUMBER}人|${DIGITS}户(?=${DIGITS}人)|上升|升|增|增加|降|减|更正|更新|修正|达|达到|为|是|共|共计|总计|累计|了|至|到|仅|只有|有|超过|:|：|\\s)*(${NUMBER}|[俩仨])\\s*(?:余|多|来|几)?(?:(?:${COUNTERS}|死)|(?=[，。、；！!）)\\s伤重轻]|$))`,
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
    kind: 'trapped',
    sign: /[压埋捂]着|[压埋]了/u,
    pattern: new RegExp(
      `(?:[压埋捂]着|[压埋]了)(${NUMBER})\\s*(?:来|多|余|几)?(?:个|名|口)?(?:人(?!情|次)|矿工|工人|民工|学生|娃|孩|村民|老[人汉])(?![^，。；！？\\n]{0,6}(?:工资|名额|身份|[钱款证])|[次均])`,
      'gu',
    ),
  },
  {
    kind: 'dead',
    sign: /命/u,
    pattern: new RegExp(`(${NUMBER})\\s*(?:条|口)[^，。；\\d]{0,6}?(?:性命|命|人命|生命)`, 'gu'),
  },
  {
    kind: 'dead',
    sign: /[尸遗]体/u,
    pattern: new RegExp(
      `(${NUMBER})(?:具|名失踪|位失踪|人失踪|名遇难|名死)(?![猪狗鸡羊牛鱼])[^，。；\\d]{0,8}?[尸遗]体(?!检|火化|告别)`,
      'gu',
    ),
  },
  {
    kind: 'dead',
    sign: /具[^，。；]{0,6}尸/u,
    pattern: /(一)具(?:无名|不明|男|女|腐)[^，。；\d]{0,4}尸/gu,
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

const ANY_SHORT = new RegExp(
  `[${SIGN}]人?[死亡重轻伤]|没了|死了|[压炸砸淹撞烧]死|命|[尸遗]体|男尸|女尸|[压埋捂]着|[压埋]了`,
  'u',
);

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

/** What befell all of those counted in the clause before: "一家四口，抬出来时都没气了". */
const TO_ALL: { kind: CountKind; pattern: RegExp }[] = (
  [
    ['dead', '没气|断气|没了(?!音|消|踪|影|着)|死了|遇难|身亡|没救过来|无一(?:生还|幸免)'],
    ['injured', '受了?伤|住院|住进|送医|昏迷'],
    ['trapped', '被困|被埋|被压'],
  ] as const
).map(([kind, verbs]) => ({
  kind,
  pattern: new RegExp(
    `(${NUMBER}|[俩仨])(?:名|人|位|个|口)(?:人|${PERSONS})?，(?:(?![，。；！？!?\\n\\d没无未不]).){0,14}?(?:[都全均]|(?=无一))[^，。；！？!?\\n\\d]{0,4}?(?:${verbs})`,
    'gu',
  ),
}));

function* befallingAll(text: string): Generator<Hit> {
  if (!/[都全均]|无一/u.test(text)) return;
  for (const { kind, pattern } of TO_ALL)
    for (const match of text.matchAll(pattern)) {
      const [word] = match;
      yield { kind, word, start: match.index, written: match[1]!, numberAt: match.index };
    }
}

/** Every number of people in the text with what happened to them. */
export function* countsIn(text: string): Generator<Hit> {
  let kindsOfText: readonly CountKind[] | null = null;
  yield* countedBefore(text, () => (kindsOfText ??= kindsIn(text)));
  yield* countedBehind(text);
  yield* inShort(text);
  yield* befallingAll(text);
}

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
