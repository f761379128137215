import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { CollectStep } from '#collect/service';
import { internalDeadlines, statutoryDeadlines, upgradeDeadlines } from '#escalate';
import { EscalateStep, RosterCare, Trials } from '#escalate/service';
import {
  ExtensionActions,
  FirstReportActions,
  IncidentActions,
  PoolActions,
  RecusalActions,
  RefusalActions,
  RoundActions,
  AccusationActions,
  CallActions,
  LoweringActions,
  NightApprovals,
  type DeadlinePolicy,
} from '#incidents/service';
import { JudgeStep, JudgementCorrections, ModelKeeper } from '#judge/service';
import { ContactBook, DirectoryChanges, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { IncidentOpener, RouteStep, RoutingActions, Rulings } from '#route/service';
import type { Keys } from '#secrets';
import { ApprovalActions, knownPolicy } from '#respond/service';
import { approvalSteps } from './approval-steps.js';
import { decideCase } from './decide-item.js';
import { draftSteps } from './draft-steps.js';
import { publicationSteps } from './publication-steps.js';
import { dutyRoom } from './duty-room.js';
import { inboxesOf } from './inbox.js';
import { dispositionSteps } from './disposition-steps.js';
import { levelSteps } from './level-steps.js';
import { linkSteps } from './link-steps.js';
import { regroupSteps } from './regroup-steps.js';
import { superviseSteps } from './supervise-steps.js';
import { peopleReader } from './people.js';
import { undoChange } from './undo-change.js';
import { DEADLINE_POLICY, KEYS } from './tokens.js';

/** Steps never import each other: what one needs of another is handed in here. */
const policy: DeadlinePolicy = {
  statutory: statutoryDeadlines,
  upgrade: upgradeDeadlines,
  internal: internalDeadlines,
};

type Ground = [DataSource, Clock, Wakeups];
const ground = [DataSource, Clock, Wakeups];

/** The steps, and what people do with incidents; the same in worker and API. */
export const steps: Provider[] = [
  ...linkSteps,
  ...levelSteps,
  ...dispositionSteps,
  ...superviseSteps,
  ...approvalSteps,
  ...publicationSteps,
  ...draftSteps,
  ...regroupSteps,
  { provide: DEADLINE_POLICY, useValue: policy },
  { provide: DirectoryChanges, useFactory: () => new DirectoryChanges() },
  {
    provide: CollectStep,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new CollectStep(source, clock, wakeups, readDirectory),
  },
  {
    provide: JudgeStep,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new JudgeStep(source, clock, wakeups, readDirectory),
  },
  {
    provide: ModelKeeper,
    inject: [DataSource, Clock],
    useFactory: (source: DataSource, clock: Clock) =>
      new ModelKeeper(source, { clock, directories: readDirectory, decide: decideCase }),
  },
  {
    provide: JudgementCorrections,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new JudgementCorrections(source, clock, wakeups, readDirectory),
  },
  {
    provide: RouteStep,
    inject: [...ground, ContactBook],
    useFactory: (...[source, clock, wakeups, contacts]: [...Ground, ContactBook]) =>
      new RouteStep(source, clock, wakeups, readDirectory, policy, {
        people: peopleReader(contacts),
        policies: knownPolicy,
      }),
  },
  {
    provide: RecusalActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new RecusalActions(source, clock, wakeups),
  },
  {
    provide: AccusationActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new AccusationActions(source, clock, wakeups),
  },
  {
    provide: RoutingActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new RoutingActions(source, clock, wakeups, readDirectory, policy, knownPolicy),
  },
  {
    provide: IncidentOpener,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new IncidentOpener(source, clock, wakeups, readDirectory, policy),
  },
  {
    provide: IncidentActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new IncidentActions(source, clock, wakeups),
  },
  {
    provide: Rulings,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new Rulings(source, clock, wakeups, readDirectory, policy),
  },
  {
    provide: RefusalActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new RefusalActions(source, clock, wakeups, readDirectory, policy),
  },
  {
    provide: ExtensionActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new ExtensionActions(source, clock, wakeups, readDirectory),
  },
  {
    provide: RoundActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new RoundActions(source, clock, wakeups, readDirectory, policy),
  },
  {
    provide: FirstReportActions,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new FirstReportActions(source, clock),
  },
  {
    provide: PoolActions,
    inject: ground,
    useFactory: (...[source, clock]: Ground) => new PoolActions(source, clock),
  },
  {
    provide: CallActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) =>
      new CallActions(source, clock, wakeups, readDirectory),
  },
  {
    provide: LoweringActions,
    inject: ground,
    useFactory: (...[source, clock, wakeups]: Ground) => new LoweringActions(source, clock, wakeups),
  },
  {
    provide: NightApprovals,
    inject: [...ground, DirectoryChanges, ContactBook, ApprovalActions],
    useFactory: (
      ...[source, clock, wakeups, changes, contacts, approvals]: [
        ...Ground,
        DirectoryChanges,
        ContactBook,
        ApprovalActions,
      ]
    ) => {
      const directory = undoChange(clock, changes, contacts);
      return new NightApprovals(source, clock, wakeups, (manager, row, by) =>
        (row.what === 'response_approval' ? approvals.undoPhone : directory)(manager, row, by),
      );
    },
  },
  {
    provide: EscalateStep,
    inject: [...ground, ContactBook, KEYS],
    useFactory: (...[source, clock, wakeups, contacts, keys]: [...Ground, ContactBook, Keys]) =>
      new EscalateStep(source, {
        clock,
        wakeups,
        contacts,
        directory: readDirectory,
        accounts: inboxesOf,
        duty: dutyRoom(contacts, keys),
      }),
  },
  {
    provide: RosterCare,
    inject: [...ground, ContactBook],
    useFactory: (...[source, clock, wakeups, contacts]: [...Ground, ContactBook]) =>
      new RosterCare(source, { clock, wakeups, contacts, directory: readDirectory }),
  },
  {
    provide: Trials,
    inject: [...ground, ContactBook, KEYS],
    useFactory: (...[source, clock, wakeups, contacts, keys]: [...Ground, ContactBook, Keys]) =>
      new Trials(source, {
        clock,
        wakeups,
        contacts,
        directory: readDirectory,
        accounts: inboxesOf,
        duty: dutyRoom(contacts, keys),
      }),
  },
];
