import { addDuration, parseDuration } from '#clock';
import { compareOpinionLevels, type OpinionLevel } from '#incidents';
import type { Directory, PolicySpec } from '#jurisdiction';
import { restOf } from './internal.js';

export interface LadderStep {
  at: Date;
  to: PolicySpec['steps'][number]['to'];
  template: PolicySpec['steps'][number]['template'];
}

/**
 * Who hears when of a duty that is not signed (催签, domain.zh.md (f)11), in order of time. One unit of the policy is
 * DL-06 of the level; for 一般 and 较大 the night does not count, except that what is due at once goes out at once.
 * Steps above the level are left out.
 * @throws Error when the directory has no sign-off time (DL-06)
 */
export function ladder(
  policy: PolicySpec,
  workingLevel: OpinionLevel,
  sentAt: Date,
  directory: Directory,
): LadderStep[] {
  const limit = directory.profile.deadlines.find((rule) => rule.id === 'DL-06')?.byLevel?.[workingLevel];
  if (!limit) throw new Error(`DL-06 has no time for ${workingLevel}`);
  const unit = parseDuration(limit);
  const rest = restOf(workingLevel, directory);
  return policy.steps
    .filter((step) => compareOpinionLevels(step.minLevel, workingLevel) <= 0)
    .map(({ after, to, template }) => ({
      at: after === 0 ? sentAt : addDuration(sentAt, Math.round(after * unit), rest),
      to,
      template,
    }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
