import {
  compareOpinionLevels,
  OPINION_LEVELS,
  type EventLevel,
  type OpinionLevel,
  type Reason,
  type Signal,
} from '#incidents';
import type { Reading } from '../text/reading.js';
import { levelName } from './event.js';
import type { SlowBurn } from './slow-burn.js';
import { sensitiveReasons } from './sensitive.js';

export interface OpinionFinding {
  level: OpinionLevel;
  confirmed: boolean;
  why: Reason[];
}

interface Step {
  level: OpinionLevel;
  reason: Reason;
}

/** 舆情等级 by OP-1…OP-7 and OP-9 (domain.zh.md (b), axis 2): the highest of the single findings, raised once by OP-6. */
export function judgeOpinion(
  reading: Reading,
  event: EventLevel,
  told: { signals: readonly Signal[]; slow: SlowBurn | null; dead: number | null },
): OpinionFinding {
  const { signals, slow } = told;
  const confirmed = reading.item.facts?.confirmedOpinionLevel;
  if (confirmed) {
    const because = `舆情等级由人工确认为${confirmed}。`;
    return { level: confirmed, confirmed: true, why: [{ rule: 'OP-7', version: version(reading), because }] };
  }
  const steps = [
    byEvent(reading, event),
    byTier(reading),
    byHotSearch(reading),
    bySpread(reading),
    bySuperior(reading, signals),
    slow,
  ];
  const found = steps.filter((step) => step !== null);
  const base = highest(found.map((step) => step.level));
  const sensitive = sensitiveReasons(reading, told.dead);
  const level = sensitive.length > 0 ? raised(base, asLevel(opinionRules(reading).sensitiveCeiling)) : base;
  const why = [...found.map((step) => step.reason), ...sensitive];
  if (why.length === 0)
    why.push({ rule: 'OP-4', version: version(reading), because: '传播范围有限，无加级因素，按一般。' });
  return { level, confirmed: false, why };
}

const version = (reading: Reading): string => reading.directory.version;
const opinionRules = (reading: Reading) => reading.directory.profile.levels.opinion;

/** Levels of the profile are names of OPINION_LEVELS; anything else counts as the lowest. */
const asLevel = (name: string | undefined): OpinionLevel =>
  OPINION_LEVELS.find((level) => level === name) ?? OPINION_LEVELS[0];

export const highest = (levels: readonly OpinionLevel[]): OpinionLevel =>
  levels.reduce((a, b) => (compareOpinionLevels(a, b) >= 0 ? a : b), OPINION_LEVELS[0]);

/** One level up, but never above the ceiling by itself; what is above it already stays. */
function raised(level: OpinionLevel, ceiling: OpinionLevel): OpinionLevel {
  if (compareOpinionLevels(level, ceiling) >= 0) return level;
  return OPINION_LEVELS[OPINION_LEVELS.indexOf(level) + 1] ?? level;
}

/** Findings that only give the lowest level are no reason. */
function step(
  reading: Reading,
  rule: string,
  level: OpinionLevel,
  because: string,
  words?: string[],
): Step | null {
  if (level === OPINION_LEVELS[0]) return null;
  return { level, reason: { rule, version: version(reading), because, ...(words ? { words } : {}) } };
}

function byEvent(reading: Reading, event: EventLevel): Step | null {
  if (event === 'none') return null;
  const level = asLevel(opinionRules(reading).byEvent[event]);
  const suggested = level === '特别重大' ? '，自动只作建议，须人工确认' : '';
  return step(reading, 'OP-1', level, `突发事件等级为${levelName(event)}，舆情按${level}${suggested}。`);
}

function byTier(reading: Reading): Step | null {
  const { source } = reading.item;
  if (!source) return null;
  const level = asLevel(opinionRules(reading).byTier[source.tier]);
  const tiers = { central: '中央级', provincial: '省级', municipal: '市级', local: '本地', self: '自媒体' };
  return step(reading, 'OP-2', level, `${tiers[source.tier]}媒体关注，按${level}。`);
}

function byHotSearch(reading: Reading): Step | null {
  const { hotSearch } = reading.item;
  if (hotSearch !== 'national' && hotSearch !== 'local') return null;
  const level = asLevel(opinionRules(reading).byHotSearch[hotSearch]);
  return step(reading, 'OP-3', level, `进入${hotSearch === 'national' ? '全国' : '本地'}热搜，按${level}。`);
}

function bySpread(reading: Reading): Step | null {
  const { engagement } = reading.item;
  if (!engagement) return null;
  const views = engagement.views ?? 0;
  const interactions = (engagement.comments ?? 0) + (engagement.reposts ?? 0) + (engagement.likes ?? 0);
  const reached = opinionRules(reading).bySpread.filter(
    (limit) => views >= limit.views || interactions >= limit.interactions,
  );
  const level = highest(reached.map((limit) => asLevel(limit.level)));
  return step(reading, 'OP-4', level, `浏览${views}次、互动${interactions}次，按${level}。`);
}

function bySuperior(reading: Reading, signals: readonly Signal[]): Step | null {
  const order = signals.find((signal) => signal.kind === 'superior_order');
  if (!reading.item.assignedBySuperior && !order) return null;
  const level = asLevel(opinionRules(reading).superiorAtLeast);
  return step(reading, 'OP-5', level, `上级交办或要求回应，至少${level}。`, order?.words);
}
