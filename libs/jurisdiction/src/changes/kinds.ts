import type { SignalKind } from '#incidents';
import { MOOD_WORDS, SIGNAL_WORDS } from '../exceptions/variables.js';
import type { DirectoryKind } from '../schema/profile.js';
import { clockWord } from './policy-words.js';

/** The body of an entry as its file holds it. */
export type Body = Record<string, unknown>;

/** What is to be known of a kind of entries to edit them. */
export interface KindSpec {
  label: string;
  /** Part of the body that is the key; null: entries go by a number the store gives, or there is one only. */
  keyPart: string | null;
  /** One entry only: it is neither added nor removed. */
  single: boolean;
  /** A second person must approve (issue 3: rules and fields) … */
  needsApproval: boolean;
  /** … unless nothing but these parts change: names people use and notes decide nothing by themselves. */
  atOnce: readonly string[];
}

const keyed = (label: string, keyPart: string, atOnce: string[] = []): KindSpec => ({
  label,
  keyPart,
  single: false,
  needsApproval: true,
  atOnce,
});
const numbered = (label: string, needsApproval = true): KindSpec => ({
  label,
  keyPart: null,
  single: false,
  needsApproval,
  atOnce: [],
});
const single = (label: string): KindSpec => ({
  label,
  keyPart: null,
  single: true,
  needsApproval: true,
  atOnce: [],
});

export const KINDS: Record<DirectoryKind, KindSpec> = {
  units: keyed('单位', 'name', ['aliases', 'note', 'basis']),
  places: keyed('地点', 'code', ['aliases', 'base', 'basis']),
  fields: keyed('领域', 'no'),
  topics: keyed('主题', 'no', ['basis']),
  bodies: numbered('机构称谓'),
  portfolios: keyed('分管', 'key'),
  outlets: keyed('发布渠道', 'key', ['note', 'basis']),
  // A text of a template is looked at again by whoever uses it.
  templates: { ...keyed('回应模板', 'key'), needsApproval: false },
  rules: keyed('规则', 'id'),
  exceptions: keyed('例外', 'key'),
  signals: numbered('情形用语'),
  namesakes: numbered('同名地', false),
  levels: single('等级标准'),
  deadlines: keyed('时限', 'id'),
  clocks: single('计时设置'),
  calendar: keyed('节假日安排', 'day', ['reason', 'basis']),
  policies: keyed('催办规则', 'key'),
  jurisdiction: single('辖区'),
  examples: numbered('领域例句', false),
};

export const DIRECTORY_KINDS = Object.keys(KINDS) as DirectoryKind[];

/** The key an entry goes by where it stands in its body. */
export function keyOf(kind: DirectoryKind, body: Body): string | null {
  const { keyPart, single: only } = KINDS[kind];
  if (only) return kind;
  const key = keyPart === null ? undefined : body[keyPart];
  return typeof key === 'string' || typeof key === 'number' ? String(key) : null;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const list = (value: unknown): string =>
  Array.isArray(value) ? value.filter((part) => typeof part === 'string').join('、') : '';
const shortened = (value: string): string => (value.length > 30 ? `${value.slice(0, 30)}…` : value);

/** What people call an entry: 供水, 派出所、交警中队, RT-21 垂直管理部门单独. */
export function nameOf(kind: DirectoryKind, key: string, body: Body): string {
  if (KINDS[kind].single) return KINDS[kind].label;
  if (kind === 'bodies') return shortened(list(body['words'])) || `第${key}条`;
  if (kind === 'signals')
    return { ...SIGNAL_WORDS, ...MOOD_WORDS }[body['kind'] as SignalKind] ?? `第${key}条`;
  if (kind === 'namesakes') return `${text(body['name'])}（${text(body['of'])}）`;
  if (kind === 'examples') return shortened(text(body['text']));
  if (kind === 'portfolios') return text(body['post']);
  if (kind === 'calendar') {
    const days = body['to'] && body['to'] !== key ? `${key} 至 ${text(body['to'])}` : key;
    return `${days} ${text(body['reason'])}`.trim();
  }
  if (kind === 'rules') return `${key} ${text(body['when'])}`;
  const name = text(body['name']);
  if (kind === 'deadlines' || kind === 'exceptions') return `${key} ${name}`;
  return name || key;
}

const assisting = (body: Body): string => (list(body['assisting']) ? `协同：${list(body['assisting'])}` : '');
const vertical = (body: Body): string => (body['vertical'] ? `垂直管理，上级${text(body['superior'])}` : '');

const DETAILS: Partial<Record<DirectoryKind, (body: Body) => string>> = {
  units: (body) => [text(body['kind']), vertical(body)].filter(Boolean).join('，'),
  fields: (body) => text(body['unit']),
  places: (body) => text(body['unit']),
  topics: (body) => [text(body['unit']), assisting(body)].filter(Boolean).join('；'),
  bodies: (body) => text(body['unit']) || '所在乡镇（街道）',
  portfolios: (body) => list(body['units']),
  outlets: (body) => [text(body['owner']), text(body['platform'])].filter(Boolean).join('，'),
  templates: (body) => text(body['title']),
  rules: (body) => text(body['assign']),
  exceptions: (body) => text(body['when']),
  deadlines: (body) => text(body['source']),
  calendar: (body) => (body['working'] ? '上班' : '放假'),
  policies: (body) =>
    [clockWord(body['clock']), list(body['levels']), list(body['units'])].filter(Boolean).join('，'),
  examples: (body) => text(body['label']),
};

/** One line beside the name: who is in charge, what it says. */
export const detailOf = (kind: DirectoryKind, body: Body): string => DETAILS[kind]?.(body) ?? '';
