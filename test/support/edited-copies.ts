/** What is done to a text so that it is still the same text, seen again. */
export const SAME = [
  'exact',
  'punctuation',
  'emoji',
  'repost',
  'framed',
  'head lost',
  'tail lost',
  'edited 10 %',
  'edited 20 %',
  'edited 30 %',
  'glued',
  'traditional',
] as const;
/** What makes another matter of it, though nearly every sign stays. */
export const OTHER = ['number exchanged', 'name exchanged'] as const;
export type Edit = (typeof SAME)[number] | (typeof OTHER)[number];

export interface CopyRow {
  title: string;
  text: string;
  /** Rows with the same one are copies of each other. */
  group: string;
  kind: Edit | 'original';
}

/** Numbers 0…1 from a fixed seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Each text, some of its copies of every kind, and look-alikes that are no copies; in an order of chance. */
export function editedCopies(texts: readonly string[], seed: number, copiesEach = 3): CopyRow[] {
  const random = seeded(seed);
  const rows: CopyRow[] = [];
  texts.forEach((text, i) => {
    const group = `g${i}`;
    rows.push({ title: '', text, group, kind: 'original' });
    const family: CopyRow[] = [];
    for (let k = 0; k < copiesEach; k++) {
      const kind = pick(SAME, random);
      const copy = edit(text, kind, texts, random);
      if (copy !== null) family.push({ title: '', text: copy, group, kind });
    }
    rows.push(...family);
    rows.push(...lookAlikes(text, family, group, texts, random));
  });
  return shuffled(rows, random);
}

/**
 * A text with a particular exchanged and a copy of it. None where one of them lost what is exchanged: nobody can say
 * which of the two texts that is a copy of.
 */
function lookAlikes(
  text: string,
  family: readonly CopyRow[],
  group: string,
  texts: readonly string[],
  random: () => number,
): CopyRow[] {
  const kind = pick(OTHER, random);
  const other = edit(text, kind, texts, random);
  if (other === null || !family.every((copy) => copy.text.includes(particularOf(text, other)))) return [];
  const own = `${group} ${kind}`;
  const rows: CopyRow[] = [{ title: '', text: other, group: own, kind }];
  const again = pick(SAME, random);
  const copy = edit(other, again, texts, random);
  if (copy?.includes(particularOf(other, text)))
    rows.push({ title: '', text: copy, group: own, kind: again });
  return rows;
}

/** The text so edited; null where it offers nothing to edit. */
export function edit(
  text: string,
  kind: Edit,
  others: readonly string[],
  random: () => number,
): string | null {
  return EDITS[kind](text, random, others);
}

type Editing = (text: string, random: () => number, others: readonly string[]) => string | null;

const cut = (text: string, random: () => number): number => Math.floor(text.length * (0.25 + random() * 0.2));

const EDITS: Record<Edit, Editing> = {
  exact: (text) => text,
  punctuation: (text, random) =>
    text.replace(/[，。、]/gu, () => pick(['，', ',', ' ', '。', '！', '\n'], random)),
  emoji: (text, random) =>
    text.replace(/[。！？]/gu, (sign) => `${sign}${pick(['[怒]', '😡', '[泪]', ' @某人 ', ''], random)}`),
  repost: (text, random) =>
    `${pick(['转发微博', '什么时候能管管', '我们也是', '求关注'], random)}//@${pick(NICKS, random)}:${text}`,
  framed: (text, random) => `${pick(HEADS, random)}${text}${pick(TAILS, random)}`,
  'head lost': (text, random) => text.slice(cut(text, random)),
  'tail lost': (text, random) => `${text.slice(0, text.length - cut(text, random))}…`,
  'edited 10 %': (text, random, others) => rewritten(text, 0.1, others, random),
  'edited 20 %': (text, random, others) => rewritten(text, 0.2, others, random),
  'edited 30 %': (text, random, others) => rewritten(text, 0.3, others, random),
  glued: (text, random, others) => text + beginning(pick(others, random), text.length * 0.4),
  traditional: (text) => traditional(text),
  'number exchanged': numberExchanged,
  'name exchanged': nameExchanged,
};

