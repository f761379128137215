import { AUDIENCE_WORDS, CLOCK_WORDS, stepTimes, type DueStep } from '#incidents';
import type { EscalationRow } from '#incidents/service';
import { TEMPLATE_WORDS } from '#jurisdiction';
import type { EscalationStepView, EscalationView } from '../contract/index.js';
import { iso } from '../incidents/present.js';

const ENDED: Record<string, string> = {
  signed: '已签收',
  refused: '已退单',
  reported: '已报送',
  ruled: '已裁定',
  answered: '已回应',
  confirmed: '已确认',
  declined: '已退回',
  recalled: '已撤回',
  lapsed: '已失效',
  withdrawn: '已撤回',
  closed: '已办结',
  merged: '已归并',
  coordinator_confirmed: '协调主体已确认',
};

/** One clock as a user reads it. */
export function presentEscalation(row: EscalationRow): EscalationView {
  const steps = stepTimes(row);
  const ahead = row.stoppedAt ? [] : steps.filter(({ index }) => !row.taken.includes(index));
  const [next, ...after] = ahead;
  return {
    id: row.id,
    clock: CLOCK_WORDS[row.clock],
    unit: row.unit,
    policy: row.policy.name,
    taken: steps.filter(({ index }) => row.taken.includes(index)).map(presentStep),
    next: next ? presentStep(next) : null,
    after: after.length,
    ended: row.stoppedAt ? (ENDED[row.stopReason ?? ''] ?? '已结束') : null,
  };
}

const presentStep = ({ at, step }: DueStep): EscalationStepView => ({
  at: iso(at),
  to: AUDIENCE_WORDS[step.to] ?? step.to,
  what: (TEMPLATE_WORDS as Record<string, string>)[step.template] ?? step.template,
});
