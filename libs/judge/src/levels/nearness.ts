import {
  compareOpinionLevels,
  OPINION_LEVELS,
  type EventLevel,
  type Judgement,
  type OpinionLevel,
} from '#incidents';
import type { Directory } from '#jurisdiction';
import type { Heat } from './heat-parts.js';
import { raisedOnce } from './opinion.js';

/** What a matter lacks for the next opinion level, the nearest way first. */
export interface NextLevel {
  level: OpinionLevel;
  /** 浏览再增 3 万次; each alone would do. */
  ways: string[];
  /** How far it is on the nearest way that is counted, 0…1. */
  reached: number;
}

interface Way {
  says: string;
  reached: number;
}

const EVENT_NAMES: Record<Exclude<EventLevel, 'none'>, string> = {
  I: '特别重大（I级）',
  II: '重大（II级）',
  III: '较大（III级）',
  IV: '一般（IV级）',
};
const MOST_WAYS = 5;

/**
 * How near the next opinion level is, by the OP rules themselves: each way alone would lift the matter. The level shown may
 * be one that people set; ways are counted from what the rules give.
 * @returns null at the highest level
 */
export function nearNext(
  judgement: Pick<Judgement, 'opinionLevel' | 'why'>,
  heat: Heat,
  directory: Directory,
): NextLevel | null {
  const level = OPINION_LEVELS[OPINION_LEVELS.indexOf(judgement.opinionLevel) + 1];
  if (!level) return null;
  const sensitive = judgement.why.some(({ rule }) => rule === 'OP-6');
  const target = sensitive ? lowestRaisedTo(level, directory) : level;
  const { opinion } = directory.profile.levels;
  const ways = [
    ...bySpread(target, heat, directory),
    ...(atLeast(opinion.slowBurn.level, target) ? bySlowBurn(heat, directory) : []),
    ...named(opinion.byTier, target, { provincial: '省级媒体报道', central: '中央级媒体报道' }),
    ...named(opinion.byHotSearch, target, { local: '进入本地热搜', national: '进入全国热搜' }),
    ...(atLeast(opinion.superiorAtLeast, target) ? [{ says: '上级交办或要求回应', reached: 0 }] : []),
    ...byEvent(target, directory),
    ...(!sensitive && raisedOnce(judgement.opinionLevel, directory) === level
      ? [{ says: '文中陈述敏感因素的损害、违法或冲突', reached: 0 }]
      : []),
  ];
  const near = ways.toSorted((a, b) => b.reached - a.reached);
  return {
    level,
    ways: near.slice(0, MOST_WAYS).map(({ says }) => says),
    reached: Math.round((near[0]?.reached ?? 0) * 100) / 100,
  };
}

const atLeast = (name: string, level: OpinionLevel): boolean =>
  OPINION_LEVELS.some((known) => known === name) && compareOpinionLevels(name as OpinionLevel, level) >= 0;

/** The lowest level that OP-6 lifts to this one; itself where it stands above the ceiling. */
const lowestRaisedTo = (level: OpinionLevel, directory: Directory): OpinionLevel =>
  OPINION_LEVELS.find((base) => raisedOnce(base, directory) === level) ?? level;

function bySpread(target: OpinionLevel, { views = 0, interactions = 0 }: Heat, directory: Directory): Way[] {
  const limit = directory.profile.levels.opinion.bySpread
    .filter(({ level }) => atLeast(level, target))
    .toSorted((a, b) => a.views - b.views)[0];
  if (!limit) return [];
  return [
    {
      says: `24小时内浏览再增${limit.views - views}次`,
      reached: views / limit.views,
      left: limit.views - views,
    },
    {
      says: `24小时内互动再增${limit.interactions - interactions}次`,
      reached: interactions / limit.interactions,
      left: limit.interactions - interactions,
    },
  ].filter(({ left }) => left > 0);
}

function bySlowBurn(heat: Heat, directory: Directory): Way[] {
  const rule = directory.profile.levels.opinion.slowBurn;
  const ways: Way[] = [];
  const sources = rule.sources - heat.independentSources;
  if (sources > 0 && heat.spanDays <= rule.days)
    ways.push({
      says: `${rule.days}日内再有${sources}个独立来源`,
      reached: heat.independentSources / rule.sources,
    });
  const townships = rule.townships - heat.townships;
  if (townships > 0)
    ways.push({ says: `再涉及${townships}个乡镇（街道）`, reached: heat.townships / rule.townships });
  return ways;
}

function named(
  levels: Readonly<Record<string, string>>,
  target: OpinionLevel,
  words: Readonly<Record<string, string>>,
): Way[] {
  const first = Object.entries(words).find(([key]) => atLeast(levels[key] ?? '', target));
  return first ? [{ says: first[1], reached: 0 }] : [];
}

function byEvent(target: OpinionLevel, directory: Directory): Way[] {
  const { byEvent: levels } = directory.profile.levels.opinion;
  const least = (['IV', 'III', 'II', 'I'] as const).find((event) => atLeast(levels[event] ?? '', target));
  return least ? [{ says: `突发事件达到${EVENT_NAMES[least]}`, reached: 0 }] : [];
}
