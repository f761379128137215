import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '#clock';
import { RehearsalClockKeeper } from '#clock/service';
import { CollectStep } from '#collect/service';
import { DeliverStep, createSmtpCarrier, startMailbox, type Mailbox } from '#deliver/service';
import { EscalateStep } from '#escalate/service';
import { JudgeStep } from '#judge/service';
import { ContactBook, readDirectory, type JurisdictionRow } from '#jurisdiction/service';
import { Wakeups, type JobHandlers } from '#queue';
import { QueueService } from '#queue/service';
import { RouteStep } from '#route/service';
import type { Keys } from '#secrets';
import { CoreModule } from './core/core.module.js';
import type { CoreOptions, RunningConfig } from './core/options.js';
import { JURISDICTION, KEYS } from './core/tokens.js';
import { Sweeper } from './sweeps/sweeper.js';
import { createSweeps } from './sweeps/sweeps.js';

export interface WorkerOptions extends CoreOptions {
  /** Keeps the rehearsal's time (role `clock`); else it only follows one that another process keeps. */
  rehearsal?: boolean;
}

export interface Worker {
  jurisdiction: JurisdictionRow;
  /** The local mailbox, when this process delivers and there is no relay. */
  mailbox: Mailbox | null;
  /** Takes nothing new, finishes what runs, closes everything. */
  close(): Promise<void>;
}

/** Runs the parts of `config.roles` but the API, on a migrated database (`migrate`). */
export async function createWorker(options: WorkerOptions): Promise<Worker> {
  const app = await NestFactory.createApplicationContext(CoreModule.register(options), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const { roles } = options.config;
  const clock = await keepRehearsal(app, (options.rehearsal ?? false) && roles.has('clock'));
  const post = roles.has('notify') ? await openPost(app, options.config) : null;
  const queue = app.get(QueueService);
  await queue.startWorkers(handlersOf(app, post?.deliver ?? null), roles);
  const sweeper = roles.has('clock') ? startSweeper(app) : null;
  return {
    jurisdiction: app.get<JurisdictionRow>(JURISDICTION),
    mailbox: post?.mailbox ?? null,
    close: async () => {
      await sweeper?.stop();
      await queue.stopWorkers();
      post?.deliver.close();
      await post?.mailbox?.close();
      await clock.stop();
      await app.close();
    },
  };
}

/** A clock of a test has no rehearsal of its own. */
async function keepRehearsal(
  app: INestApplicationContext,
  keep: boolean,
): Promise<{ stop(): Promise<void> }> {
  const clock = app.get(Clock);
  if (!(clock instanceof SystemClock)) return { stop: async () => undefined };
  const keeper = new RehearsalClockKeeper(app.get(DataSource), clock);
  await keeper.start(keep);
  return { stop: () => keeper.stop(keep) };
}

async function openPost(
  app: INestApplicationContext,
  config: RunningConfig,
): Promise<{ deliver: DeliverStep; mailbox: Mailbox | null }> {
  const mailbox = config.smtpUrl ? null : await startMailbox({ folder: join(config.dataDir, 'mailbox') });
  const smtpUrl = config.smtpUrl ?? mailbox?.smtpUrl ?? '';
  const deliver = new DeliverStep(app.get(DataSource), createSmtpCarrier(smtpUrl, config.publicUrl), {
    clock: app.get(Clock),
    keys: app.get<Keys>(KEYS),
    contacts: app.get(ContactBook),
    directory: readDirectory,
    publicUrl: config.publicUrl,
  });
  return { deliver, mailbox };
}

function handlersOf(app: INestApplicationContext, deliver: DeliverStep | null): JobHandlers {
  const [collect, judge, route] = [app.get(CollectStep), app.get(JudgeStep), app.get(RouteStep)];
  const escalate = app.get(EscalateStep);
  return {
    collect: async ({ sourceId }) => void (await collect.run(sourceId)),
    judge: async ({ jurisdictionId }) => void (await judge.run(jurisdictionId)),
    route: ({ incidentId }) => route.run(incidentId),
    escalate: async ({ incidentId }) => void (await escalate.run(incidentId)),
    deliver: async () => void (await deliver?.run()),
  };
}

function startSweeper(app: INestApplicationContext): Sweeper {
  const database = app.get(DataSource);
  const sweeps = createSweeps({
    database,
    clock: app.get(Clock),
    wakeups: app.get(Wakeups),
    collect: app.get(CollectStep),
    escalate: app.get(EscalateStep),
  });
  const sweeper = new Sweeper(database, sweeps);
  sweeper.start();
  return sweeper;
}
