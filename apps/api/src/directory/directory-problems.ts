import { RenameRefused } from '#jurisdiction';
import { ChangeNotFound, ChangeRefused, InvalidDirectory, StaleChange } from '#jurisdiction/service';
import { badInput, notFound, ProblemError, type ProblemMapper } from '../http/problem.js';
import { iso } from '../incidents/present.js';
import { presentProblem } from './present-change.js';

const FORBIDDEN: ReadonlySet<string> = new Set(['own_change', 'not_own']);

/** What changes of the directory refuse, as problems. */
export const directoryProblem: ProblemMapper = (error) => {
  if (error instanceof InvalidDirectory)
    return new ProblemError(
      422,
      'invalid_directory',
      '修改后的名录有误，没有生效',
      `${error.message}。请改正后重新提交。`,
      { problems: error.problems.map(presentProblem) },
    );
  if (error instanceof ChangeRefused) {
    const status = FORBIDDEN.has(error.code) ? 403 : error.code === 'wrong_state' ? 409 : 422;
    return new ProblemError(status, error.code, '不能这样办理', error.message);
  }
  if (error instanceof StaleChange) {
    const { state, version, proposedAt } = error.current;
    return new ProblemError(
      409,
      'stale',
      '内容已被他人更新',
      '您看到的不是最新情况，本次操作没有生效。请核对最新内容后重新提交。',
      { current: { state, version, proposedAt: iso(proposedAt) } },
    );
  }
  if (error instanceof ChangeNotFound) return notFound();
  return error instanceof RenameRefused ? badInput(error.message) : null;
};
