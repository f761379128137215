import { OPINION_LEVELS, type EscalationClock, type OpinionLevel } from '#incidents';
import type { Directory, PolicySpec } from '#jurisdiction';

/** Whom a step may be meant for, in the order of the editor. */
export const audiences: readonly PolicySpec['steps'][number]['to'][] = [
  'liaison_and_handler',
  'liaison',
  'handler',
  'charge_leader',
  'coordinator',
  'duty',
  'office',
  'office_leader',
  'leadership',
  'outside',
];

/** Where a clock's time comes from. */
export const clockMeans: Record<EscalationClock, string> = {
  sign: 'DL-06 交办签收，自派单起算',
  report: 'DL-07 核实初报，自派单起算；签收后没有下文的，由它继续催办',
  ruling: 'DL-20 退单裁定，自提出退单起算',
  statutory: 'DL-01 至 DL-03 法定时限，自发现或获知起算，不停计',
  order: 'DL-19 上级要求的时限，以交办件写明的为准',
  letter: '协调函确认时限，自发函起算',
  pool: 'DL-05 研判定级与分派，自研判起算',
  incident: '交办当时知会，没有时限',
  closing: 'DL-12 办结评估，自登记回应起算，按工作日计',
};

const SPAN_RULE: Partial<Record<EscalationClock, string>> = {
  sign: 'DL-06',
  report: 'DL-07',
  ruling: 'DL-20',
  pool: 'DL-05',
};

/** The clock's time by level, in words; empty for a clock with a due time of its own. */
export function spansOf(
  clock: EscalationClock,
  directory: Directory,
): { level: OpinionLevel; words: string }[] {
  const { deadlines, clocks } = directory.profile;
  const rule = deadlines.find(({ id }) => id === SPAN_RULE[clock]);
  const byLevel = clock === 'letter' ? clocks.coordination.confirmWithin : rule?.byLevel;
  if (!byLevel) return [];
  return OPINION_LEVELS.flatMap((level) => {
    const limit = byLevel[level] ?? rule?.limit;
    return limit ? [{ level, words: durationWords(limit) }] : [];
  });
}

/** 4小时, 1小时30分钟, 2天, 5个工作日; another text stays as it is. */
export function durationWords(iso: string): string {
  const [whole, days, workdays, hours, minutes] =
    /^P(?:(\d+)D)?(?:(\d+)WD)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso) ?? [];
  if (whole === undefined) return iso;
  const part = (amount: string | undefined, unit: string) => (amount ? `${amount}${unit}` : '');
  return [part(days, '天'), part(workdays, '个工作日'), part(hours, '小时'), part(minutes, '分钟')].join('');
}

export const sparedWords: Record<string, string> = {
  signed: '已签收',
  reported: '已报初报',
  answered: '已回应',
};

/** Who has a step in place of whom it was meant for. */
export const insteadWords: Record<string, string> = {
  liaison: '承办单位联络人',
  charge_leader: '该单位分管负责人',
  coordinator: '协调主体',
  duty: '值班人员',
  office: '市政府办公室',
  publicity: '市委宣传部',
  leadership: '市领导',
  discipline: '纪检监察机关',
};
