import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { Principal } from '#access';
import { addDuration, Clock } from '#clock';
import { policyTimeline, stampPolicy, type PolicyTimeline } from '#escalate';
import { Trials, type FoundReaders } from '#escalate/service';
import { AUDIENCE_WORDS, CHANNEL_WORDS, CLOCK_WORDS, ESCALATION_CLOCKS } from '#incidents';
import type { TrialReader } from '#incidents/service';
import { dueOfRule, TEMPLATE_WORDS, type Directory, type PolicySpec } from '#jurisdiction';
import { ContactBook, DirectoryChanges, EndpointRow, readDirectory } from '#jurisdiction/service';
import type { PolicyOptions, PolicyPreview, PolicyProblem, PreviewPolicy } from '../contract/index.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { readerPresenter } from './present-readers.js';
import { warningsOf, type LookedUp } from './warnings.js';
import { audiences, clockMeans, insteadWords, spansOf } from './words.js';

/** Goes out by itself today; the others need an endpoint. The telephone needs a person. */
const ALWAYS: ReadonlySet<string> = new Set(['mail', 'app', 'phone']);
const DAY = 86_400_000;

/** How a policy would go, while it is edited. Nothing is stored. */
@Injectable()
export class PolicyPreviews {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly changes: DirectoryChanges,
    private readonly contacts: ContactBook,
    private readonly trials: Trials,
  ) {}

  async options(caller: Principal): Promise<PolicyOptions> {
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    const there = await this.channelsOf(caller.jurisdictionId);
    const { levels, from, to } = directory.profile.clocks.rest;
    return {
      clocks: ESCALATION_CLOCKS.map((clock) => ({
        clock,
        name: CLOCK_WORDS[clock],
        means: clockMeans[clock],
        spans: spansOf(clock, directory),
      })),
      audiences: audiences.map((key) => ({ key, name: AUDIENCE_WORDS[key] ?? key })),
      channels: Object.entries(CHANNEL_WORDS).map(([channel, name]) => ({
        channel,
        name,
        exists: there.has(channel),
        note: noteOn(channel, there.has(channel)),
      })),
      templates: Object.entries(TEMPLATE_WORDS).map(([key, name]) => ({ key, name })),
      rest: { levels: levels as PolicyOptions['rest']['levels'], from, to },
    };
  }

  async preview(caller: Principal, form: PreviewPolicy): Promise<PolicyPreview> {
    const { manager } = this.database;
    const { spec, problems } = await this.read(caller, form.policy);
    const startsAt = new Date(form.startsAt);
    if (!spec) return unreadable(form, problems);
    const directory = await readDirectory(manager, caller.jurisdictionId);
    const timeline = policyTimeline({
      policy: stampPolicy(spec, directory),
      level: form.level,
      startsAt,
      dueAt: dueAtOf(spec, directory, form, startsAt),
    });
    const { looked, readers } = await this.lookUp(
      caller,
      { clock: spec.clock, unit: form.unit },
      directory,
      timeline,
    );
    const present = await readerPresenter(manager, this.contacts, caller, readers.flat());
    const there = await this.channelsOf(caller.jurisdictionId);
    return {
      ok: true,
      problems,
      level: form.level,
      unit: form.unit,
      startsAt: iso(startsAt),
      dueAt: isoOrNull(timeline.dueAt),
      endsAt: iso(timeline.endsAt),
      marks: timeline.marks.map(({ share, at }) => ({ share, at: iso(at) })),
      rests: timeline.rests.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
      steps: timeline.steps.map(({ index, repeat, at, step }, place) => ({
        index,
        repeat,
        at: iso(at),
        to: AUDIENCE_WORDS[step.to] ?? step.to,
        template: TEMPLATE_WORDS[step.template as keyof typeof TEMPLATE_WORDS] ?? step.template,
        each: step.reach === 'each',
        channels: step.channels.map((channel) => ({
          channel,
          name: CHANNEL_WORDS[channel] ?? channel,
          exists: there.has(channel),
        })),
        readers: present(readers[place] ?? []),
        instead: looked[place]?.instead ?? null,
      })),
      passedOver: timeline.passedOver,
      warnings: warningsOf({
        timeline,
        steps: looked.map((one) => ({
          ...one,
          missing: one.step.step.channels.filter((channel) => !there.has(channel)),
        })),
        statutoryDue: statutoryEnd(spec, directory, startsAt),
      }),
    };
  }

  /** The policy as the server would take it, or what is wrong with it; checked as a change of the directory would be. */
  private async read(
    caller: Principal,
    policy: PreviewPolicy['policy'],
  ): Promise<{ spec: PolicySpec | null; problems: PolicyProblem[] }> {
    const { jurisdictionId } = caller;
    const { manager } = this.database;
    const checked = await this.changes.check(manager, jurisdictionId, [
      { kind: 'policies', key: keyOf(policy), body: policy },
    ]);
    const problems = checked.problems.map(({ path, label, message }) => ({ path, label, message }));
    const spec = checked.edits[0]?.body as PolicySpec | undefined;
    return { spec: spec ?? null, problems };
  }

  /** Nobody is looked up where no unit is named: a policy is for many. */
  private async lookUp(
    caller: Principal,
    { clock, unit }: { clock: PolicySpec['clock']; unit: string | null },
    directory: Directory,
    timeline: PolicyTimeline,
  ): Promise<{ looked: Omit<LookedUp, 'missing'>[]; readers: TrialReader[][] }> {
    const looked: Omit<LookedUp, 'missing'>[] = [];
    const readers: TrialReader[][] = [];
    const known = new Map<string, FoundReaders>();
    for (const step of timeline.steps) {
      if (unit === null) {
        looked.push({ step, readers: null, instead: null });
        readers.push([]);
        continue;
      }
      const { to: audience, channels, reach } = step.step;
      const key = `${audience} ${channels.join()} ${reach}`;
      const found =
        known.get(key) ??
        (await this.trials.whoWould({
          manager: this.database.manager,
          incident: null,
          directory,
          jurisdictionId: caller.jurisdictionId,
          clock,
          unit,
          audience,
          channels,
          reach,
          at: this.clock.now('real'),
        }));
      known.set(key, found);
      const instead = found.instead && found.instead !== 'nobody' ? insteadWords[found.instead] : null;
      looked.push({ step, readers: found.readers, instead: instead ?? null });
      readers.push(found.readers);
    }
    return { looked, readers };
  }

  private async channelsOf(jurisdictionId: string): Promise<ReadonlySet<string>> {
    const rows = await this.database.manager.find(EndpointRow, {
      where: { jurisdictionId, enabled: true, removedAt: IsNull() },
      select: { id: true, kind: true },
    });
    return new Set([...ALWAYS, ...rows.map(({ kind }) => kind)]);
  }
}

