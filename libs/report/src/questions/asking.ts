import { lettersOf } from '../text/sentences.js';

/** What somebody asks or demands, verbatim, with what kind of thing it is about. */
export interface Asking {
  text: string;
  kind: 'question' | 'demand';
  /** 何时, 为何, 谁, 是否, 怎么, 多少, 哪里; 要求 for a demand. Ways of asking one thing get one name. */
  asks: string[];
}

/** Ways of asking, by what is asked. */
const WAYS: [name: string, pattern: RegExp][] = [
  [
    '何时',
    /何时|什么时[候间]|啥时[候间]?|几时|几点|哪天|哪年|多久|多长时间|还要等|要等到|等到什么|到底要拖/u,
  ],
  ['为何', /为什么|为啥|为何|凭什么|凭啥|什么原因|啥原因|原因是什么|怎么[会能]这样|何故/u],
  [
    '谁',
    /由谁|谁[来该能管负给对为替]|是谁|归谁|找谁|哪个(?:部门|单位|领导|科室)|哪些(?:部门|单位)|什么部门|有没有人管|谁之责/u,
  ],
  ['多少', /多少|几[个天次元块层]|多高|多大|什么标准|啥标准/u],
  ['哪里', /哪里|哪儿|在哪|去哪|何处|到哪/u],
  [
    '怎么',
    /怎么办|怎么[处理才申办领交查缴弄补走报赔]|怎样|如何|咋办|咋[弄整回]|怎么回事|什么情况|啥情况|怎么[还没不]/u,
  ],
  [
    '是否',
    /是否|能不能|能否|可否|可不可以|会不会|有没有|是不是|要不要|该不该|算不算|合不合|符不符|行不行|有无|难道|可以[^，。；]{0,16}吗/u,
  ],
  [
    '合规',
    /合不?合[法理规]|[合违](?:法|规)(?:合规|合理)?[吗么？?]|是否(?:合[法理规]|违[法规])+|合理[吗么？?]/u,
  ],
  ['什么', /什么|哪[些种]/u],
];
const ENDS_ASKING = /(?:吗|呢|么)[？?！!。]*$/u;
const MARK = /[？?]/u;
/** Things of a name, not of a person who asks. */
const NO_QUESTION =
  /问题(?:是|在于)?[：:]|常见问[题答]|如何(?:看待|评价)|不知道?(?:为什么|怎么|是谁)(?:了|的)|没什么|什么都|谁都|怎么都|无论|不管(?:是否|怎|多|什么|谁)|不论|多少有|多少年[来了]|没多[久少]|不多久|不知[^，。]{0,4}多少|什么的|几[点个](?:诉求|疑问|问题|建议|意见|要求)/u;
/** Said for effect: nobody waits for an answer to it. */
const FOR_EFFECT = /不是吗|对吧|对不对|知道吗|你说呢|可能吗[？?]?$|好吗[？?]?$/u;

const DEMAND =
  /(?:^|[，,、：:；;。！!\s我们们还再也并就都民主众家此心特现]|[里上下后前])(?:强烈|迫切|恳切|一致|共同|郑重|再次|诚恳)?(?:要求|希望|盼望?|期盼|恳请|恳求|请求|呼吁|建议|敦促|望(?=[^着见去而远不]{2})|请(?!看|见|容许|允许|大家|各位|好好|相信|放心|参|阅|详|假|客|柬|贴|帖|教|愿|辞|战|示|问|安|缨|罪|勿|到|了|来|过|人|的|不要转)|求(?=[^职学知证偿是之生]{2})|跪求|麻烦|赶[紧快](?=[^跑走到来去])|尽快)|给(?:个|我们|大家|老百姓|业主|家长|群众)[^，。]{0,6}(?:说法|答复|交代|解释|公道|回应)|还[我给][^，。]{0,6}(?:公道|清[静白]|蓝天|安宁|钱)|(?:应该|应当)(?:给|公开|尽快|加|设|管|查|赔|负责|有人|退|停|建|修|装|把|向|由)|(?:不能再|不要再|别再)[^，。；]{2,}/u;
const NO_DEMAND =
  /希望小学|希望工程|按照?要求|符合[^，。]{0,8}要求|根据[^，。]{0,12}要求|有要求|提出(?:了)?要求|被要求|要求(?:我们|我|家长|业主|村民|群众|居民|学生|员工|职工|他们?|她|顾客|消费者|用户|对方|先|必须|再?交|缴)|没(?:有)?希望|有希望|的希望|给(?:了)?[^，。]{0,4}希望|领导(?:说|要求|建议)|建议(?:我|他|她|患者|家长|去)|局里要求|求助(?:无门|过|了)|请(?:了|过|人|工)|申请/u;

