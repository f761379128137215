import { addDuration } from '#clock';
import type { OpinionLevel } from '#incidents';
import type { Profile } from '#jurisdiction';

export interface PublicationDue {
  dueAt: Date;
  /** The statutory row it comes from; null: the profile's span. */
  rule: string | null;
}

/**
 * By when an approved text is to be out: within the profile's span of its approval, and never after the statutory time
 * that waits for it. 一般 and 较大 rest at night like every internal time.
 * @param statutory rows of the present turn that are not settled
 */
export function publicationDue(
  approvedAt: Date,
  level: OpinionLevel,
  statutory: readonly { rule: string; dueAt: Date }[],
  { publication, rest }: Pick<Profile['clocks'], 'publication' | 'rest'>,
): PublicationDue {
  const span = {
    dueAt: addDuration(approvedAt, publication.within[level], rest.levels.includes(level) ? rest : null),
    rule: null,
  };
  const ahead = statutory
    .filter(({ rule, dueAt }) => (rule === 'DL-01' || rule === 'DL-03') && dueAt > approvedAt)
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
  return ahead && ahead.dueAt <= span.dueAt ? { dueAt: ahead.dueAt, rule: ahead.rule } : span;
}
