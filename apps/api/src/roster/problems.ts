import { ContactsUnreadable, PreviewOutdated, RosterFileError, RosterStale } from '#jurisdiction/service';
import { badInput, ProblemError, type ProblemMapper } from '../http/problem.js';

/** What the roster refuses, as problems. */
export const rosterProblem: ProblemMapper = (error) => {
  if (error instanceof RosterFileError) return badInput(error.message);
  if (error instanceof PreviewOutdated)
    return new ProblemError(409, 'preview_outdated', '预览已过时', error.message);
  if (error instanceof RosterStale)
    return new ProblemError(
      409,
      'stale',
      '内容已被他人更新',
      '您看到的不是最新情况，本次操作没有生效。请核对最新内容后重新提交。',
      { current: error.current },
    );
  if (error instanceof ContactsUnreadable)
    return new ProblemError(503, 'contacts_unreadable', '联络人信息暂时打不开', error.message);
  return null;
};
