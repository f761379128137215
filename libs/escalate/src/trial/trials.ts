import { In, LessThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { workingOpinionLevel, type EscalationClock, type OpinionLevel } from '#incidents';
import {
  IncidentRow,
  PolicyTrialRow,
  PolicyTrialStepRow,
  type Channel,
  type TrialAssumptions,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { Desk } from '../step/desk.js';
import { clocksOf } from './clocks-of.js';
import { proposedDirectory } from './proposed.js';
import { planTrial, realTimeOf, type PlannedStep } from './plan.js';
import { readersOf, type FoundReaders, type ReaderQuestion } from './readers.js';

/** What somebody wants to see run. */
export interface TrialWish {
  incidentId: string;
  speed: number;
  /** Null: the incident's own working level. */
  level: OpinionLevel | null;
  startsAt: Date;
  assume: TrialAssumptions;
  /** A change of the directory that is not in force; null: the policies in force. */
  changeId: string | null;
}

/** Where its mails go; null: to nobody. */
export type TrialAddress = { sealed: Buffer; shown: string } | null;

export interface TrialOutline {
  level: OpinionLevel;
  directoryVersion: string;
  steps: PlannedStep[];
  without: { clock: EscalationClock; unit: string | null }[];
  /** The change it runs; `matters`: it touches policies or times at all. */
  change: { id: string; number: number; matters: boolean } | null;
}

/** More steps than this are no ladder any more. */
export const MOST_STEPS = 600;
/** At once in one sweep. */
const AT_ONCE = 50;

/**
 * Trials of the policies (推演): plans them, takes their steps on a fast clock, stops them. A step says whom it would have
 * reached and, where there is a test address, has one mail sent there; nothing of the incident is touched. All of it
 * stands in rows, so that another process goes on after a kill.
 */
export class Trials {
  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
  ) {}

  /** Who would have a step; nothing is written. */
  whoWould(question: ReaderQuestion): Promise<FoundReaders> {
    return readersOf(question, this.desk);
  }

  /** What a trial would run; nothing is stored. @throws NotToBeTried; Error where there is no such incident or change */
  async plan(wish: TrialWish): Promise<TrialOutline> {
    const { manager } = this.database;
    const incident = await manager.findOneByOrFail(IncidentRow, { id: wish.incidentId });
    const { jurisdictionId } = incident;
    const inForce = await this.desk.directory(manager, jurisdictionId);
    const proposed = wish.changeId
      ? await proposedDirectory(manager, inForce, { id: wish.changeId, jurisdictionId })
      : null;
    const directory = proposed?.directory ?? inForce;
    const level = wish.level ?? workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
    const { clocks, without } = await clocksOf({ manager, incident, directory, ...wish, level });
    const change = proposed && { ...proposed.change, matters: proposed.matters };
    return { level, directoryVersion: directory.version, steps: planTrial(clocks), without, change };
  }

  /** Starts a trial. @returns its id */
  async start(wish: TrialWish, address: TrialAddress, by: string): Promise<string> {
    const outline = await this.plan(wish);
    const startedAt = this.desk.clock.now('real');
    return this.database.transaction(async (manager) => {
      const { jurisdictionId } = await manager.findOneByOrFail(IncidentRow, { id: wish.incidentId });
      const trial = manager.create(PolicyTrialRow, {
        jurisdictionId,
        incidentId: wish.incidentId,
        level: outline.level,
        speed: wish.speed,
        assume: wish.assume,
        directoryVersion: outline.directoryVersion,
        changeId: outline.change?.id ?? null,
        virtualStart: wish.startsAt,
        startedAt,
        startedBy: by,
        sendToSealed: address?.sealed ?? null,
        sendToShown: address?.shown ?? null,
        nextDueAt: null,
        endedAt: null,
        stoppedBy: null,
      });
      await manager.save(trial);
      const rows = outline.steps.slice(0, MOST_STEPS).map((step, position) => rowOf(step, position, trial));
      await manager.insert(PolicyTrialStepRow, rows);
      await goOn(manager, trial, startedAt);
      return trial.id;
    });
  }

  /** Stops a running trial: what has not been taken or sent is dropped. One that has ended stays as it is. */
  stop(id: string, by: string): Promise<void> {
    const at = this.desk.clock.now('real');
    return this.database.transaction(async (manager) => {
      const trial = await manager.findOneOrFail(PolicyTrialRow, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (trial.endedAt) return;
      await manager.update(PolicyTrialRow, { id }, { endedAt: at, stoppedBy: by, nextDueAt: null });
      await manager.update(PolicyTrialStepRow, { trialId: id, state: 'planned' }, { state: 'dropped' });
      await manager.update(
        PolicyTrialStepRow,
        { trialId: id, mailState: 'pending' },
        { mailState: 'none', mailNextAt: null },
      );
    });
  }

  /**
   * Takes the steps that are due of every running trial, each trial in a transaction of its own.
   * @returns how many steps were taken
   */
  async due(): Promise<number> {
    const now = this.desk.clock.now('real');
    const waiting = await this.database.manager.find(PolicyTrialRow, {
      select: { id: true },
      where: { nextDueAt: LessThanOrEqual(now) },
      order: { nextDueAt: 'ASC' },
      take: AT_ONCE,
    });
    let taken = 0;
    for (const { id } of waiting) taken += await this.advance(id, now);
    return taken;
  }

  private async advance(id: string, now: Date): Promise<number> {
    const done = await this.database.transaction(async (manager) => {
      const trial = await manager
        .createQueryBuilder(PolicyTrialRow, 'trial')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .where('trial.id = :id AND trial.nextDueAt <= :now', { id, now })
        .getOne();
      if (!trial) return null;
      const incident = await manager.findOneByOrFail(IncidentRow, { id: trial.incidentId });
      const directory = await this.desk.directory(manager, trial.jurisdictionId);
      const steps = await manager.find(PolicyTrialStepRow, {
        where: { trialId: id, state: 'planned', dueAt: LessThanOrEqual(now) },
        order: { position: 'ASC' },
        take: AT_ONCE,
      });
      for (const step of steps) await this.take({ manager, incident, directory, trial, now }, step);
      await goOn(manager, trial, now);
      return { taken: steps.length, mails: trial.sendToSealed !== null, trial };
    });
    if (!done) return 0;
    const { jurisdictionId } = done.trial;
    if (done.mails && done.taken > 0) await this.desk.wakeups.wake('deliver', { jurisdictionId });
    return done.taken;
  }

  private async take(
    ground: {
      manager: EntityManager;
      incident: IncidentRow;
      directory: Directory;
      trial: PolicyTrialRow;
      now: Date;
    },
    step: PolicyTrialStepRow,
  ): Promise<void> {
    const { manager, incident, directory, trial, now } = ground;
    const { clock, unit, audience, channels, reach, plannedAt: at } = step;
    const { jurisdictionId } = trial;
    const { readers } = await readersOf(
      { manager, incident, directory, jurisdictionId, clock, unit, audience, channels, reach, at },
      this.desk,
    );
    const mailed = trial.sendToSealed !== null;
    await manager.update(
      PolicyTrialStepRow,
      { id: step.id },
      {
        state: 'taken',
        takenAt: now,
        readers,
        mailState: mailed ? 'pending' : 'none',
        mailNextAt: mailed ? now : null,
      },
    );
  }
}

function rowOf(step: PlannedStep, position: number, trial: PolicyTrialRow): Partial<PolicyTrialStepRow> {
  return {
    ...step,
    trialId: trial.id,
    position,
    channels: step.channels as Channel[],
    dueAt: realTimeOf(step.plannedAt, trial),
    state: step.sparedBy ? 'spared' : 'planned',
  };
}

/** When the next step comes; with none left the trial is over. */
async function goOn(manager: EntityManager, trial: PolicyTrialRow, now: Date): Promise<void> {
  const next = await manager.findOne(PolicyTrialStepRow, {
    where: { trialId: trial.id, state: In(['planned']) },
    order: { dueAt: 'ASC' },
  });
  await manager.update(
    PolicyTrialRow,
    { id: trial.id },
    { nextDueAt: next?.dueAt ?? null, endedAt: next ? null : now },
  );
}
