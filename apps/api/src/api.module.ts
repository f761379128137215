import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { ManualEntry } from '#collect/service';
import { ItemRelevance } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { CoreModule } from '../../worker/src/core/core.module.js';
import type { CoreOptions } from '../../worker/src/core/options.js';
import { AccountDesk } from './accounts/account-desk.js';
import { AccountReader } from './accounts/account-reader.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { approvalControllers, approvalProviders } from './approvals/index.js';
import { archiveControllers, archiveProviders } from './archive/index.js';
import { briefControllers, briefProviders } from './briefs/index.js';
import { channelControllers, channelProviders } from './channels/index.js';
import { evaluationControllers, evaluationProviders } from './evaluations/index.js';
import { dispositionControllers, dispositionProviders } from './dispositions/index.js';
import { deliveryControllers, deliveryProviders } from './deliveries/index.js';
import { ChangeDesk } from './directory/change-desk.js';
import { ChangeReader } from './directory/change-reader.js';
import { ChangesController } from './directory/changes.controller.js';
import { DirectoryExport } from './directory/directory-export.js';
import { directoryProblem } from './directory/directory-problems.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DryRunReader } from './directory/dry-run-reader.js';
import { DryRunner } from './directory/dry-run/dry-runner.js';
import { DryRuns } from './directory/dry-run/dry-runs.js';
import { DryRunsController } from './directory/dry-runs.controller.js';
import { EntriesController } from './directory/entries.controller.js';
import { EntryReader } from './directory/entry-reader.js';
import { ExceptionTrials } from './directory/exception-trials.js';
import { ExceptionsController } from './directory/exceptions.controller.js';
import { PlaceImport } from './directory/place-import.js';
import { PlaceImportController } from './directory/place-import.controller.js';
import { UnitPages } from './directory/unit-pages.js';
import { DutiesController } from './duties/duties.controller.js';
import { EventsController } from './events/events.controller.js';
import { figureControllers, figureReaders } from './figures/parts.js';
import { groupingControllers, groupingReaders } from './groupings/parts.js';
import { levelControllers, levelReaders } from './levels/parts.js';
import { spikeControllers, spikeReaders } from './spikes/parts.js';
import { LogListener } from './events/log-listener.js';
import { HandOnReader } from './hand-ons/hand-on-reader.js';
import { HandOnsController } from './hand-ons/hand-ons.controller.js';
import { HealthController } from './health/health.controller.js';
import { Metrics } from './health/metrics.js';
import { SystemController } from './health/system.controller.js';
import { domainProblem } from './http/domain-problems.js';
import { ProblemFilter } from './http/problem.js';
import { SessionGuard } from './http/session.guard.js';
import { InboxController } from './inbox/inbox.controller.js';
import { InboxReader } from './inbox/inbox-reader.js';
import { IncidentExport } from './incidents/incident-export.js';
import { IncidentReader } from './incidents/incident-reader.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { ItemsReader } from './incidents/items-reader.js';
import { Drafting } from './items/drafting.js';
import { ItemsController } from './items/items.controller.js';
import { PlaceLessons } from './items/place-lessons.js';
import { RelevanceController } from './items/relevance.controller.js';
import { modelControllers, modelProviders } from './models/index.js';
import { regressionControllers, regressionProviders } from './regression/index.js';
import { workbenchControllers, workbenchProviders } from './workbench/index.js';
import { learningControllers, learningProviders } from './learning/index.js';
import { LetterDesk } from './letters/letter-desk.js';
import { LetterLinks } from './letters/letter-links.js';
import { LetterReader } from './letters/letter-reader.js';
import { LettersController } from './letters/letters.controller.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { CallDesk } from './night/call-desk.js';
import { CallReader } from './night/call-reader.js';
import { CallsController } from './night/calls.controller.js';
import { DutyCallsController } from './night/duty-calls.controller.js';
import { LoweringController } from './night/lowering.controller.js';
import { LoweringReader } from './night/lowering-reader.js';
import { NightChange } from './night/night-change.js';
import { NightDeeds } from './night/night-deeds.js';
import { Countersigning, NightDesk } from './night/night-desk.js';
import { NightController } from './night/night.controller.js';
import { NightPeople } from './night/night-people.js';
import { NightReader } from './night/night-reader.js';
import { TonightController } from './night/tonight.controller.js';
import { TonightDesk } from './night/tonight-desk.js';
import { OrderDesk } from './orders/order-desk.js';
import { OrderFiles } from './orders/order-files.js';
import { OrderReader } from './orders/order-reader.js';
import { OrdersController } from './orders/orders.controller.js';
import { OriginalsController } from './originals/originals.controller.js';
import { NewPeople } from './recusal/new-people.js';
import { PostDesk } from './recusal/post-desk.js';
import { PostsController } from './recusal/posts.controller.js';
import { RecusalController } from './recusal/recusal.controller.js';
import { RecusalReader } from './recusal/recusal-reader.js';
import { SplitDesk } from './recusal/split-desk.js';
import { DutyStepsController } from './refusals/duty-steps.controller.js';
import { ExtensionsController } from './refusals/extensions.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PolicyPreviews } from './policies/policy-previews.js';
import { TrialDesk } from './policies/trial-desk.js';
import { TrialReader } from './policies/trial-reader.js';
import { TrialsController } from './policies/trials.controller.js';
import { interpretationControllers, interpretationProviders } from './interpretations/parts.js';
import { publicControllers, publicProviders } from './public/index.js';
import { PoolController } from './refusals/pool.controller.js';
import { PoolReader } from './refusals/pool-reader.js';
import { RefusalReader } from './refusals/refusal-reader.js';
import { RefusalsController } from './refusals/refusals.controller.js';
import { RulingChange } from './refusals/ruling-change.js';
import { responseControllers, responseProviders } from './responses/parts.js';
import { publicationControllers, publicationProviders } from './publications/index.js';
import { RosterExportController } from './roster/export.controller.js';
import { HandoverDesk } from './roster/handover-desk.js';
import { HandoverFactsReader } from './roster/handover-facts.js';
import { HandoversController } from './roster/handovers.controller.js';
import { RosterImportController } from './roster/import.controller.js';
import { ImportDesk } from './roster/import-desk.js';
import { RosterController } from './roster/roster.controller.js';
import { RosterDesk } from './roster/roster-desk.js';
import { RosterReader } from './roster/roster-reader.js';
import { ShiftDesk } from './roster/shift-desk.js';
import { ShiftsController } from './roster/shifts.controller.js';
import { RehearsalView } from './session/rehearsal-view.js';
import { SessionController } from './session/session.controller.js';
import { API_SETTINGS, type ApiSettings } from './settings.js';
import { signProviders } from './sign/parts.js';
import { SignController } from './sign/sign.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { CalendarController } from './stages/calendar.controller.js';
import { EscalationsController } from './escalations/escalations.controller.js';
import { StagesController } from './stages/stages.controller.js';
import { SummaryController } from './summary/summary.controller.js';
import { documentControllers, documentReaders } from './documents/parts.js';
import { instructionControllers, instructionReaders } from './instructions/parts.js';
import { superviseControllers, superviseReaders } from './supervise/parts.js';

