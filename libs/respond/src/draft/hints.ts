import type { WorkingTime } from '#clock';
import { CASUALTIES, casualtiesIn, otherFigures, type Casualty } from './figures.js';
import { promisesIn } from './promises.js';
import { dueIn } from './due-words.js';
import { sentencesOf } from './sentences.js';
import type { Contradiction } from './settled.js';

export type HintKind = 'question' | 'number' | 'empty_words' | 'no_date' | 'link' | 'channel' | 'long';

/** Something to look at once more; it holds nothing up. */
export interface Hint {
  kind: HintKind;
  /** In Chinese, what to do. */
  text: string;
  /** The passage of the text it is about; null: the whole. */
  words: string | null;
}

export interface HintInput {
  title: string;
  text: string;
  links: readonly string[];
  /** What people ask and the text does not touch (the brief knows), the most asked first. */
  unanswered: readonly string[];
  /** Numbers of people as they stand with the matter; null: not known. */
  facts: Partial<Record<Casualty, number | null>>;
  /** What the facts table says otherwise. */
  contradictions: readonly Contradiction[];
  /** Numbers of people that the facts table settles: neither the record nor a first report says better. */
  settled: readonly Casualty[];
  /** First reports of the other units that answer. */
  reports: readonly { unit: string; text: string }[];
  /** Hosts a text may point at, beside those of governments: the registered outlets. */
  hosts: readonly string[];
  now: Date;
  working?: WorkingTime | null;
}

/** Everything found in a text, questions first. */
export const hintsFor = (input: HintInput): Hint[] => [
  ...unansweredHints(input),
  ...contradicting(input),
  ...numbers(input),
  ...emptyWords(input),
  ...undated(input),
  ...pointing(input),
  ...ownChannels(input),
  ...tooLong(input),
];

const unansweredHints = ({ unanswered }: HintInput): Hint[] =>
  unanswered.map((question) => ({
    kind: 'question',
    text: `群众关心的“${question}”，文中没有提到，请回答，或写明何时答复。`,
    words: null,
  }));

const contradicting = ({ contradictions }: HintInput): Hint[] =>
  contradictions.map(({ label, said, settled, words }) => ({
    kind: 'number',
    text: `文中${label}写“${said}”，口径核对确定为“${settled}”，请核对。`,
    words,
  }));

function numbers({ text, facts, reports, settled }: HintInput): Hint[] {
  const ours = casualtiesIn(text);
  for (const kind of settled) delete ours[kind];
  const hints: Hint[] = [];
  for (const [kind, word] of Object.entries(CASUALTIES) as [Casualty, string][]) {
    const [said, known] = [ours[kind], facts[kind]];
    if (said !== undefined && typeof known === 'number' && said !== known)
      hints.push({
        kind: 'number',
        text: `文中${word}${said}人，事件登记为${known}人，请核对。`,
        words: null,
      });
  }
  for (const { unit, text: report } of reports) {
    const theirs = casualtiesIn(report);
    for (const [kind, word] of Object.entries(CASUALTIES) as [Casualty, string][]) {
      const [said, told] = [ours[kind], theirs[kind]];
      if (said !== undefined && told !== undefined && said !== told)
        hints.push({
          kind: 'number',
          text: `文中${word}${said}人，${unit}的核实初报为${told}人，请核对。`,
          words: null,
        });
    }
    for (const { ours: own, theirs: other } of otherFigures(text, report))
      hints.push({
        kind: 'number',
        text: `文中写“${own}”，${unit}的核实初报写“${other}”，请核对。`,
        words: own,
      });
  }
  return unique(hints);
}

const EMPTY =
  /高度重视|第一时间|举一反三|切实加强|进一步加大|全力以赴|积极推进|统筹协调|抓好落实|不断提升|认真对待|引以为戒/gu;
const GOING_ON =
  /(?:正在|抓紧|加紧)(?:进行|开展|组织)?(?:处理|调查|核实|整改|研究|办理|协调|抢修|推进|跟进)/gu;
/** So many set phrases are tolerated: one opens nearly every notice. */
const TOLERATED = 1;

function emptyWords({ text, now, working }: HintInput): Hint[] {
  const phrases = [...new Set(text.match(EMPTY) ?? [])];
  const hints: Hint[] = [];
  if (phrases.length > TOLERATED || (phrases.length > 0 && text.length < 200))
    hints.push({
      kind: 'empty_words',
      text: `“${phrases.join('”“')}”没有说明做了什么，建议改写为具体的做法和结果。`,
      words: phrases[0] ?? null,
    });
  const sentences = sentencesOf(text);
  sentences.forEach((sentence, index) => {
    const found = sentence.text.match(GOING_ON)?.[0];
    const dated = [sentence, sentences[index + 1]].some(
      (one) => one && dueIn(one.text, now, working ?? null) !== null,
    );
    if (found && !dated)
      hints.push({
        kind: 'empty_words',
        text: `“${found}”没有写明何时有结果，请写明时间。`,
        words: sentence.text,
      });
  });
  return unique(hints);
}

const undated = ({ text, now, working }: HintInput): Hint[] =>
  promisesIn(text, now, working ?? null)
    .filter(({ due }) => due === null)
    .map(({ sentence }) => ({
      kind: 'no_date',
      text: `“${shortened(sentence)}”是对群众的承诺，没有写明完成时间，请写明。`,
      words: sentence,
    }));

/** Where citizens write under names of their own. */
const SOCIAL =
  /(?:^|\.)(?:weibo\.c(?:om|n)|douyin\.com|kuaishou\.com|xiaohongshu\.com|xhslink\.com|tieba\.baidu\.com|zhihu\.com|bilibili\.com|toutiao\.com|ixigua\.com|douban\.com|qq\.com)$/i;

const pointing = ({ links, hosts }: HintInput): Hint[] =>
  links.flatMap((link): Hint[] => {
    const host = hostOf(link);
    if (host === null || host.endsWith('.gov.cn') || hosts.includes(host)) return [];
    return [
      {
        kind: 'link',
        text: SOCIAL.test(host)
          ? `链接“${shortened(link)}”可能是群众的帖文，回应中不要引用群众帖文。`
          : `链接“${shortened(link)}”不是政府网站，请改为市政府门户网站的地址，或写明出处不加链接。`,
        words: link,
      },
    ];
  });

const OWN_CHANNEL =
  /(?:我|本)(?:局|镇|乡|街道|单位|办|中心|委|院)[^，。；]{0,6}(?:微信公众号|公众号|官方微信|微博|抖音号?|快手号?|视频号|头条号|网站|官网)/gu;

/** Departments and townships have no site and no account of their own (notice, tasks 8 and 9). */
const ownChannels = ({ text }: HintInput): Hint[] =>
  [...new Set(text.match(OWN_CHANNEL) ?? [])].map((words) => ({
    kind: 'channel',
    text: `“${words}”：部门和乡镇（街道）原则上不单独开设网站和政务新媒体，请改为市政府门户网站或经备案的政务新媒体。`,
    words,
  }));

const LONG = 3000;
const tooLong = ({ text }: HintInput): Hint[] =>
  text.length > LONG
    ? [{ kind: 'long', text: `全文 ${text.length} 字，群众不易读完，建议精简或改用附件。`, words: null }]
    : [];

const hostOf = (link: string): string | null => {
  try {
    return new URL(link).hostname.replace(/^www\./, '');
  } catch {
    return null;
  }
};

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const unique = (hints: Hint[]): Hint[] => [...new Map(hints.map((hint) => [hint.text, hint])).values()];
