import { AccountRefused, PasswordRefused } from '#access/service';
import { EntryError, SourceError } from '#collect/service';
import { IllegalTransition } from '#incidents';
import { BadCursor, RefusedAction, StaleError } from '#incidents/service';
import { LibraryRefused } from '#respond/service';
import { rosterProblem } from '../roster/problems.js';
import { transitionWords } from './transition-words.js';
import { badInput, notFound, ProblemError, type ProblemMapper } from './problem.js';

/** What the steps refuse, as problems. Their messages are Chinese and made to be shown. */
export const domainProblem: ProblemMapper = (error) => {
  if (error instanceof StaleError)
    return new ProblemError(
      409,
      'stale',
      '内容已被他人更新',
      '您看到的不是最新情况，本次操作没有生效。请核对最新内容后重新提交。',
      { current: error.current },
    );
  if (error instanceof RefusedAction)
    return error.code === 'not_found'
      ? notFound()
      : new ProblemError(422, error.code, '不能这样办理', error.message);
  if (error instanceof LibraryRefused)
    return error.code === 'not_found'
      ? notFound()
      : new ProblemError(422, error.code, '没有保存', error.message);
  if (error instanceof IllegalTransition) {
    const { detail, possible } = transitionWords(error);
    const { state, event, subject } = error;
    const extra = { subject, state, event, possible };
    return new ProblemError(409, 'illegal_transition', '当前状态不能这样办理', detail, extra);
  }
  if (error instanceof AccountRefused)
    return new ProblemError(409, 'account_refused', '不能这样办理', error.message);
  if (error instanceof BadCursor) return badInput('翻页标记已失效，请回到第一页。');
  if (error instanceof PasswordRefused || error instanceof SourceError || error instanceof EntryError)
    return badInput(error.message);
  return rosterProblem(error);
};
