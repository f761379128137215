import {
  compareOpinionLevels,
  OPINION_LEVELS,
  type Engagement,
  type EventLevel,
  type OpinionLevel,
  type OpinionPart,
  type Reason,
  type Signal,
} from '#incidents';
import type { Directory } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { levelName } from './event.js';
import { partsOfItem, partsOfSpread, sorted, type Heat } from './heat-parts.js';
import type { SlowBurn } from './slow-burn.js';
import { sensitiveDate, sensitiveReasons } from './sensitive.js';

export interface OpinionFinding {
  level: OpinionLevel;
  confirmed: boolean;
  /** Before OP-6; `beside`: without the emergency too (OP-1). */
  base: OpinionLevel;
  beside: OpinionLevel;
  parts: OpinionPart[];
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
  told: { signals: readonly Signal[]; slow: SlowBurn | null; dead: number | null; heat: Heat },
): OpinionFinding {
  const { signals, slow } = told;
  const sensitive = sensitiveReasons(reading, told.dead);
  const parts = partsOf(reading, { signals, sensitive, heat: told.heat });
  const confirmed = reading.item.facts?.confirmedOpinionLevel;
  if (confirmed) {
    const because = `舆情等级由人工确认为${confirmed}。`;
    const why = [{ rule: 'OP-7', version: version(reading), because }];
    return { level: confirmed, confirmed: true, base: confirmed, beside: confirmed, parts, why };
  }
  const ofEvent = byEvent(reading, event);
  const others = [
    byTier(reading),
    byHotSearch(reading),
    bySpread(reading.item.engagement, reading.directory),
    bySuperior(reading, signals),
    slow,
  ].filter((step) => step !== null);
  const found = ofEvent ? [ofEvent, ...others] : others;
  const base = highest(found.map((step) => step.level));
  const beside = highest(others.map((step) => step.level));
  const level = sensitive.length > 0 ? raisedOnce(base, reading.directory) : base;
  const why = [...found.map((step) => step.reason), ...sensitive];
  if (why.length === 0) why.push({ rule: 'OP-4', version: version(reading), because: NOTHING_RAISES });
  return { level, confirmed: false, base, beside, parts, why };
}

function partsOf(
  reading: Reading,
  told: { signals: readonly Signal[]; sensitive: readonly Reason[]; heat: Heat },
): OpinionPart[] {
  const { item, directory } = reading;
  const { views, interactions } = countsOf(item.engagement);
  const heat = { ...told.heat, views, interactions };
  const ordered = told.signals.some(({ kind }) => kind === 'superior_order');
  const own = {
    tier: item.source?.tier ?? null,
    hotSearch: item.hotSearch,
    superior: Boolean(item.assignedBySuperior) || ordered,
    sensitive: told.sensitive,
    date: sensitiveDate(reading),
  };
  return sorted([...partsOfSpread(heat, directory), ...partsOfItem(own, directory)]);
}

/** Said of an item nothing raises; no longer true of an incident another item raised. */
export const NOTHING_RAISES = '传播范围有限，无加级因素，按一般。';

const version = (reading: Reading): string => reading.directory.version;
const opinionRules = (reading: Reading) => reading.directory.profile.levels.opinion;

/** Levels of the profile are names of OPINION_LEVELS; anything else counts as the lowest. */
const asLevel = (name: string | undefined): OpinionLevel =>
  OPINION_LEVELS.find((level) => level === name) ?? OPINION_LEVELS[0];

export const highest = (levels: readonly OpinionLevel[]): OpinionLevel =>
  levels.reduce((a, b) => (compareOpinionLevels(a, b) >= 0 ? a : b), OPINION_LEVELS[0]);

/** OP-6: one level up, but never above the ceiling by itself; what is above it already stays. */
export function raisedOnce(level: OpinionLevel, directory: Directory): OpinionLevel {
  const ceiling = asLevel(directory.profile.levels.opinion.sensitiveCeiling);
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

/** Interactions are comments, reposts and likes ((f)11). */
export function countsOf(engagement: Engagement | undefined): { views: number; interactions: number } {
  const { views = 0, comments = 0, reposts = 0, likes = 0 } = engagement ?? {};
  return { views, interactions: comments + reposts + likes };
}

function bySpread(engagement: Engagement | undefined, directory: Directory): Step | null {
  return engagement ? spreadStep(countsOf(engagement), directory) : null;
}

/** OP-4: any of the limits reached; null where they give only the lowest level. */
export function spreadStep(
  { views, interactions }: { views: number; interactions: number },
  directory: Directory,
): Step | null {
  const reached = directory.profile.levels.opinion.bySpread.filter(
    (limit) => views >= limit.views || interactions >= limit.interactions,
  );
  const level = highest(reached.map((limit) => asLevel(limit.level)));
  if (level === OPINION_LEVELS[0]) return null;
  const because = `浏览${views}次、互动${interactions}次，按${level}。`;
  return { level, reason: { rule: 'OP-4', version: directory.version, because } };
}

function bySuperior(reading: Reading, signals: readonly Signal[]): Step | null {
  const order = signals.find((signal) => signal.kind === 'superior_order');
  if (!reading.item.assignedBySuperior && !order) return null;
  const level = asLevel(opinionRules(reading).superiorAtLeast);
  return step(reading, 'OP-5', level, `上级交办或要求回应，至少${level}。`, order?.words);
}
