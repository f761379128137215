import { ElMessageBox } from 'element-plus';
import { h } from 'vue';
import type { CaseOutcomeView } from '../../../api/src/contract/index.js';
import { ApiProblem } from './client.js';

/**
 * Does a step that first tries the regression cases. Where some that are right would come out wrong, they are shown, and
 * with a reason the step is done all the same.
 * @param step takes the reason; empty at first
 * @throws what the step throws; the refusal itself where the person turns back
 */
export async function withAcceptance<T>(step: (reason: string) => Promise<T>): Promise<T> {
  try {
    return await step('');
  } catch (thrown) {
    if (!(thrown instanceof ApiProblem) || thrown.code !== 'regression_broken') throw thrown;
    const reason = await askReason(thrown);
    if (reason === null) throw thrown;
    return step(reason);
  }
}

async function askReason(problem: ApiProblem): Promise<string | null> {
  const cases = (problem.body['cases'] ?? []) as CaseOutcomeView[];
  const lines = cases.flatMap(({ name, then }) =>
    (then ?? []).map((miss) => `${name}：${miss.name}应为“${miss.expected}”，将得出“${miss.got}”`),
  );
  const list = h(
    'ul',
    { style: 'max-height: 40vh; overflow: auto; padding-left: 18px; overflow-wrap: anywhere' },
    lines.map((line) => h('li', line)),
  );
  const answer = await ElMessageBox.prompt(
    h('div', [h('p', problem.detail), list, h('p', '仍然提交的理由：')]),
    problem.title,
    {
      confirmButtonText: '仍然提交',
      cancelButtonText: '返回修改',
      inputType: 'textarea',
      inputValidator: (value) => Boolean(value?.trim()) || '请写明理由',
    },
  ).catch(() => null);
  return answer === null ? null : (answer as { value: string }).value.trim();
}
