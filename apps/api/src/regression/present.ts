import { countCases, isBroken, isMended, type CaseAspect, type CaseMiss, type CaseOutcome } from '#judge';
import type { RegressionCaseRow, RegressionRunRow } from '#judge/service';
import type {
  CaseMissView,
  CaseOutcomeView,
  RegressionCaseView,
  RegressionRunSummary,
  RegressionRunView,
} from '../contract/index.js';
import { iso } from '../incidents/present.js';
import { flagWords } from '../incidents/words.js';

export const aspectNames: Record<CaseAspect, string> = {
  relevant: '是否属本市',
  places: '地点',
  topics: '主题',
  fields: '领域',
  eventRule: '突发事件类别',
  eventLevel: '突发事件等级',
  opinionLevel: '舆情等级',
  firstResponsible: '第一责任主体',
  respondents: '回应主体',
  coordinators: '协调主体',
  deadlines: '法定时限',
  flags: '标记',
};
const originWords = { correction: '人工更正', manual: '人工添加', import: '导入' };

/** A value of an aspect in words. */
export function valueWords(aspect: CaseAspect, value: unknown): string {
  if (aspect === 'relevant') return value === true ? '属于本市' : '不属本市';
  if (aspect === 'eventLevel') return value === 'none' ? '不构成突发事件' : `${value as string}级`;
  if (value === null || value === undefined) return '没有';
  if (!Array.isArray(value)) return value as string;
  const names = value.map((one: string | string[]) => {
    if (Array.isArray(one)) return one.filter(Boolean).join('会同');
    return aspect === 'flags' ? (flagWords[one as keyof typeof flagWords] ?? one) : one;
  });
  return names.join('、') || '没有';
}

export const presentCase = (row: RegressionCaseRow, by: string): RegressionCaseView => ({
  id: row.id,
  name: row.name,
  title: row.item.title ?? '',
  text: row.item.text ?? '',
  expect: (Object.keys(aspectNames) as CaseAspect[]).flatMap((aspect) => {
    const expected = row.expect[aspect];
    const said = expected !== undefined && (expected !== null || aspect === 'eventRule');
    return said ? [{ aspect, name: aspectNames[aspect], words: valueWords(aspect, expected) }] : [];
  }),
  origin: row.origin,
  originWords: originWords[row.origin],
  reason: row.reason,
  active: row.active,
  by,
  at: iso(row.at),
});

const presentMiss = ({ aspect, expected, got }: CaseMiss): CaseMissView => ({
  aspect,
  name: aspectNames[aspect],
  expected: valueWords(aspect, expected),
  got: valueWords(aspect, got),
});

export const presentOutcome = (outcome: CaseOutcome): CaseOutcomeView => ({
  caseId: outcome.caseId,
  name: outcome.name,
  now: outcome.now.map(presentMiss),
  then: outcome.then && outcome.then.map(presentMiss),
  broken: isBroken(outcome),
  mended: isMended(outcome),
});

export const presentRunSummary = (
  row: RegressionRunRow,
  { by, what }: { by: string; what: string },
): RegressionRunSummary => ({
  id: row.id,
  at: iso(row.at),
  by,
  what,
  version: row.directoryVersion,
  ...countCases(row.outcomes),
  acceptedReason: row.acceptedReason,
});

export function presentRun(row: RegressionRunRow, names: { by: string; what: string }): RegressionRunView {
  const rank = (one: CaseOutcomeView) => (one.broken ? 0 : one.mended ? 1 : 2);
  const wrong = row.outcomes.filter(({ now, then }) => now.length > 0 || (then?.length ?? 0) > 0);
  return {
    ...presentRunSummary(row, names),
    outcomes: wrong.map(presentOutcome).toSorted((a, b) => rank(a) - rank(b)),
  };
}

/** The person by display name; the schedule is nobody. */
export const called = (names: ReadonlyMap<string, string>, actor: string): string => {
  const login = actor.replace(/^account:/, '');
  return login === 'system' ? '系统' : (names.get(login) ?? login);
};
