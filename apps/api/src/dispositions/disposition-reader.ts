import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { answeringRoles, isUnderWay } from '#incidents';
import {
  AssignmentRow,
  DirectReplyRow,
  disposedMatter,
  DispositionProposalRow,
  DispositionRow,
  hasFollowed,
  IncidentRow,
  reachOf,
  ReferralRow,
  REFUSALS,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type {
  DirectReplyView,
  DispositionEntry,
  DispositionProposalView,
  DispositionView,
  ReferralView,
  WatchView,
} from '../contract/index.js';
import {
  dispositionWords,
  reasonWords,
  receiverWords,
  replyWayWords,
} from '../incidents/disposition-words.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { offersOf } from './effects.js';

/** Where judging ended, what else is open, and what followed. */
@Injectable()
export class DispositionReader {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError 404 for what the caller may not see */
  async of(caller: Principal, incidentId: string): Promise<DispositionView> {
    const { manager } = this.database;
    await this.incidents.mustSee(caller, incidentId);
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const [rows, replies, referrals, proposals, duties, directory] = await Promise.all([
      manager.find(DispositionRow, { where: { incidentId }, order: { seq: 'ASC' } }),
      manager.find(DirectReplyRow, { where: { incidentId }, order: { at: 'ASC' } }),
      manager.find(ReferralRow, { where: { incidentId }, order: { proposedAt: 'ASC' } }),
      manager.find(DispositionProposalRow, { where: { incidentId }, order: { proposedAt: 'DESC' } }),
      manager.findBy(AssignmentRow, { incidentId }),
      readDirectory(manager, incident.jurisdictionId),
    ]);
    const decides = mayDo(caller, 'dispositions.decide') && !incident.historic;
    const matter = await disposedMatter(manager, incident, { directory });
    const names = await displayNames(manager, [
      ...rows.map(({ by }) => by),
      ...replies.map(({ by }) => by),
      ...proposals.flatMap((row) => [row.proposedBy, row.decidedBy]),
      ...referrals.flatMap((row) => [row.proposedBy, row.decidedBy]),
    ]);
    const history = rows.map((row) => presentEntry(row, names));
    const last = rows.at(-1);
    const before = last?.undoes === null ? last.before : null;
    const { watch } = directory.profile.clocks;
    return {
      current: incident.disposition ? (currentOf(rows, history) ?? null) : null,
      proposed: incident.routing?.disposition ?? null,
      history,
      offers: decides ? offersOf({ incident, matter, duties, watch }) : [],
      canUndo: decides && !!last && !!before && !(await hasFollowed({ manager }, incident, last, before)),
      watch: await this.watchOf(incident, watch.sources),
      replyUnits: replyUnits(caller, incident, duties),
      replies: replies.map((row) => presentReply(row, names)),
      referrals: referrals.map((row) => presentReferral(row, caller, names)),
      proposals: mayDo(caller, 'incidents.all')
        ? proposals.map((row) => presentProposal(row, caller, names))
        : [],
      referral: decides ? referralOf(incident) : null,
      version: incident.version,
      now: iso(this.clock.now(timelineOf(incident))),
    };
  }

  async referral(caller: Principal, id: string): Promise<ReferralView> {
    const { manager } = this.database;
    const row = await manager.findOneByOrFail(ReferralRow, { id });
    return presentReferral(row, caller, await displayNames(manager, [row.proposedBy, row.decidedBy]));
  }

  /** The incident a proposal belongs to; null where there is none. */
  async incidentOfProposal(id: string): Promise<string | null> {
    const row = await this.database.manager.findOneBy(DispositionProposalRow, { id });
    return row?.incidentId ?? null;
  }

  /** The incident a referral belongs to; null where there is none. */
  async incidentOf(referralId: string): Promise<string | null> {
    const row = await this.database.manager.findOneBy(ReferralRow, { id: referralId });
    return row?.incidentId ?? null;
  }

  private async watchOf(incident: IncidentRow, needed: number): Promise<WatchView | null> {
    if (incident.state !== 'watching' || !incident.watchUntil) return null;
    const { sources, townships } = await reachOf(this.database.manager, incident);
    return { until: iso(incident.watchUntil), sources, needed, townships };
  }
}

/** The last decision that has not been taken back. */
function currentOf(rows: DispositionRow[], history: DispositionEntry[]): DispositionEntry | undefined {
  const undone = new Set(rows.flatMap(({ undoes }) => undoes ?? []));
  return history.findLast((entry) => !entry.undone && !undone.has(entry.id));
}

function presentEntry(row: DispositionRow, names: Names): DispositionEntry {
  const { id, kind, reason, note, details, by, at, undoes } = row;
  return {
    id,
    kind,
    text: dispositionWords[kind],
    reason: reasonWords[reason],
    note,
    unit: details.unit ?? null,
    dueAt: details.dueAt ? iso(new Date(details.dueAt)) : null,
    receiver: details.receiver ?? null,
    number: details.number ?? null,
    by: actorWords(by, names),
    at: iso(at),
    undone: undoes !== null,
  };
}

const presentReply = (row: DirectReplyRow, names: Names): DirectReplyView => ({
  id: row.id,
  unit: row.unit,
  way: replyWayWords[row.way],
  repliedAt: iso(row.repliedAt),
  text: row.text,
  by: actorWords(row.by, names),
});

function presentReferral(row: ReferralRow, caller: Principal, names: Names): ReferralView {
  const { id, receiver, checkedBy, finding, state, decisionNote } = row;
  return {
    id,
    receiver,
    receiverText: receiverWords[receiver],
    checkedBy,
    finding,
    state,
    proposedBy: actorWords(row.proposedBy, names),
    proposedAt: iso(row.proposedAt),
    decidedBy: row.decidedBy && actorWords(row.decidedBy, names),
    decidedAt: isoOrNull(row.decidedAt),
    decisionNote,
    mayDecide:
      state === 'proposed' &&
      mayDo(caller, 'dispositions.decide') &&
      row.proposedBy !== `account:${caller.login}`,
  };
}

function presentProposal(
  row: DispositionProposalRow,
  caller: Principal,
  names: Names,
): DispositionProposalView {
  const { id, kind, reason, note, details, state, decisionNote } = row;
  const waits = state === 'waiting' && mayDo(caller, 'dispositions.decide');
  const own = row.proposedBy === `account:${caller.login}`;
  return {
    id,
    kind,
    text: dispositionWords[kind],
    reason: reasonWords[reason],
    note,
    receiver: details.receiver ?? null,
    state,
    proposedBy: actorWords(row.proposedBy, names),
    proposedAt: iso(row.proposedAt),
    decidedBy: row.decidedBy && actorWords(row.decidedBy, names),
    decidedAt: isoOrNull(row.decidedAt),
    decisionNote,
    mayDecide: waits && !own,
    mayWithdraw: waits && own,
  };
}

/** Units that owe the direct reply and that the caller speaks for. */
function replyUnits(caller: Principal, incident: IncidentRow, duties: AssignmentRow[]): string[] {
  if (incident.disposition !== 'reply' || !isUnderWay(incident.state)) return [];
  if (!mayDo(caller, 'duties.sign')) return [];
  return duties
    .filter(({ state, roles }) => state !== 'withdrawn' && roles.some((role) => answeringRoles.has(role)))
    .map(({ unit }) => unit)
    .filter((unit) => mayDo(caller, 'dispositions.decide') || actsFor(caller, unit));
}

function referralOf(incident: IncidentRow): DispositionView['referral'] {
  const why = incident.restricted
    ? REFUSALS.disposition_restricted
    : !incident.answeredAt || incident.disposition === 'reply'
      ? REFUSALS.referral_not_published
      : null;
  return { allowed: why === null && incident.state !== 'archived', why };
}
