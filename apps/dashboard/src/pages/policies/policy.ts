import type { PolicyClock, PolicyLevel } from '../../../../api/src/contract/index.js';
import type { EntryBody } from '../directory/kinds.js';
import { textOf } from '../directory/view.js';

/** A step as it is edited. */
export interface StepForm {
  /** Share of the clock: 0 at its start, 1 when it is up. */
  after: number;
  /** ISO 8601, so much later still; empty: nothing. */
  plus: string;
  to: string;
  channels: string[];
  reach: 'each' | 'any';
  minLevel: PolicyLevel;
  template: string;
}

export interface PolicyForm {
  key: string;
  name: string;
  clock: PolicyClock;
  levels: PolicyLevel[];
  units: string[];
  steps: StepForm[];
  repeat: { every: number; times: number } | null;
  stop: string[];
}

export const LEVELS: readonly PolicyLevel[] = ['一般', '较大', '重大', '特别重大'];

/** What else may end a policy, beside what its clock waits for anyway. */
export const stopWords: Record<string, string> = {
  signed: '签收',
  refused: '退单',
  reported: '报送初报',
  answered: '首次回应',
};
export const ownStop: Record<PolicyClock, string> = {
  sign: '签收或退单',
  report: '报送核实初报',
  ruling: '作出裁定',
  statutory: '登记首次回应',
  order: '向上级回告',
  letter: '对方确认或退回',
  pool: '分派或确认交办',
  incident: '只在交办当时发出',
  closing: '完成评估或办结',
};

const listOf = <T>(value: unknown): T[] => (Array.isArray(value) ? [...(value as T[])] : []);

const blankStep = (): StepForm => ({
  after: 0,
  plus: '',
  to: 'liaison_and_handler',
  channels: ['mail', 'app'],
  reach: 'each',
  minLevel: '一般',
  template: 'reminder',
});

/** The form of a policy; null: a new one for signing off. */
export function toPolicyForm(body: EntryBody | null): PolicyForm {
  const steps = listOf<Partial<StepForm>>(body?.['steps']);
  const repeat = (body?.['repeat'] ?? null) as PolicyForm['repeat'];
  return {
    key: textOf(body?.['key']),
    name: textOf(body?.['name']),
    clock: (textOf(body?.['clock']) || 'sign') as PolicyClock,
    levels: listOf(body?.['levels']),
    units: listOf(body?.['units']),
    steps: body
      ? steps.map((step) => ({ ...blankStep(), ...step, channels: [...(step.channels ?? ['mail', 'app'])] }))
      : [{ ...blankStep(), template: 'assigned' }],
    repeat: repeat && { ...repeat },
    stop: listOf(body?.['stop']),
  };
}

/** The policy a form stands for; a nothing is left out. */
export function fromPolicyForm(form: PolicyForm): EntryBody {
  return {
    key: form.key.trim(),
    name: form.name.trim(),
    clock: form.clock,
    levels: LEVELS.filter((level) => form.levels.includes(level)),
    units: [...new Set(form.units)],
    steps: form.steps.map(({ plus, ...step }) => ({ ...step, ...(plus && { plus }) })),
    repeat: form.repeat && { ...form.repeat },
    stop: [...form.stop],
  };
}

/** A further step: as the last one, half a span later. */
export function nextStep(steps: readonly StepForm[], clock: PolicyClock): StepForm {
  const last = steps.at(-1);
  if (!last || clock === 'incident') return { ...blankStep(), ...(last && { template: last.template }) };
  return { ...last, channels: [...last.channels], plus: '', after: last.after + 0.5 };
}

/** In the order in which they come; of one moment, as they stood. */
export const inOrder = (steps: readonly StepForm[]): StepForm[] =>
  [...steps].sort((a, b) => a.after - b.after || minutesOf(a.plus) - minutesOf(b.plus));

/** Minutes of PT2H30M; 0 for nothing. */
export function minutesOf(iso: string): number {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(iso) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

const SHARES: Record<number, string> = {
  0: '起算时',
  0.5: '时限过半',
  0.8: '时限剩两成',
  1: '到期时',
  1.25: '逾期四分之一时限',
  1.5: '逾期半个时限',
  2: '逾期一倍时限',
};

/** 起算时, 时限过半, 到期后2小时, 逾期半个时限 */
export function whenWords(after: number, plus = ''): string {
  const share = Math.round(after * 100);
  const base = SHARES[after] ?? (after > 1 ? `逾期时限的${share - 100}%` : `时限的${share}%`);
  const more = minutesOf(plus);
  if (more === 0) return base;
  const [hours, minutes] = [Math.floor(more / 60), more % 60];
  const later = `${hours ? `${hours}小时` : ''}${minutes ? `${minutes}分钟` : ''}`;
  return `${base.replace(/时$/, '')}后${later}`;
}

/** Whom a policy is for: 重大、特别重大；市教科局等3个单位 */
export function forWords(levels: readonly string[], units: readonly string[]): string {
  const of = units.length > 2 ? `${units.slice(0, 2).join('、')}等${units.length}个单位` : units.join('、');
  return [levels.join('、') || '各等级', of || '各单位'].join('，');
}

export interface PolicyProblemText {
  /** `name`, `steps[1].channels` */
  path: string;
  text: string;
}

/** What a person can see at once; the rest is the server's to check. */
export function policyProblems(form: PolicyForm, taken: readonly string[]): PolicyProblemText[] {
  const found: PolicyProblemText[] = [];
  if (!form.name.trim()) found.push({ path: 'name', text: '请填写名称' });
  if (!/^[a-z][a-z0-9-]*$/.test(form.key)) found.push({ path: 'key', text: '编号用小写字母、数字和短横线' });
  else if (taken.includes(form.key)) found.push({ path: 'key', text: '已有这个编号，请换一个' });
  if (!form.steps.length) found.push({ path: 'steps', text: '至少要有一步' });
  for (const [at, step] of form.steps.entries())
    if (!step.channels.length) found.push({ path: `steps[${at}].channels`, text: '至少选一个渠道' });
  return found;
}

/** A number for a new policy of that clock that is not taken: sign-2. */
export function freeKey(clock: string, taken: readonly string[]): string {
  for (let number = taken.includes(clock) ? 2 : 1; ; number += 1) {
    const key = number === 1 ? clock : `${clock}-${number}`;
    if (!taken.includes(key)) return key;
  }
}