/** A new one may have no number yet while it is being typed. */
const keyOf = (policy: PreviewPolicy['policy']): string | null =>
  typeof policy['key'] === 'string' && policy['key'] !== '' ? policy['key'] : null;

function noteOn(channel: string, exists: boolean): string {
  if (channel === 'phone') return '由值班人员拨打，通话登记后算送达';
  if (channel === 'app') return '登录后可见，打开后算送达';
  return exists ? '已接通' : '尚未接通，届时改发邮件';
}

/** The clock's own due time, as it usually is; null where a span by level decides. */
function dueAtOf(
  { clock }: PolicySpec,
  directory: Directory,
  { dueAt }: PreviewPolicy,
  startsAt: Date,
): Date | null {
  if (clock === 'statutory')
    return dueAt ? new Date(dueAt) : addDuration(startsAt, limitOf(directory, 'DL-03') ?? 2 * DAY);
  if (clock === 'closing')
    return dueAt ? new Date(dueAt) : (dueOfRule(directory, 'DL-12', startsAt)?.due ?? null);
  if (clock === 'order') return dueAt ? new Date(dueAt) : new Date(startsAt.getTime() + DAY);
  return null;
}

/** Internal clocks should be through with urging before the statutory time is. */
const statutoryEnd = ({ clock }: PolicySpec, directory: Directory, startsAt: Date): Date | null =>
  clock === 'sign' || clock === 'report'
    ? addDuration(startsAt, limitOf(directory, 'DL-03') ?? 2 * DAY)
    : null;

const limitOf = (directory: Directory, id: string): string | null =>
  directory.profile.deadlines.find((rule) => rule.id === id)?.limit ?? null;

function unreadable(form: PreviewPolicy, problems: PolicyProblem[]): PolicyPreview {
  const { level, unit, startsAt } = form;
  return {
    ok: false,
    problems,
    level,
    unit,
    startsAt,
    dueAt: null,
    endsAt: startsAt,
    marks: [],
    rests: [],
    steps: [],
    passedOver: [],
    warnings: [],
  };
}