const controllers = [
  SessionController,
  InboxController,
  HandOnsController,
  IncidentsController,
  DutyCallsController,
  DutiesController,
  CallsController,
  TonightController,
  NightController,
  LoweringController,
  ItemsController,
  RelevanceController,
  SourcesController,
  DirectoryController,
  EntriesController,
  PlaceImportController,
  ChangesController,
  DryRunsController,
  ExceptionsController,
  RosterController,
  RosterImportController,
  RosterExportController,
  ShiftsController,
  HandoversController,
  SummaryController,
  EventsController,
  OrdersController,
  LettersController,
  SignController,
  ...workbenchControllers,
  ...regressionControllers,
  ...modelControllers,
  ...learningControllers,
  DutyStepsController,
  RefusalsController,
  ExtensionsController,
  PoolController,
  RecusalController,
  OriginalsController,
  PostsController,
  AccountsController,
  ...approvalControllers,
  ...briefControllers,
  ...channelControllers,
  ...deliveryControllers,
  ...dispositionControllers,
  ...evaluationControllers,
  ...archiveControllers,
  PoliciesController,
  TrialsController,
  ...superviseControllers,
  ...publicationControllers,
  ...responseControllers,
  ...documentControllers,
  ...instructionControllers,
  ...levelControllers,
  ...spikeControllers,
  ...groupingControllers,
  ...figureControllers,
  EscalationsController,
  StagesController,
  CalendarController,
  ...interpretationControllers,
  ...publicControllers,
  MailboxController,
  HealthController,
  SystemController,
];

const providers: Provider[] = [
  IncidentReader,
  ChangeDesk,
  ChangeReader,
  DirectoryExport,
  DryRunReader,
  DryRunner,
  DryRuns,
  EntryReader,
  ExceptionTrials,
  UnitPages,
  PlaceImport,
  ItemsReader,
  PlaceLessons,
  IncidentExport,
  Drafting,
  ...workbenchProviders,
  ...regressionProviders,
  ...modelProviders,
  ...learningProviders,
  RehearsalView,
  OrderDesk,
  OrderReader,
  OrderFiles,
  LetterDesk,
  LetterReader,
  LetterLinks,
  PoolReader,
  RefusalReader,
  RulingChange,
  InboxReader,
  HandOnReader,
  ...signProviders,
  RecusalReader,
  PostDesk,
  NewPeople,
  AccountDesk,
  AccountReader,
  ...approvalProviders,
  ...briefProviders,
  ...channelProviders,
  ...deliveryProviders,
  ...dispositionProviders,
  ...evaluationProviders,
  ...archiveProviders,
  SplitDesk,
  ...superviseReaders,
  ...publicationProviders,
  ...responseProviders,
  ...documentReaders,
  ...instructionReaders,
  ...levelReaders,
  ...spikeReaders,
  ...groupingReaders,
  ...figureReaders,
  PolicyPreviews,
  TrialDesk,
  TrialReader,
  LogListener,
  Metrics,
  RosterReader,
  RosterDesk,
  ImportDesk,
  ShiftDesk,
  HandoverDesk,
  HandoverFactsReader,
  CallDesk,
  CallReader,
  TonightDesk,
  NightDesk,
  NightChange,
  NightDeeds,
  NightPeople,
  NightReader,
  ...interpretationProviders,
  ...publicProviders,
  Countersigning,
  LoweringReader,
  {
    provide: ItemRelevance,
    inject: [DataSource, Clock, Wakeups],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups) =>
      new ItemRelevance(source, clock, wakeups),
  },
  {
    provide: ManualEntry,
    inject: [DataSource, Clock, Wakeups],
    useFactory: (source: DataSource, clock: Clock, wakeups: Wakeups) =>
      new ManualEntry(source, clock, wakeups, readDirectory),
  },
  { provide: APP_GUARD, useClass: SessionGuard },
  { provide: APP_FILTER, useFactory: () => new ProblemFilter([directoryProblem, domainProblem]) },
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
