import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '#clock';
import { RehearsalClockKeeper } from '#clock/service';
import { CollectStep } from '#collect/service';
import {
  createCarriers,
  DeliverStep,
  EndpointBook,
  startMailbox,
  TrialMails,
  type Mailbox,
} from '#deliver/service';
import { EscalateStep, RosterCare, Trials, Watchdog } from '#escalate/service';
import { NightApprovals } from '#incidents/service';
import { JudgeStep, ModelKeeper, SpikeStep } from '#judge/service';
import { ContactBook, readDirectory, type JurisdictionRow } from '#jurisdiction/service';
import { Wakeups, type JobHandlers } from '#queue';
import { QueueService } from '#queue/service';
import { RouteStep } from '#route/service';
import type { Keys } from '#secrets';
import { CoreModule } from './core/core.module.js';
import type { CoreOptions, RunningConfig } from './core/options.js';
import { JURISDICTION, KEYS } from './core/tokens.js';
import { Sweeper, SWEEPS } from './sweeps/sweeper.js';
import { Proofs } from '#respond/service';
import { createSweeps } from './sweeps/sweeps.js';
import { Watcher } from './watch/watcher.js';

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
  await queue.startWorkers(handlersOf(app, post), roles);
  const sweeper = roles.has('clock') ? startSweeper(app) : null;
  const watcher = roles.has('clock') ? startWatcher(app) : null;
  return {
    jurisdiction: app.get<JurisdictionRow>(JURISDICTION),
    mailbox: post?.mailbox ?? null,
    close: async () => {
      await watcher?.stop();
      await sweeper?.stop();
      await queue.stopWorkers();
      await post?.trialMails.close();
      await post?.deliver.close();
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

interface Post {
  deliver: DeliverStep;
  trialMails: TrialMails;
  mailbox: Mailbox | null;
}

async function openPost(app: INestApplicationContext, config: RunningConfig): Promise<Post> {
  const mailbox = config.smtpUrl ? null : await startMailbox({ folder: join(config.dataDir, 'mailbox') });
  const smtpUrl = config.smtpUrl ?? mailbox?.smtpUrl ?? '';
  const [database, clock, keys] = [app.get(DataSource), app.get(Clock), app.get<Keys>(KEYS)];
  const { publicUrl } = config;
  const endpoints = new EndpointBook(database, keys.contacts, clock);
  const logger = new Logger('deliver');
  const carriers = createCarriers({ smtpUrl, publicUrl, book: endpoints, clock });
  const deliver = new DeliverStep(database, carriers, {
    clock,
    keys,
    contacts: app.get(ContactBook),
    endpoints,
    directory: readDirectory,
    publicUrl,
    broken: (channel, error) => logger.error(`${channel}: ${error.message}`),
  });
  const trialMails = new TrialMails(database, carriers, {
    clock,
    contactsKey: keys.contacts,
    publicUrl,
    broken: (error) => logger.error(`trials: ${error.message}`),
  });
  return { deliver, trialMails, mailbox };
}

function handlersOf(app: INestApplicationContext, post: Post | null): JobHandlers {
  const [collect, judge, route] = [app.get(CollectStep), app.get(JudgeStep), app.get(RouteStep)];
  const escalate = app.get(EscalateStep);
  return {
    collect: async ({ sourceId }) => void (await collect.run(sourceId)),
    judge: async ({ jurisdictionId }) => void (await judge.run(jurisdictionId)),
    route: ({ incidentId }) => route.run(incidentId),
    escalate: async ({ incidentId }) => void (await escalate.run(incidentId)),
    // A provider that hangs must not keep the next wake-up waiting.
    deliver: async () => {
      post?.deliver.wake();
      post?.trialMails.wake();
    },
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
    trials: app.get(Trials),
    roster: app.get(RosterCare),
    nights: app.get(NightApprovals),
    proofs: app.get(Proofs),
    spikes: app.get(SpikeStep),
    judge: app.get(JudgeStep),
    models: app.get(ModelKeeper),
  });
  const sweeper = new Sweeper(database, sweeps);
  sweeper.start();
  return sweeper;
}

/** Sweeps come by every second; half a minute without is a standstill. */
const SWEEPS_BOUND = 30;

function startWatcher(app: INestApplicationContext): Watcher {
  const database = app.get(DataSource);
  const { id: jurisdictionId } = app.get<JurisdictionRow>(JURISDICTION);
  const watchdog = new Watchdog({
    database,
    clock: app.get(Clock),
    wakeups: app.get(Wakeups),
    jurisdictionId,
    directory: () => readDirectory(database.manager, jurisdictionId),
    parts: [{ name: SWEEPS, bound: SWEEPS_BOUND }],
  });
  const watcher = new Watcher(database, watchdog);
  watcher.start();
  return watcher;
}
