import type { Mood, SignalKind } from '#incidents';

/**
 * What the condition of an exception may speak of: a matter as the rules have decided it, before any exception. Names are
 * present-day names of the directory. Deliberately absent: the text (it is not kept with the decision), vertical management
 * (it never changes who responds), the hour (a decision must not change because night falls), anything about a person.
 */
export interface MatterView {
  /** Names of the topics found. */
  topics: readonly string[];
  /** Fields of annex 1. */
  fields: readonly string[];
  /** Townships, streets and zones concerned. */
  places: readonly string[];
  /** Villages, communities and known places by which they were found. */
  villages: readonly string[];
  outside: readonly string[];
  /** Units the text names, itself or by one of their stations; not as a landmark, not the reported ones. */
  units: readonly string[];
  /** What kinds of bodies the text names, in the words of `BODY_WORDS`. */
  bodies: readonly string[];
  /** Words of the profile that stand in the text: of topics, places, bodies, circumstances. */
  words: readonly string[];
  respondents: readonly string[];
  firstResponsible: readonly string[];
  assisting: readonly string[];
  /** In the words of `SIGNAL_WORDS`. */
  signals: readonly string[];
  /** Ids `MR-1` … */
  mustRespond: readonly string[];
  eventLevel: string;
  /** 特别重大 only once a person has confirmed it. */
  opinionLevel: string;
  tone: string;
  provisional: boolean;
  inZone: boolean;
  assignedBySuperior: boolean;
  /** 0 where the text gives no figure. */
  dead: number;
  injured: number;
  missing: number;
  trapped: number;
  atRisk: number;
  /** 1…12, Asia/Shanghai: heating and flood seasons. */
  month: number;
}

/** Where the values of a variable come from: names of the directory, or a closed list. */
export type Domain = 'topics' | 'fields' | 'places' | 'units' | 'mustRespond' | readonly string[];

/** One line of the list an editor sees. */
export interface ExceptionVariable {
  name: keyof MatterView;
  type: 'bool' | 'int' | 'string' | 'list<string>';
  /** Chinese. */
  description: string;
  /** A condition that uses it. */
  example: string;
}

interface Declared extends ExceptionVariable {
  /** Literals compared with it must be one of these. */
  domain?: Domain;
  /** Nearly every matter has one of few values: no use for finding the rows that can apply. */
  common?: true;
}

export const BODY_WORDS = {
  unit: '单位',
  station: '基层站所',
  village: '村（居）委会',
  company: '企业、物业',
  utility: '公用企业',
  party: '党委和非政府机关',
  superior: '上级机关',
  place_type: '学校、医院等场所',
} as const;

export const SIGNAL_WORDS: Record<SignalKind, string> = {
  classified: '涉密',
  superior_matter: '事涉上级',
  crosses_border: '跨县（市、区）',
  not_government: '非政府机关的事',
  misconduct: '举报违纪违法',
  public_concern: '举报之外另有公众诉求',
  superior_order: '上级交办',
  policy_misread: '政策被误读',
  township_affairs: '乡镇自身事务',
  citywide: '全市性',
  rumour: '疑似谣言',
  drill: '演练',
  fiction: '虚构作品',
  old_event: '旧事重提',
  hearsay: '网传、听说',
  denied_by_party: '当事方否认',
  harm_stated: '写明伤害',
  moral_outrage: '冲击道德底线',
};

/** What a writer feels; a help for sorting, no circumstance that a rule may ask for. */
export const MOOD_WORDS: Record<Mood, string> = {
  anger: '情绪：愤怒',
  worry: '情绪：担忧',
  help: '情绪：求助',
};

export const TONE_WORDS = { negative: '负面', neutral: '中性', positive: '正面' } as const;
export const EVENT_WORDS = { I: 'I', II: 'II', III: 'III', IV: 'IV', none: '无' } as const;
const OPINION_WORDS = ['一般', '较大', '重大', '特别重大'];

const list = (name: keyof MatterView, description: string, example: string, domain?: Domain): Declared => ({
  name,
  type: 'list<string>',
  description,
  example,
  ...(domain ? { domain } : {}),
});
const word = (name: keyof MatterView, description: string, example: string, domain: Domain): Declared => ({
  name,
  type: 'string',
  description,
  example,
  domain,
  common: true,
});
const number = (name: keyof MatterView, description: string, example: string): Declared => ({
  name,
  type: 'int',
  description,
  example,
});
const fact = (name: keyof MatterView, description: string): Declared => ({
  name,
  type: 'bool',
  description,
  example: name,
});

export const DECLARED: readonly Declared[] = [
  list('topics', '涉及的主题（名录中的主题名称）', '"集中供热" in topics', 'topics'),
  list('fields', '涉及的附件1领域', '"安全生产" in fields', 'fields'),
  list('places', '所涉乡镇、街道和开发区', '"新义街道" in places', 'places'),
  list('villages', '文中写到的村、社区和知名地点', '"绿城社区" in villages'),
  list('outside', '文中写到的本市以外的地方', 'outside.size() > 0'),
  list('units', '文中点明的单位（站所算作其主管部门）', '"市税务局" in units', 'units'),
  list('bodies', '文中写到的机构类别', '"公用企业" in bodies', Object.values(BODY_WORDS)),
  list('words', '文中出现的名录用词（主题词、地名、机构称谓、情形用词）', '"暖气" in words'),
  list('respondents', '按规则得出的回应主体', '"市住建局" in respondents', 'units'),
  list('firstResponsible', '按规则得出的第一责任主体', 'firstResponsible.size() > 2', 'units'),
  list('assisting', '按规则得出的协助单位', '"市水利局" in assisting', 'units'),
  list('signals', '文中的情形', '"上级交办" in signals', Object.values(SIGNAL_WORDS)),
  list('mustRespond', '命中的必须回应类别（编号）', '"MR-4" in mustRespond', 'mustRespond'),
  word(
    'eventLevel',
    '突发事件等级：I、II、III、IV，未定级为“无”',
    'eventLevel in ["I", "II"]',
    Object.values(EVENT_WORDS),
  ),
  word(
    'opinionLevel',
    '舆情等级；特别重大经人确认后才算',
    'opinionLevel in ["重大", "特别重大"]',
    OPINION_WORDS,
  ),
  word('tone', '语气', 'tone == "负面"', Object.values(TONE_WORDS)),
  fact('provisional', '突发事件等级为疑似'),
  fact('inZone', '涉及开发区范围'),
  fact('assignedBySuperior', '上级交办'),
  number('dead', '文中写明的死亡人数，没有写明为 0', 'dead > 0'),
  number('injured', '文中写明的受伤人数，没有写明为 0', 'injured >= 3'),
  number('missing', '文中写明的失踪人数，没有写明为 0', 'missing > 0'),
  number('trapped', '文中写明的被困人数，没有写明为 0', 'trapped > 0'),
  number('atRisk', '文中写明的涉险人数，没有写明为 0', 'atRisk >= 10'),
  number('month', '办理时的月份，1 至 12', 'month in [11, 12, 1, 2, 3]'),
];

/** What editors are shown beside the condition, in this order. */
export const exceptionVariables: readonly ExceptionVariable[] = DECLARED.map(
  ({ name, type, description, example }) => ({ name, type, description, example }),
);
