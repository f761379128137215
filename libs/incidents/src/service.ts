import {
  AnnouncementRow,
  AssignmentRow,
  DeadlineRow,
  EscalationRow,
  NoticeRow,
} from './entities/duty.entity.js';
import {
  ClassifiedHitRow,
  IncidentCounterRow,
  IncidentItemRow,
  IncidentRow,
  JudgementRow,
} from './entities/incident.entity.js';
import {
  DirectReplyRow,
  DispositionProposalRow,
  DispositionRow,
  ReferralRow,
} from './entities/disposition.entity.js';
import { CoordinationRow } from './entities/coordination.entity.js';
import { JudgementCorrectionRow } from './entities/correction.entity.js';
import { ItemRow } from './entities/item.entity.js';
import { DecisionRow, IncidentLogRow } from './entities/log.entity.js';
import { ExtensionRow, FirstReportRow, RefusalRow } from './entities/refusal.entity.js';
import { OrderAttachmentRow, OrderRow } from './entities/order.entity.js';
import { LevelLoweringRow, NightApprovalRow, PhoneCallRow } from './entities/night.entity.js';
import { RecusalRow, SplitRow } from './entities/recusal.entity.js';
import { GroupingProposalRow, KeptApartRow, RegroupingRow } from './entities/regrouping.entity.js';
import { RoundRow } from './entities/round.entity.js';
import { HandOnRow, LinkFormRow, SignCodeRow } from './entities/link.entity.js';
import { PolicyTrialRow, PolicyTrialStepRow } from './entities/trial.entity.js';
import { SupervisionPartRow, SupervisionRow, UrgingRow } from './entities/supervision.entity.js';
import { ReportIssueRow, ReportSeriesRow } from './entities/upward.entity.js';
import {
  InstructionFileRow,
  InstructionProgressRow,
  InstructionRow,
  InstructionTaskRow,
} from './entities/instruction.entity.js';
import { LevelHoldRow } from './entities/level-hold.entity.js';
import { FactSettlementRow } from './entities/fact-settlement.entity.js';
import { LevelSettlementRow } from './entities/settlement.entity.js';
import { WatchedRow } from './entities/watch.entity.js';

