import { AUDIENCE_WORDS, CHANNEL_WORDS } from '#incidents';
import type { PolicyTimeline } from '#escalate';

/** A step of the timeline with whom it would reach today. */
export interface LookedUp {
  step: PolicyTimeline['steps'][number];
  /** Null: no unit was named, so nobody was looked up. */
  readers: { contactId: string | null }[] | null;
  /** Who would have it where nobody of the wished kind can be reached; null: as meant. */
  instead: string | null;
  /** Channels nothing goes out by today. */
  missing: string[];
}

export interface WarningInput {
  timeline: PolicyTimeline;
  steps: LookedUp[];
  /** When the statutory time is up at the latest, counted from the same start; null where it does not matter. */
  statutoryDue: Date | null;
}

/** What somebody should know before a policy holds, one sentence each, the gravest first. Pure. */
export function warningsOf({ timeline, steps, statutoryDue }: WarningInput): string[] {
  if (steps.length === 0) return ['这个等级没有任何一步，届时无人知晓。'];
  const own = steps.filter(({ step }) => !step.repeat);
  return [
    ...own.flatMap(unreached),
    ...afterStatutory(own, statutoryDue),
    ...together(own),
    ...silentWhenLate(timeline),
    ...notConnected(own),
  ];
}

const place = ({ step }: LookedUp): string => `第${step.index + 1}步`;

function unreached(one: LookedUp): string[] {
  if (one.readers === null) return [];
  const meant = AUDIENCE_WORDS[one.step.step.to] ?? one.step.step.to;
  if (one.readers.length === 0)
    return [`${place(one)}应通知${meant}，现在名单上没有可联系的人，届时无人收到。`];
  return one.instead ? [`${place(one)}应通知${meant}，现在联系不上，届时由${one.instead}接收。`] : [];
}

function afterStatutory(steps: LookedUp[], due: Date | null): string[] {
  const late = due ? steps.filter(({ step }) => step.at > due) : [];
  if (late.length === 0) return [];
  return [`${late.map(place).join('、')}晚于法定回应时限，届时法定时限已过。`];
}

/** Two steps for the same people at the same moment are one too many. */
function together(steps: LookedUp[]): string[] {
  const found: string[] = [];
  for (const [at, one] of steps.entries())
    for (const other of steps.slice(at + 1)) {
      const same =
        one.step.step.to === other.step.step.to && one.step.at.getTime() === other.step.at.getTime();
      if (same) found.push(`${place(one)}和${place(other)}同一时刻通知同样的人，可以合并。`);
    }
  return found;
}

function silentWhenLate({ steps, dueAt }: PolicyTimeline): string[] {
  if (!dueAt || steps.some(({ at }) => at >= dueAt)) return [];
  return ['到期以后没有任何一步，逾期无人知晓。'];
}

/** One sentence for all channels nothing goes out by; steps that have no other are named. */
function notConnected(steps: LookedUp[]): string[] {
  const missing = [...new Set(steps.flatMap((one) => one.missing))];
  if (missing.length === 0) return [];
  const names = missing.map((channel) => CHANNEL_WORDS[channel] ?? channel).join('、');
  const bare = steps.filter(({ step, missing: of }) => step.step.channels.every((each) => of.includes(each)));
  const then = bare.length > 0 ? `${bare.map(place).join('、')}届时改发邮件` : '届时走其余渠道';
  return [`${names}尚未接通，${then}。`];
}
