import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { AUDIENCE_WORDS, CHANNEL_WORDS, CLOCK_WORDS } from '#incidents';
import {
  addVisibility,
  Conditions,
  packCursor,
  PolicyTrialRow,
  PolicyTrialStepRow,
  unpackCursor,
} from '#incidents/service';
import { TEMPLATE_WORDS } from '#jurisdiction';
import { ContactBook, DirectoryChangeRow } from '#jurisdiction/service';
import type { Page, TrialStepView, TrialSummary, TrialView } from '../contract/index.js';
import { ChangeReader } from '../directory/change-reader.js';
import { notFound, ProblemError } from '../http/problem.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { readerPresenter, type PresentReaders } from './present-readers.js';
import { sparedWords } from './words.js';

const cursorShape = z.tuple([z.string(), z.uuid()]);

/** What the list shows of a trial beside its row. */
interface Counted {
  id: string;
  number: string;
  taken: number;
  of: number;
  nobody: number;
  mailsFailed: number;
  startedAt: Date;
}

/** Reads trials; of a matter one may not see there are none. */
@Injectable()
export class TrialReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
    private readonly changes: ChangeReader,
  ) {}

  /** @throws ProblemError 404 where there is no such change for the caller */
  async mustSeeChange(caller: Principal, id: string): Promise<void> {
    await this.changes.mustSee(caller, id);
  }

  async list(
    caller: Principal,
    {
      incidentId,
      cursor,
      limit,
    }: { incidentId?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<Page<TrialSummary>> {
    const conditions = addVisibility(new Conditions(), caller);
    if (incidentId) conditions.add(`trial.incident_id = ${conditions.value(incidentId)}`);
    if (cursor) {
      const [at, id] = unpackCursor(cursor, cursorShape);
      conditions.add(
        `(trial.started_at, trial.id) < (${conditions.value(at)}, ${conditions.value(id)}::uuid)`,
      );
    }
    const found = await this.counted(conditions, limit + 1);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.summaries(shown),
      next: found.length > limit && last ? packCursor([last.startedAt.toISOString(), last.id]) : null,
    };
  }

  /** @throws ProblemError 404 when it does not exist or its matter may not be known of */
  async one(caller: Principal, id: string): Promise<TrialView> {
    const { manager } = this.database;
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`trial.id = ${conditions.value(id)}`);
    const [summary] = await this.summaries(await this.counted(conditions, 1));
    if (!summary) throw notFound();
    const trial = await manager.findOneByOrFail(PolicyTrialRow, { id });
    const steps = await manager.find(PolicyTrialStepRow, {
      where: { trialId: id },
      order: { position: 'ASC' },
    });
    const readers = steps.flatMap((step) => step.readers);
    const present = await readerPresenter(manager, this.contacts, caller, readers);
    const { assume } = trial;
    const end = steps.findLast(({ state }) => state !== 'spared')?.plannedAt ?? trial.virtualStart;
    return {
      ...summary,
      // Of the very steps shown: a running trial has moved on since it was counted.
      ...countsOf(steps),
      signAfter: assume.signAfter ?? null,
      reportAfter: assume.reportAfter ?? null,
      answerAfter: assume.answerAfter ?? null,
      directoryVersion: trial.directoryVersion,
      virtualStart: iso(trial.virtualStart),
      virtualEnd: iso(end),
      virtualNow: iso(virtualNow(trial, end, this.clock.now('real'))),
      steps: steps.map((step) => presentStep(step, present)),
    };
  }

  /** The mail address the roster has of a contact. @throws ProblemError 409 where there is none */
  async ownAddress(contactId: string | null): Promise<string> {
    const contact = contactId && (await this.contacts.contact(this.database.manager, contactId));
    if (!contact || !contact.email) throw noAddress();
    return contact.email;
  }

  /** Whether the roster has this address for anybody but that contact. */
  async isSomebodyElses(caller: Principal, email: string, own: string | null): Promise<boolean> {
    const { manager } = this.database;
    const holders = await this.contacts.holdersOfEmail(manager, caller.jurisdictionId, email);
    return holders.some((id) => id !== own);
  }

  private counted(conditions: Conditions, limit: number): Promise<Counted[]> {
    return this.database.query(
      `select trial.id, trial.started_at as "startedAt", incident.number,
         count(*) filter (where step.state = 'taken')::int as taken,
         count(*) filter (where step.state <> 'spared')::int as of,
         count(*) filter (where step.state = 'taken' and step.readers = '[]'::jsonb)::int as nobody,
         count(*) filter (where step.mail_state = 'failed')::int as "mailsFailed"
       from policy_trial trial
       join incident on incident.id = trial.incident_id
       left join policy_trial_step step on step.trial_id = trial.id
       where ${conditions.sql}
       group by trial.id, trial.started_at, incident.number
       order by trial.started_at desc, trial.id desc limit ${limit}`,
      conditions.values,
    );
  }

  private async summaries(counted: readonly Counted[]): Promise<TrialSummary[]> {
    const { manager } = this.database;
    const rows = await manager.findBy(PolicyTrialRow, { id: In(counted.map(({ id }) => id)) });
    const trials = new Map(rows.map((row) => [row.id, row]));
    const actors = rows.flatMap(({ startedBy, stoppedBy }) => [startedBy, stoppedBy]);
    const names = await displayNames(manager, actors);
    const tried = rows.flatMap(({ changeId }) => changeId ?? []);
    const changes = tried.length > 0 ? await manager.findBy(DirectoryChangeRow, { id: In(tried) }) : [];
    return counted.flatMap((one) => {
      const trial = trials.get(one.id);
      const change = changes.find(({ id }) => id === trial?.changeId);
      return trial ? [presentSummary(trial, one, names, change)] : [];
    });
  }
}

