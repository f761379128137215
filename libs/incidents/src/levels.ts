/** 突发事件等级, how grave the emergency is; decides 5 h / 24 h / 48 h (国办发〔2016〕80号). 'I' is gravest. */
export const EVENT_LEVELS = ['none', 'IV', 'III', 'II', 'I'] as const;
export type EventLevel = (typeof EVENT_LEVELS)[number];

/** 舆情等级, how hot and sensitive the public matter is; decides who handles it and the internal times. */
export const OPINION_LEVELS = ['一般', '较大', '重大', '特别重大'] as const;
export type OpinionLevel = (typeof OPINION_LEVELS)[number];

/** Negative when `a` is lighter than `b`, 0 when equal. */
export const compareEventLevels = (a: EventLevel, b: EventLevel): number =>
  EVENT_LEVELS.indexOf(a) - EVENT_LEVELS.indexOf(b);

/** Negative when `a` is lighter than `b`, 0 when equal. */
export const compareOpinionLevels = (a: OpinionLevel, b: OpinionLevel): number =>
  OPINION_LEVELS.indexOf(a) - OPINION_LEVELS.indexOf(b);

/**
 * The level that clocks and policies run by: until a person confirms it, 特别重大 is a suggestion and runs as 重大
 * (interfaces.md, "A result"; domain.zh.md OP-7).
 */
export const workingOpinionLevel = (level: OpinionLevel, confirmed: boolean): OpinionLevel =>
  level === '特别重大' && !confirmed ? '重大' : level;
