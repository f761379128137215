import { OPINION_LEVELS } from '#incidents';
import type { Profile, SourceSpec } from '../schema/profile.js';
import type { FileKey, Path, Report } from './problems.js';

/** Deadlines that code names; a profile without one of them would lose a clock without a word. */
const NEEDED_DEADLINES = ['DL-01', 'DL-02', 'DL-03', 'DL-05', 'DL-06', 'DL-07', 'DL-08', 'DL-20'];
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
    if (rule.kind === 'internal' && rule.byLevel === null)
      report('deadlines', [index], '内部时限须按舆情等级分别写明');
  }
  const ids = new Set(profile.deadlines.map(({ id }) => id));
  for (const id of NEEDED_DEADLINES) if (!ids.has(id)) report('deadlines', [], `缺少 ${id}`);
}

function ladder(profile: Profile, report: Report): void {
  if (profile.policies.length === 0) report('policies', [], '至少须有一个催办阶梯');
  for (const [index, { steps }] of profile.policies.entries()) {
    if (steps[0]?.template !== 'assigned' || steps[0].after !== 0)
      report('policies', [index, 'steps', 0], '阶梯的第一步应为交办当时的交办通知');
    for (const [at, step] of steps.entries())
      if (at > 0 && step.after <= (steps[at - 1]?.after ?? 0))
        report('policies', [index, 'steps', at, 'after'], '各步的时间应逐步增大');
  }
}

function clocks({ clocks: { rest } }: Profile, report: Report): void {
  for (const key of ['from', 'to'] as const)
    if (!TIME.test(rest[key])) report('clocks', ['rest', key], '时刻应写作 HH:MM');
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
