import type { Judgement, Routing } from '#incidents';
import { compileException, Directory, type RoutingException } from '#jurisdiction';
import type { RouteContext } from '../matter.js';
import { route } from '../route.js';

/** What a row does to one matter. */
export interface ExceptionTry {
  applies: boolean;
  /** Chinese; why it could not be carried out, else null. */
  error: string | null;
  /** As decided without the row, and with it. */
  before: Routing;
  after: Routing;
}

/**
 * A row on trial, on the code path of every decision: beside the other rows of the directory, in place of the one that has
 * its key. It is tried as if it were switched on and in force. A row that does not compile gives its message as `error`.
 * @returns a function to call for each judgement; build it once for many
 */
export function tryException(
  row: RoutingException,
  directory: Directory,
): (judgement: Judgement, context: RouteContext) => ExceptionTry {
  const { validFrom: _from, validTo: _to, ...always } = row;
  const tried = { ...always, enabled: true };
  const others = directory.profile.exceptions.filter(({ key }) => key !== row.key);
  const without = withExceptions(directory, others);
  const beside = withExceptions(directory, [...others, tried]);
  const { condition } = compileException(tried, directory);
  return (judgement, context) => {
    const before = route(judgement, without, context);
    if (!condition.ok) return { applies: false, error: condition.message, before, after: before };
    const after = route(judgement, beside, context);
    const applies = after.rules.includes(row.key);
    const told = after.why.find(({ rule }) => rule === row.key);
    return { applies, error: !applies && told ? told.because : null, before, after };
  };
}

const withExceptions = (directory: Directory, exceptions: RoutingException[]): Directory =>
  new Directory({ ...directory.profile, exceptions }, directory.version);
