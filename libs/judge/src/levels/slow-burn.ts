import { OPINION_LEVELS, readNumber, type OpinionLevel, type Reason } from '#incidents';
import type { Directory } from '#jurisdiction';
import type { Heat } from './heat-parts.js';

export interface SlowBurn {
  level: OpinionLevel;
  reason: Reason;
}

const STATED =
  /(?:(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:天|日)(?:之?内|来|以来|里)[^。！？\n]{0,60}?)?(\d{1,3}|[一二两三四五六七八九十]{1,3})个(?:不同的?|独立|互不相关的?)?(?:来源|信源|平台|渠道)/u;

/** Sources and days a summary itself counts ("10日内共7个独立来源"); null when it counts none. */
export function statedHeat(text: string): { independentSources: number; spanDays: number } | null {
  const match = STATED.exec(text);
  const sources = match && readNumber(match[2]!);
  if (!match || sources === null) return null;
  return { independentSources: sources, spanDays: (match[1] && readNumber(match[1])) || 0 };
}

/** OP-9 (慢热): many independent sources within the days, or many townships: at least that level, and must be answered. */
export function slowBurn(
  heat: Pick<Heat, 'independentSources' | 'recentSources' | 'townships' | 'spanDays'>,
  directory: Directory,
): SlowBurn | null {
  const rule = directory.profile.levels.opinion.slowBurn;
  const within = heat.recentSources ?? (heat.spanDays <= rule.days ? heat.independentSources : 0);
  const sources = within >= rule.sources;
  if (!sources && heat.townships < rule.townships) return null;
  const level = OPINION_LEVELS.find((name) => name === rule.level) ?? OPINION_LEVELS[0];
  const because = sources
    ? `${rule.days}日内已有${within}个独立来源，至少${level}，必须回应。`
    : `已涉及${heat.townships}个乡镇（街道），至少${level}，必须回应。`;
  return { level, reason: { rule: 'OP-9', version: directory.version, because } };
}
