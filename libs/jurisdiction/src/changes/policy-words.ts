import { AUDIENCE_WORDS, CHANNEL_WORDS, CLOCK_WORDS, type EscalationClock } from '#incidents';
import type { PolicySpec } from '../schema/profile.js';

type Step = PolicySpec['steps'][number];

/** What a step's message is, in a few words. */
export const TEMPLATE_WORDS: Record<Step['template'], string> = {
  assigned: '交办通知',
  reminder: '催办签收',
  overdue_leader: '逾期未签收，报分管负责人',
  overdue_office: '逾期未签收，报市政府办公室',
  overdue_leadership: '逾期未签收，报市领导',
  report_reminder: '催报核实初报',
  report_overdue: '初报逾期',
  report_overdue_leader: '初报逾期，报分管负责人',
  report_overdue_office: '初报逾期，报市政府办公室',
  report_overdue_leadership: '初报逾期，报市领导',
  refusal_raised: '退单待裁定',
  refusal_overdue: '退单逾期未裁定',
  refusal_overdue_leader: '退单逾期未裁定，报负责人',
  deadline_half: '法定时限过半',
  deadline_near: '法定时限将到',
  deadline_missed: '法定时限已过，报告',
  deadline_missed_unit: '法定时限已过，催办单位',
  order_received: '上级交办提醒',
  order_near: '上级时限将到',
  order_missed: '上级时限已过',
  coordination_letter: '协调函',
  coordination_reminder: '催请确认协调',
  coordination_missed: '逾期未确认协调',
  pool_overdue: '逾期未分派',
  evaluation_near: '办结评估将到时限',
  evaluation_overdue: '逾期未办结评估',
  office_notified: '交办知会',
};

/** 时限的50%，通知联络人（重大及以上），催办签收，邮件、短信 */
export function stepWords(step: Partial<Step>): string {
  const { after = 0, plus, to = '', minLevel, template, channels = [], reach } = step;
  return [
    `时限的${Math.round(after * 100)}%${plus ? `再过${spanWords(plus)}` : ''}`,
    `通知${AUDIENCE_WORDS[to] ?? to}${minLevel && minLevel !== '一般' ? `（${minLevel}及以上）` : ''}`,
    template ? TEMPLATE_WORDS[template] : '',
    channels.map((channel) => CHANNEL_WORDS[channel] ?? channel).join('、'),
    reach === 'any' ? '一人即可' : '',
  ]
    .filter(Boolean)
    .join('，');
}

/** PT2H30M → 2小时30分钟; another text stays as it is. */
function spanWords(iso: string): string {
  const [whole, hours, minutes] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(iso) ?? [];
  if (whole === undefined) return iso;
  return `${hours ? `${hours}小时` : ''}${minutes ? `${minutes}分钟` : ''}`;
}

export const isStep = (value: object): value is Step =>
  'after' in value && 'to' in value && 'template' in value;

export const clockWord = (clock: unknown): string => CLOCK_WORDS[clock as EscalationClock] ?? '';

/** What else ends a policy, as its entry holds it. */
export const STOP_WORDS: Record<string, string> = {
  signed: '签收',
  refused: '退单',
  reported: '报送初报',
  answered: '首次回应',
};
