import { isWorkingDays } from '#clock';
import { OPINION_LEVELS } from '#incidents';
import type { DeadlineRule, Profile, SourceSpec } from '../schema/profile.js';
import type { FileKey, Path, Report } from './problems.js';

/** Deadlines that code names; a profile without one of them would lose a clock without a word. */
const NEEDED_DEADLINES = ['DL-01', 'DL-02', 'DL-03', 'DL-05', 'DL-06', 'DL-07', 'DL-08', 'DL-20'];
const DURATION = /^PT(?:\d+H)?(?:\d+M)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Deadlines, clocks, ladder and sources that can be run as they stand. */
export function checkSettings(profile: Profile, report: Report): void {
  deadlines(profile, report);
  ladder(profile, report);
  clocks(profile, report);
  opinionLevels(profile, report);
  for (const [index, source] of profile.sources.entries()) {
    const lack = lackOf(source);
    if (lack) report('sources', [index, lack], `${source.kind} 类信源须写明 ${lack}`);
    if (source.url !== undefined && !/^https?:\/\//.test(source.url))
      report('sources', [index, 'url'], '地址应以 http:// 或 https:// 开头');
  }
}

function deadlines(profile: Profile, report: Report): void {
  for (const [index, rule] of profile.deadlines.entries()) {
    if (rule.limit !== null && rule.byLevel !== null)
      report('deadlines', [index, 'byLevel'], '统一时限与分等级时限只能写一个');
    if (rule.kind === 'statutory' && (rule.limit === null || rule.eventLevels === undefined))
      report('deadlines', [index], '法定时限须写明时限和适用的突发事件等级');
    for (const limit of [rule.limit, ...Object.values(rule.byLevel ?? {})])
      if (limit !== null && !fits(limit, rule.calendar))
        report(
          'deadlines',
          [index],
          `时限 ${limit} 与计时方式不符：工作日时限写作 P5WD 或 PT8H，自然时限写作 PT5H 或 P5D`,
        );
    if (rule.kind === 'statutory' && rule.calendar !== 'natural')
      report('deadlines', [index, 'calendar'], '法定时限按自然时间连续计算，节假日不顺延');
    // A reminder that repeats, not a due time: working hours would need a start for each repetition.
    if (rule.id === 'DL-04' && rule.calendar !== 'natural' && (rule.limit ?? rule.byLevel) !== null)
      report('deadlines', [index, 'calendar'], '持续发布进展的提醒间隔按自然时间计');
    if (rule.kind === 'internal' && rule.byLevel === null)
      report('deadlines', [index], '内部时限须按舆情等级分别写明');
  }
  const ids = new Set(profile.deadlines.map(({ id }) => id));
  for (const id of NEEDED_DEADLINES) if (!ids.has(id)) report('deadlines', [], `缺少 ${id}`);
}

/** Working days are counted by a calendar, days of 24 hours are not. */
const fits = (limit: string, calendar: DeadlineRule['calendar']): boolean =>
  calendar === 'workday' ? !/^P\d+D$/.test(limit) : !isWorkingDays(limit);

function ladder(profile: Profile, report: Report): void {
  // Whatever the unit and the level, somebody must hear that a duty has been sent.
  const general = profile.policies.some(
    ({ clock, levels, units }) => clock === 'sign' && levels.length === 0 && units.length === 0,
  );
  if (!general) report('policies', [], '须有一个适用于所有单位和等级的签收催办规则');
  for (const [index, { clock, steps, levels }] of profile.policies.entries()) {
    if (clock === 'sign' && (steps[0]?.template !== 'assigned' || steps[0].after !== 0))
      report('policies', [index, 'steps', 0], '签收催办的第一步应为交办当时的交办通知');
    for (const [at, step] of steps.entries()) {
      if (step.after < (steps[at - 1]?.after ?? 0))
        report('policies', [index, 'steps', at, 'after'], '各步的时间应逐步增大');
      if (clock === 'incident' && step.after > 0)
        report('policies', [index, 'steps', at, 'after'], '交办知会没有时限，只能在交办当时');
      if (step.plus !== undefined && !DURATION.test(step.plus))
        report('policies', [index, 'steps', at, 'plus'], '延后的时间应写作 PT2H（2小时）、PT30M（30分钟）');
      if (step.to === 'outside' && clock !== 'letter')
        report('policies', [index, 'steps', at, 'to'], '只有协调函才发往外部协调单位');
    }
    for (const [at, level] of levels.entries()) knownLevel(level, 'policies', [index, 'levels', at], report);
  }
}

function clocks({ clocks: { rest, work } }: Profile, report: Report): void {
  for (const key of ['from', 'to'] as const)
    if (!TIME.test(rest[key])) report('clocks', ['rest', key], '时刻应写作 HH:MM');
  let last = '';
  for (const [at, { from, to }] of work.hours.entries()) {
    if (from >= to || from <= last)
      report('clocks', ['work', 'hours', at], '工作时间应按先后列出，起早于止，互不重叠');
    last = to;
  }
  for (const [at, level] of rest.levels.entries())
    knownLevel(level, 'clocks', ['rest', 'levels', at], report);
}

/** A level misspelt would compare as lighter than all others. */
function opinionLevels({ levels: { opinion } }: Profile, report: Report): void {
  for (const table of ['byEvent', 'byTier', 'byHotSearch'] as const)
    for (const [key, level] of Object.entries(opinion[table]))
      knownLevel(level, 'levels', ['opinion', table, key], report);
  for (const [at, { level }] of opinion.bySpread.entries())
    knownLevel(level, 'levels', ['opinion', 'bySpread', at, 'level'], report);
  for (const key of ['superiorAtLeast', 'sensitiveCeiling'] as const)
    knownLevel(opinion[key], 'levels', ['opinion', key], report);
  knownLevel(opinion.slowBurn.level, 'levels', ['opinion', 'slowBurn', 'level'], report);
}

function knownLevel(level: string, file: FileKey, path: Path, report: Report): void {
  if (!OPINION_LEVELS.some((known) => known === level)) report(file, path, `没有舆情等级“${level}”`);
}

/** The setting a kind of source cannot do without. */
function lackOf(source: SourceSpec): 'url' | 'route' | 'ids' | null {
  if ((source.kind === 'feed' || source.kind === 'web-list') && source.url === undefined) return 'url';
  if (source.kind === 'rsshub' && source.route === undefined) return 'route';
  if (source.kind === 'newsnow' && !source.ids?.length) return 'ids';
  return null;
}
