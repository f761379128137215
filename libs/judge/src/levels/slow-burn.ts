import { OPINION_LEVELS, type OpinionLevel, type Reason } from '#incidents';
import type { Directory } from '#jurisdiction';

export interface SlowBurn {
  level: OpinionLevel;
  reason: Reason;
}

/** OP-9 (慢热): many independent sources within the days, or many townships: at least that level, and must be answered. */
export function slowBurn(
  heat: { independentSources: number; townships: number; spanDays: number },
  directory: Directory,
): SlowBurn | null {
  const rule = directory.profile.levels.opinion.slowBurn;
  const sources = heat.independentSources >= rule.sources && heat.spanDays <= rule.days;
  if (!sources && heat.townships < rule.townships) return null;
  const level = OPINION_LEVELS.find((name) => name === rule.level) ?? OPINION_LEVELS[0];
  const because = sources
    ? `${rule.days}日内已有${heat.independentSources}个独立来源，至少${level}，必须回应。`
    : `已涉及${heat.townships}个乡镇（街道），至少${level}，必须回应。`;
  return { level, reason: { rule: 'OP-9', version: directory.version, because } };
}