/** At most a quarter of a text, lest a cut copy of the other be nearly whole in it as well. */
const beginning = (text: string, most: number): string =>
  text.slice(0, Math.floor(Math.min(most, text.length / 4)));

/** The first word of two to four signs around the first difference. */
function particularOf(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return text.slice(Math.max(0, at - 1), at + 3);
}

const NICKS = ['小城百姓', '路人甲', '青山', '夜归人', '老王说事'];
const HEADS = [
  '【网友来信】以下内容来自本站读者投稿，不代表本站立场。',
  '来源：本地论坛 发布时间：今天 浏览次数：几百次 原帖如下：',
  '【爆料】编辑刚刚收到一位读者的留言，全文照登。',
];
const TAILS = [
  '（本文由网友提供，如有侵权请联系删除。关注我们，获取更多本地消息。）',
  '免责声明：文中观点仅代表作者本人，转载请注明出处，欢迎在评论区留言。',
  '责任编辑：小李 更多精彩内容请下载客户端 扫码加群',
];

/** Phrases of two to six signs are struck out, or others from elsewhere put in their place; numbers and names stay. */
function rewritten(text: string, share: number, others: readonly string[], random: () => number): string {
  let left = Math.floor(text.length * share);
  let result = text;
  for (let tries = 0; left > 0 && tries < 200; tries++) {
    const length = 2 + Math.floor(random() * 5);
    const at = Math.floor(random() * Math.max(1, result.length - length));
    const phrase = result.slice(at, at + length);
    // A name stands before its last sign: what is struck out there would be another name.
    if (PARTICULAR.test(result.slice(Math.max(0, at - 1), at + length + STEM))) continue;
    const other = pick(others, random);
    const from = Math.floor(random() * Math.max(1, other.length - length));
    const into = random() < 0.5 ? '' : other.slice(from, from + length).replace(PARTICULARS, '');
    result = result.slice(0, at) + into + result.slice(at + phrase.length);
    left -= length;
  }
  return result;
}

const STEM = 3;
const NAME_ENDS = '村镇乡市县区路街巷桥局厂矿院校园城苑站河庄学司团所队';
const PARTICULAR = new RegExp(`[\\d${NAME_ENDS}a-zA-Z]`, 'u');
const PARTICULARS = new RegExp(PARTICULAR.source, 'gu');

/** Every number of two digits or more becomes another. */
function numberExchanged(text: string, random: () => number): string | null {
  const changed = text.replace(/(?<![\w.])\d{2,4}(?![\w.])/gu, (number) => {
    const other = Number(number) + 1 + Math.floor(random() * 8);
    return String(other);
  });
  return changed === text ? null : changed;
}

const NAMED = /(?<=^|[，。：；（\s区县市镇乡])([\u4e00-\u9fff]{2})(村|镇|小区|小学|中学|医院|花园)/u;
const STEMS = ['青石', '柳林', '白云', '东岗', '金井', '双桥'];

/** The name of a village, a compound, a school becomes another wherever it stands. */
function nameExchanged(text: string, random: () => number): string | null {
  const found = NAMED.exec(text);
  if (
    !found ||
    /[我们这那该本某的在个住是有到整全各居响于对很多较大小新老等两几个不从为与和]/u.test(found[1]!)
  )
    return null;
  const stem = pick(STEMS, random);
  return stem === found[1] ? null : text.replaceAll(found[0], `${stem}${found[2]}`);
}

const SIMPLE =
  '们这个来时说国对为过学发会经间问题实现没样动门关车东长开还进点业员应总无电认话书几从见给让头听带报记办处见区医院钱费';
const TRADITIONAL =
  '們這個來時說國對為過學發會經間問題實現沒樣動門關車東長開還進點業員應總無電認話書幾從見給讓頭聽帶報記辦處見區醫院錢費';
const traditional = (text: string): string =>
  text.replace(/\p{Script=Han}/gu, (sign) => TRADITIONAL[SIMPLE.indexOf(sign)] ?? sign);

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

function shuffled<T>(list: T[], random: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