export * from './entities/coordination.entity.js';
export * from './entities/correction.entity.js';
export * from './entities/disposition.entity.js';
export * from './entities/duty.entity.js';
export * from './entities/incident.entity.js';
export * from './entities/item.entity.js';
export * from './entities/log.entity.js';
export * from './entities/refusal.entity.js';
export * from './entities/regrouping.entity.js';
export * from './entities/order.entity.js';
export * from './entities/instruction.entity.js';
export * from './entities/level-hold.entity.js';
export * from './entities/fact-settlement.entity.js';
export * from './entities/settlement.entity.js';
export * from './entities/night.entity.js';
export * from './entities/recusal.entity.js';
export * from './entities/round.entity.js';
export * from './entities/trial.entity.js';
export * from './entities/supervision.entity.js';
export * from './entities/upward.entity.js';
export * from './entities/watch.entity.js';
export * from './entities/link.entity.js';
export { note, type Act } from './hub/act.js';
export { announce, type Announcement } from './hub/announce.js';
export { stopAllEscalations, stopEscalations, type StopReason } from './hub/escalations.js';
export { IncidentActions, type SignedHow } from './hub/actions.js';
export { apparatusFor, needsEvaluation } from './hub/close.js';
export { markArchived, markEvaluated, mayBeArchived } from './hub/ending.js';
export {
  DispositionActions,
  disposedMatter,
  WHO_ANSWERS,
  type DispositionAsked,
} from './hub/dispositions.js';
export { hasFollowed } from './hub/disposition-undo.js';
export { ReplyActions, REPLY_LENGTH, type DirectReply } from './hub/direct-replies.js';
export { ReferralActions, FINDING_LENGTH, type ReferralAsked } from './hub/referrals.js';
export { reconsider } from './hub/reconsider.js';
export { closeQuiet, quietSince } from './hub/quiet.js';
export { askedOf, endWatch, reachOf, watchesDue, watchOver, WATCH_ENDED } from './hub/watching.js';
export { setFollowing } from './hub/following.js';
export { registerAnswer, type Answer } from './hub/answer.js';
export { itemFacts, markMissedDeadlines, settleDeadlines, type ItemFacts } from './hub/deadlines.js';
export {
  mergeT0,
  moveStatutory,
  setStatutoryDeadlines,
  takeEarlier,
  type Seen,
} from './hub/statutory-times.js';
export { awaitConfirmation, dispatch, isRunning, recuse, setAside, takeRouting } from './hub/dispatch.js';
export {
  confirmCoordination,
  declineCoordination,
  handOver,
  sendAgain,
  type HandingOver,
  type ReachablePerson,
} from './hub/coordination-actions.js';
export { openForOrder } from './hub/open-for-order.js';
export {
  amendOrder,
  reportOrder,
  withdrawOrder,
  type OrderChange,
  type OrderReport,
} from './hub/order-actions.js';
export { adoptOrders, registerOrder, type NewOrder } from './hub/orders.js';
export { followDuties, standingDuties } from './hub/duties.js';
export { answeringDuties, moveDuties } from './hub/duty-stages.js';
export {
  keepCorrection,
  takeBackCorrection,
  type CorrectedMatter,
  type NewCorrection,
} from './hub/keep-correction.js';
export { keepDuty } from './hub/keep-duty.js';
export { ExtensionActions, runningClock, type ExtensionAsked } from './hub/extensions.js';
export { PoolActions } from './hub/pool.js';
export {
  UrgeActions,
  URGE_LENGTH,
  URGE_PAUSE,
  type NotUrged,
  type Urge,
  type Urged,
  type Urging,
} from './hub/urgings.js';
export { SupervisionActions } from './hub/supervisions.js';
export type { SupervisionDraft } from './hub/supervision-parts.js';
export { SupervisionAnswers, SUPERVISION_ANSWER_LENGTH } from './hub/supervision-answers.js';
export { supervisionsDue } from './hub/supervision-due.js';
export { WatchActions, WATCH_NOTE_LENGTH, type Watching } from './hub/watches.js';
export { UpwardReports, UPWARD_LENGTH, type UpwardSending } from './hub/upward.js';
export { progressDue } from './hub/progress.js';
export { CallActions, signatureCall, type Call } from './hub/calls.js';
export { LoweringActions, type Alongside, type LoweringDecision } from './hub/lowering.js';
export {
  NightApprovals,
  openNightApproval,
  type NightAsked,
  type UndoChange,
} from './hub/night-approvals.js';
export { InstructionActions, INSTRUCTION_LENGTH } from './hub/instructions.js';
export { instructionsDue } from './hub/instructions-due.js';
export { tellNoMore } from './hub/tell-no-more.js';
export { linkPerson, type LinkPerson, type NoPerson } from './read/link-person.js';
export { holdsDue, LevelHolds } from './hub/level-holds.js';
export {
  FactActions,
  FACT_SOURCE_LENGTH,
  MOST_PEOPLE_SETTLED,
  takeSettled,
  type FactSettling,
  type LevelsOf,
} from './hub/fact-settling.js';
export { SettleActions, SETTLE_REASON_LENGTH, type SettleDecision, type Settling } from './hub/settling.js';
export { settlesDue } from './hub/settle-due.js';
export { hasten } from './hub/hasten.js';
export { considerRound, RoundActions } from './hub/rounds.js';
export { flaresDue } from './hub/flares.js';
export { isRefusable, RefusalActions, type Refusing } from './hub/refusals.js';
export { FirstReportActions, REPORT_LENGTH, type FirstReport } from './hub/first-reports.js';
export {
  HandOnActions,
  handedOnBy,
  handOnsOf,
  holdersNow,
  MOST_HAND_ONS,
  standing,
  type HandedOn,
  type HandingOn,
} from './hub/hand-ons.js';
export { openGuest, type Guest } from './hub/guests.js';
export {
  codeSubjectOf,
  SignCodes,
  type CodeHolder,
  type CodeState,
  type CodeSubject,
} from './hub/sign-codes.js';
export { officeFor } from './hub/stand-in.js';
export {
  RecusalActions,
  recuseNamed,
  type NamedPerson,
  type PeopleReader,
  type PersonId,
} from './hub/recusals.js';
export { recuseNewPeople } from './hub/new-people.js';
export { AccusationActions, isReport } from './hub/accusations.js';
export { openConcern, type Split } from './hub/concern.js';
export { REFUSALS, RefusedAction, StaleError, type Refusal } from './hub/errors.js';
export { flagsOf } from './hub/flags.js';
export { lockIncident, lockVersion, saveIncident } from './hub/lock.js';
export { alertDutyRoom } from './hub/night-alert.js';
export { IncidentLog, LOG_CHANNEL, type LogEntry, type LogNotification } from './hub/log.js';
export { paperNumber, seriesOf, takeNumbers } from './hub/numbers.js';
export { upwardFacts } from './hub/upward-facts.js';
export { dutiesOf, planDuties } from './hub/plan-duties.js';
export type {
  DeadlinePolicy,
  DirectoryReader,
  InternalInput,
  PolicyReader,
  RegroupingPort,
  Rules,
  StatutoryInput,
} from './hub/ports.js';
export {
  RegroupActions,
  type MergeAsked,
  type MoveAsked,
  type Regrouped,
  type UndoAsked,
} from './hub/regroup/actions.js';
export type { Course } from './hub/regroup/carry.js';
export type { DeadlineEffect, DutyEffect, MatterEffect, RegroupEffect } from './hub/regroup/effect.js';
export { mayUndo } from './hub/regroup/gates.js';
export { staysOf } from './hub/regroup/order.js';
export { GroupingProposals, storeProposals, type ProposedGrouping } from './hub/regroup/proposals.js';
export { countProposals, listProposals, type ListedProposal, type ProposedMatter } from './read/groupings.js';
export { BadCursor, packCursor, unpackCursor } from './read/cursor.js';
export {
  countIncidents,
  listIncidents,
  type IncidentFilter,
  type IncidentSort,
  type ListedIncident,
  type Moments,
} from './read/list.js';
export { itemsPerHour } from './read/figures.js';
export { readStages, type RoundStages } from './read/stages.js';
export {
  addItemVisibility,
  ITEM_KINDS,
  ITEM_MOODS,
  listItems,
  type ItemKind,
  type ItemMood,
} from './read/items.js';
export { placeCorrections, type PlaceCorrection } from './read/place-corrections.js';
export { toldCorrections, type ToldCorrection } from './read/told-corrections.js';
export { listPool } from './read/pool.js';
export {
  lateByUnit,
  lateDuties,
  LATE_KINDS,
  type LateDuty,
  type LateFigures,
  type LateFilter,
  type LateKind,
} from './read/late.js';
export { listSupervisions, visibleParts, type SupervisionFilter } from './read/supervisions.js';
export { listWatched, type Watched } from './read/watches.js';
export {
  countRefusals,
  listExtensions,
  listRefusals,
  type RefusalFilter,
  type RefusalsOfUnit,
} from './read/refusals.js';
export { listDuties, type DutyFilter } from './read/duties.js';
export { listLetters, listOrders, type LetterFilter, type OrderFilter } from './read/orders.js';
export { hasRecusals, inChargeOf, recusedAmong, type NameBook } from './read/recused-contacts.js';
export { addWaitingCalls } from './read/calls.js';
export { addTaskVisibility, addVisibility, Conditions } from './read/visibility.js';
export { unreachedSince } from './read/unreached.js';
export { whoSees } from './read/who-sees.js';
export { countUnread, listInbox, markRead } from './read/inbox.js';

