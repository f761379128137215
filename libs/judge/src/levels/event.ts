import type { EventLevel, Reason } from '#incidents';
import type { Figures } from '../facts/casualties.js';
import type { SignalFinding } from '../signals/find.js';
import { sentenceAt, wordsOf, type Reading } from '../text/reading.js';
import type { EventRule } from '../words/lists.js';

type Thresholds = NonNullable<EventRule['I']>;
type Grave = Exclude<EventLevel, 'none'>;

export interface EventFinding {
  level: EventLevel;
  rule: string | null;
  /** The level rests on hearsay, or on people whose fate is open (疑似; domain.zh.md (f)2). */
  provisional: boolean;
  why: Reason[];
}

const ORDER: readonly Grave[] = ['I', 'II', 'III', 'IV'];
/** People trapped or missing are no dead: from them a grave level can only be suspected (EV-RISK). */
const RISK_RULE = 'EV-RISK';

/** 突发事件等级: the gravest level any table of the profile gives ("以上"含本数, 国务院令493号第3条). */
export function judgeEvent(
  reading: Reading,
  figures: Figures,
  signals: readonly SignalFinding[],
): EventFinding {
  const confirmed = reading.item.facts?.eventLevel;
  const told = signals.some(({ signal }) => signal.kind === 'drill' || signal.kind === 'fiction');
  if (told && !confirmed) return { level: 'none', rule: null, provisional: false, why: [] };
  const matches = reading.words.events;
  const graded = [
    ...matches.map(({ key: rule, spots }) => ({ rule, spots, level: gradeOf(rule, figures) })),
    ...reading.words.outright.map(({ key: { rule, level }, spots }) => ({ rule, spots, level })),
  ];
  const best = graded.toSorted((a, b) => rank(a.level) - rank(b.level))[0];
  const version = reading.directory.version;
  if (confirmed) {
    const because = `突发事件等级由人工确认为${levelName(confirmed)}。`;
    const rule = best?.rule.id ?? null;
    return { level: confirmed, rule, provisional: false, why: [{ rule: rule ?? 'EV', version, because }] };
  }
  if (!best || best.level === null)
    return { level: 'none', rule: best?.rule.id ?? null, provisional: false, why: [] };
  const provisional = isProvisional(reading, best.rule, best.level, figures, signals);
  const words = [...wordsOf(best.spots), ...figures.evidence.map((mention) => mention.word)];
  const what = describe(figures) || wordsOf(best.spots).join('、');
  const because = `${best.rule.category}：${what}，${provisional ? SUSPECTED : REACHED}${levelName(best.level)}。`;
  return {
    level: best.level,
    rule: best.rule.id,
    provisional,
    why: [{ rule: best.rule.id, version, because, words: [...new Set(words)] }],
  };
}

const [SUSPECTED, REACHED] = ['疑似', '达到'];

/** Reasons of several items: a level that one tells plainly is no more suspected by another. */
export function withoutSuspected(reasons: readonly Reason[]): Reason[] {
  const told = new Set(reasons.flatMap((reason) => levelIn(reason, REACHED) ?? []));
  return reasons.filter((reason) => !told.has(levelIn(reason, SUSPECTED) ?? ''));
}

/** The level that a reason of a table of emergencies ends with, told in that way. */
const levelIn = ({ rule, because }: Reason, how: string): string | undefined =>
  rule.startsWith('EV') ? new RegExp(`，${how}([^，。]+)。$`, 'u').exec(because)?.[1] : undefined;

const rank = (level: Grave | null): number => (level === null ? ORDER.length : ORDER.indexOf(level));

/** The gravest column of a table that any figure reaches; thresholds are inclusive. */
export function gradeOf(rule: EventRule, figures: Figures): Grave | null {
  return ORDER.find((level) => rule[level] && reaches(rule[level], figures)) ?? null;
}

function reaches(thresholds: Thresholds, figures: Figures): boolean {
  const { together, ...single } = thresholds;
  const entries = (limits: typeof single) => Object.entries(limits) as [keyof typeof single, number][];
  const reached = ([key, limit]: [keyof typeof single, number]) => (figureOf(key, figures) ?? 0) >= limit;
  return entries(single).some(reached) || (together !== undefined && entries(together).every(reached));
}

function figureOf(key: Exclude<keyof Thresholds, 'together'>, figures: Figures): number | null {
  if (key === 'injured') return figures.severe ?? figures.injured;
  if (key !== 'missingOrTrapped') return figures[key];
  const open = [figures.missing, figures.trapped].filter((value) => value !== null);
  return open.length > 0 ? Math.max(...open) : null;
}

function isProvisional(
  reading: Reading,
  rule: EventRule,
  level: Grave,
  figures: Figures,
  signals: readonly SignalFinding[],
): boolean {
  if (rule.id === RISK_RULE && rank(level) <= rank('II')) return true;
  const hearsay = signals.find(({ signal }) => signal.kind === 'hearsay');
  if (!hearsay) return false;
  return figures.evidence.some((mention) => {
    const [start, end] = sentenceAt(reading.full, mention.start);
    return hearsay.spots.some((spot) => start <= spot.start && spot.end <= end);
  });
}

/** 特别重大（I级） and so on, as notices write it; in plain letters, which every font has. */
export function levelName(level: EventLevel): string {
  const names = {
    I: '特别重大（I级）',
    II: '重大（II级）',
    III: '较大（III级）',
    IV: '一般（IV级）',
    none: '不构成突发事件',
  };
  return names[level];
}

function describe(figures: Figures): string {
  const parts: [string, number | null, string][] = [
    ['死亡', figures.dead, '人'],
    ['受伤', figures.injured, '人'],
    ['中毒或身体不适', figures.poisoned, '人'],
    ['失踪失联', figures.missing, '人'],
    ['被困', figures.trapped, '人'],
    ['涉险', figures.atRisk, '人'],
    ['疏散转移', figures.evacuated, '人'],
    ['聚集', figures.people, '人'],
    ['损失', figures.lossWan, '万元'],
    ['受害面积', figures.hectares, '公顷'],
  ];
  const known = parts.filter(([, value]) => value !== null && value > 0);
  return known.map(([name, value, unit]) => `${name}${Math.round(value!)}${unit}`).join('，');
}