function countsOf(
  steps: readonly PolicyTrialStepRow[],
): Pick<TrialSummary, 'taken' | 'of' | 'nobody' | 'mailsFailed'> {
  const taken = steps.filter(({ state }) => state === 'taken');
  return {
    taken: taken.length,
    of: steps.filter(({ state }) => state !== 'spared').length,
    nobody: taken.filter(({ readers }) => readers.length === 0).length,
    mailsFailed: steps.filter(({ mailState }) => mailState === 'failed').length,
  };
}

function presentSummary(
  trial: PolicyTrialRow,
  counted: Counted,
  names: Names,
  change: DirectoryChangeRow | undefined,
): TrialSummary {
  return {
    id: trial.id,
    incidentId: trial.incidentId,
    number: counted.number,
    level: trial.level,
    speed: trial.speed,
    state: trial.endedAt === null ? 'running' : trial.stoppedBy === null ? 'done' : 'stopped',
    startedAt: iso(trial.startedAt),
    startedBy: actorWords(trial.startedBy, names),
    endedAt: isoOrNull(trial.endedAt),
    stoppedBy: trial.stoppedBy && actorWords(trial.stoppedBy, names),
    sendTo: trial.sendToShown,
    taken: counted.taken,
    of: counted.of,
    nobody: counted.nobody,
    mailsFailed: counted.mailsFailed,
    // Its title may tell of a matter that not everybody may know of.
    change: change ? { id: change.id, number: change.number } : null,
  };
}

function presentStep(step: PolicyTrialStepRow, present: PresentReaders): TrialStepView {
  return {
    position: step.position,
    clock: step.clock,
    clockName: CLOCK_WORDS[step.clock],
    unit: step.unit,
    policyKey: step.policyKey,
    policyName: step.policyName,
    stepIndex: step.stepIndex,
    repeat: step.repeat,
    to: AUDIENCE_WORDS[step.audience] ?? step.audience,
    template: TEMPLATE_WORDS[step.template as keyof typeof TEMPLATE_WORDS] ?? step.template,
    channels: step.channels.map((channel) => CHANNEL_WORDS[channel] ?? channel),
    plannedAt: iso(step.plannedAt),
    dueAt: iso(step.dueAt),
    takenAt: isoOrNull(step.takenAt),
    state: step.state,
    sparedBy: step.sparedBy && (sparedWords[step.sparedBy] ?? step.sparedBy),
    readers: present(step.readers),
    mail: step.mailState,
    mailAnswer: step.mailAnswer,
  };
}

/** The trial's clock: it stands where it was stopped, and at the last step once that is taken. */
function virtualNow({ virtualStart, startedAt, endedAt, speed }: PolicyTrialRow, end: Date, now: Date): Date {
  const passed = ((endedAt ?? now).getTime() - startedAt.getTime()) * speed;
  return new Date(Math.max(virtualStart.getTime(), Math.min(virtualStart.getTime() + passed, end.getTime())));
}

const noAddress = () =>
  new ProblemError(
    409,
    'no_own_address',
    '没有您的邮箱',
    '您的账号没有对应名单上的人，或名单上没有邮箱。请改填邮箱地址，或选择不发送。',
  );
