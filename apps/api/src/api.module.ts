import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { ManualEntry } from '#collect/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { CoreModule } from '../../worker/src/core/core.module.js';
import type { CoreOptions } from '../../worker/src/core/options.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DutiesController } from './duties/duties.controller.js';
import { EventsController } from './events/events.controller.js';
import { LogListener } from './events/log-listener.js';
import { HealthController } from './health/health.controller.js';
import { Metrics } from './health/metrics.js';
import { domainProblem } from './http/domain-problems.js';
import { ProblemFilter } from './http/problem.js';
import { SessionGuard } from './http/session.guard.js';
import { IncidentExport } from './incidents/incident-export.js';
import { IncidentReader } from './incidents/incident-reader.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { ItemsReader } from './incidents/items-reader.js';
import { Drafting } from './items/drafting.js';
import { ItemsController } from './items/items.controller.js';
import { LearningController } from './learning/learning.controller.js';
import { LearningReader } from './learning/learning-reader.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { RehearsalView } from './session/rehearsal-view.js';
import { SessionController } from './session/session.controller.js';
import { API_SETTINGS, type ApiSettings } from './settings.js';
import { SignController } from './sign/sign.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { SummaryController } from './summary/summary.controller.js';

const controllers = [
  SessionController,
  IncidentsController,
  DutiesController,
  ItemsController,
  SourcesController,
  DirectoryController,
  SummaryController,
  EventsController,
  SignController,
  LearningController,
  MailboxController,
  HealthController,
];

const providers: Provider[] = [
  IncidentReader,
  ItemsReader,
  IncidentExport,
  Drafting,
  LearningReader,
  RehearsalView,
  LogListener,
  Metrics,
  {
    provide: ManualEntry,
    inject: [DataSource, Clock, Wakeups],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups) =>
      new ManualEntry(source, clock, wakeups, readDirectory),
  },
  { provide: APP_GUARD, useClass: SessionGuard },
  { provide: APP_FILTER, useFactory: () => new ProblemFilter([domainProblem]) },
];

/** The API: the worker's core plus HTTP. */
@Module({})
export class ApiModule {
  static register(core: CoreOptions, settings: ApiSettings): DynamicModule {
    return {
      module: ApiModule,
      imports: [CoreModule.register(core)],
      controllers,
      providers: [...providers, { provide: API_SETTINGS, useValue: settings }],
    };
  }
}