/** Politeness and address that say nothing of the matter. */
const FILLING =
  /咨询|请教|准备|相关|主管|协商|协调|出面|该问题|此问题|这个问题|问题|一定要?|管理一下|管管|听取|查处|严查|核实|回复|督促|有关|重视|关注|帮帮|支持|一下|值得深思|各级|上级|政府|部门|市长|书记|局长|区长|县长|彻查|严查|请问|您好|你好|尊敬的?|各位|领导|谢谢|感谢|有关部门|相关部门|主管部门|政府|强烈|迫切|恳请|恳求|请求|呼吁|希望|要求|建议|敦促|麻烦|盼望?|尽快|尽早|早日|及时|赶[紧快]|能够|我们|大家|老百姓|我想|想[问知]道?|一下|到底|究竟|现在|予以|给予|进行|解决|处理|帮忙|帮助/gu;

/** 3. 第二， (1) before a point of a list. */
const NUMBERED = /^[\s（(]*(?:第?[一二三四五六七八九十\d]{1,2}[、.．,，）)：:]|[①-⑩])+\s*/u;

/** The longest question shown whole; of a longer one the clauses that ask. In characters. */
const WHOLE = 46;

/**
 * Whether a sentence asks or demands something of those in office, and the words in which it does.
 * @param given one of `sentencesOf`
 * @returns null when it only tells
 */
export function askingIn(given: string): Asking | null {
  const sentence = given.replace(NUMBERED, '');
  const asks = waysOf(sentence);
  const marked = MARK.test(sentence);
  const question =
    !FOR_EFFECT.test(sentence) &&
    (marked || ENDS_ASKING.test(sentence) || (asks.length > 0 && opens(sentence)));
  if (question && !NO_QUESTION.test(sentence)) {
    const text = clauseOf(
      sentence,
      (clause) => MARK.test(clause) || ENDS_ASKING.test(clause) || waysOf(clause).length > 0,
      -1,
    );
    return worded(text) ? { text, kind: 'question', asks: waysOf(text) } : null;
  }
  if (!DEMAND.test(sentence) || NO_DEMAND.test(sentence)) return null;
  const text = clauseOf(sentence, (clause) => DEMAND.test(clause), 1);
  return worded(text) ? { text, kind: 'demand', asks: ['要求'] } : null;
}

/** What is asked without how politely it is asked. */
export const matterOf = (asking: string): string => {
  const plain = WAYS.reduce(
    (text, [, pattern]) => text.replace(new RegExp(pattern.source, 'gu'), ' '),
    asking,
  );
  return plain.replace(FILLING, ' ');
};

/** At most two, and 什么 only where nothing says more. */
export function waysOf(text: string): string[] {
  const names = WAYS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  return names.length > 1 ? names.filter((name) => name !== '什么').slice(0, 2) : names;
}

/** Without a question mark only what is put as a question is one: 请问何时…, 不知何时…, …什么时候能…. */
const opens = (sentence: string): boolean =>
  /请问|想问|想知道|咨询|不知(?:道)?(?:何时|什么时候|能否|是否|怎么|该)|问一下|何时[能才可]|什么时[候间][能才可会]|啥时候[能才]|谁来|谁[该能]?管|为什么|为何|凭什么|是否[能可会应该]|能不能|能否|可否/u.test(
    sentence,
  );

/** A question of nothing but its question word (为什么？) says too little. */
const worded = (text: string): boolean => lettersOf(text).length >= 4;

/** Of a long sentence the clauses that ask; a short one with its neighbour: the one before for a question, after for a demand. */
function clauseOf(sentence: string, asks: (clause: string) => boolean, neighbour: -1 | 1): string {
  if (sentence.length <= WHOLE) return sentence;
  const clauses = sentence.match(/[^，,；;：:]+[，,；;：:]?/gu) ?? [sentence];
  let first = clauses.findIndex(asks);
  let last = Math.min(clauses.findLastIndex(asks), first + 2);
  if (first < 0) return sentence;
  const length = clauses.slice(first, last + 1).join('').length;
  if (length < 10 && neighbour < 0) first = Math.max(0, first - 1);
  if (length < 10 && neighbour > 0) last += 1;
  return clauses
    .slice(first, last + 1)
    .join('')
    .trim()
    .replace(/[，,；;：:]$/u, '');
}