export const incidentEntities = [
  ItemRow,
  IncidentRow,
  IncidentItemRow,
  IncidentCounterRow,
  JudgementRow,
  JudgementCorrectionRow,
  ClassifiedHitRow,
  IncidentLogRow,
  DecisionRow,
  AssignmentRow,
  DeadlineRow,
  RoundRow,
  EscalationRow,
  NoticeRow,
  AnnouncementRow,
  OrderRow,
  OrderAttachmentRow,
  CoordinationRow,
  RecusalRow,
  SplitRow,
  RefusalRow,
  ExtensionRow,
  FirstReportRow,
  PhoneCallRow,
  LevelLoweringRow,
  LevelHoldRow,
  FactSettlementRow,
  LevelSettlementRow,
  InstructionRow,
  InstructionTaskRow,
  InstructionProgressRow,
  InstructionFileRow,
  NightApprovalRow,
  HandOnRow,
  SignCodeRow,
  LinkFormRow,
  PolicyTrialRow,
  PolicyTrialStepRow,
  UrgingRow,
  SupervisionRow,
  SupervisionPartRow,
  WatchedRow,
  ReportSeriesRow,
  ReportIssueRow,
  DispositionProposalRow,
  DispositionRow,
  DirectReplyRow,
  ReferralRow,
  RegroupingRow,
  GroupingProposalRow,
  KeptApartRow,
];
export { DispositionProposals } from './hub/disposition-proposals.js';
