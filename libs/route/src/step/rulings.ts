import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { Routing } from '#incidents';
import {
  DecisionRow,
  RefusalRow,
  RefusedAction,
  announce,
  dispatch,
  followDuties,
  itemFacts,
  lockVersion,
  note,
  saveIncident,
  standingDuties,
  stopEscalations,
  type Act,
  type Alongside,
  type DeadlinePolicy,
  type DirectoryReader,
  type IncidentRow,
  type RefusalMeeting,
  type Rules,
  type RulingDraft,
  keepDuty,
} from '#incidents/service';
import { Wakeups } from '#queue';
import { previewOf, type CorrectionPreview } from './correction.js';
import { ruledRouting } from './ruling.js';

/** A ruling with the version of the incident it was made on. */
export interface Ruling extends RulingDraft {
  version: number;
}

/** Who rules; `leader`: the one who leads the ruling unit. */
export interface Ruler {
  /** `account:<login>` */
  actor: string;
  leader: boolean;
}

/** One refusal under the lock of its incident. */
interface Case {
  act: Act;
  incident: IncidentRow;
  refusal: RefusalRow;
  rules: Rules;
}

/**
 * 退单的裁定 (RT-43, DL-20): by the city office; from the second refusal in an incident on by its leader, finally. Each
 * is one transaction on the locked incident. That the person may rule for this unit is checked by the caller.
 */
export class Rulings {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /** What a ruling would change; nothing is stored. @throws as `rule` */
  async preview(refusalId: string, ruling: Ruling): Promise<CorrectionPreview> {
    return this.source.transaction(async (manager) => {
      const { act, incident, refusal, rules } = await this.open(manager, refusalId, ruling.version, 'system');
      const routing = ruledRouting(incident, refusal, ruling, await contextOf(act, incident, rules));
      const standing = await standingDuties(act, incident.id);
      if (routing) return previewOf(routing, standing, rules.directory, act.at);
      const coordinators = incident.routing?.coordinators ?? [];
      const unchanged = standing.map(({ unit }) => unit);
      return { added: [], withdrawn: [], unchanged, coordinators, warnings: [] };
    });
  }

  /**
   * Rules, or where its leader must decide and somebody else asks, puts the draft to the leader.
   * @throws StaleError; RefusedAction `not_found`, `refusal_settled` and those of `ruledRouting`
   */
  async rule(refusalId: string, ruling: Ruling, by: Ruler): Promise<RefusalRow> {
    const { version, ...given } = ruling;
    const draft: RulingDraft = {
      ...given,
      units: given.outcome === 'upheld' ? [] : given.units,
      reason: given.reason.trim(),
    };
    return this.change(refusalId, version, by.actor, async (one) => {
      const { act, incident, refusal, rules } = one;
      const routing = ruledRouting(incident, refusal, draft, await contextOf(act, incident, rules));
      if (!refusal.needsLeader || by.leader) return this.carryOut(one, draft, routing);
      const prepared = { preparedBy: act.actor, preparedAt: act.at };
      Object.assign(refusal, { state: 'prepared', ruling: draft, returnedNote: null, ...prepared });
      await announce(act, incident, {
        ...aboutRuling(refusal, 'refusal_to_confirm', act.at),
        unit: refusal.ruler,
        audience: 'charge_leader',
      });
      await note(act, incident, 'refusal.prepared', {
        refusalId,
        unit: refusal.unit,
        outcome: draft.outcome,
      });
    });
  }

  /**
   * The leader approves the draft, which takes effect as it stands, or sends it back with a reason.
   * @throws StaleError; RefusedAction `not_found`, `refusal_settled`, `refusal_not_prepared`, `reason_missing` and those of
   * `ruledRouting`
   */
  async confirm(
    refusalId: string,
    decision: { version: number; approve: boolean; note: string },
    actor: string,
  ): Promise<RefusalRow> {
    return this.change(refusalId, decision.version, actor, async (one) => {
      const { act, incident, refusal, rules } = one;
      const { ruling } = refusal;
      if (refusal.state !== 'prepared' || !ruling) throw new RefusedAction('refusal_not_prepared');
      if (decision.approve) {
        const context = await contextOf(act, incident, rules);
        return this.carryOut(one, ruling, ruledRouting(incident, refusal, ruling, context));
      }
      const returnedNote = decision.note.trim();
      if (!returnedNote) throw new RefusedAction('reason_missing');
      Object.assign(refusal, { state: 'waiting', returnedNote });
      await announce(act, incident, {
        ...aboutRuling(refusal, 'refusal_returned', act.at),
        unit: refusal.ruler,
        audience: 'liaison_and_handler',
      });
      await note(act, incident, 'refusal.returned', { refusalId, unit: refusal.unit });
    });
  }

  /**
   * At night the office carries its draft out alone, having asked its leader by telephone.
   * @param alongside what is written in the same transaction: the record of that call
   * @throws as `confirm`
   */
  async confirmAlone(
    refusalId: string,
    version: number,
    actor: string,
    alongside: Alongside,
  ): Promise<RefusalRow> {
    return this.change(refusalId, version, actor, async (one) => {
      const { act, incident, refusal, rules } = one;
      const { ruling } = refusal;
      if (refusal.state !== 'prepared' || !ruling) throw new RefusedAction('refusal_not_prepared');
      const context = await contextOf(act, incident, rules);
      await this.carryOut(one, ruling, ruledRouting(incident, refusal, ruling, context));
      await alongside(act, incident);
    });
  }

  /**
   * 现场会商: puts on record that the units met; a ruling follows, and its time (DL-20) runs on.
   * @throws StaleError; RefusedAction `not_found`, `refusal_settled`, `unknown_unit`
   */
  async meet(
    refusalId: string,
    meeting: { version: number; day: string; participants: string[]; note: string },
    actor: string,
  ): Promise<RefusalRow> {
    return this.change(refusalId, meeting.version, actor, async ({ act, incident, refusal, rules }) => {
      const participants = meeting.participants.map((name) => {
        const unit = rules.directory.dutyHolder(name.trim(), act.at)?.unit;
        if (!unit || incident.recused.includes(unit.name))
          throw new RefusedAction('unknown_unit', `（${name}）`);
        return unit.name;
      });
      const { day } = meeting;
      const record: RefusalMeeting = {
        day,
        participants,
        note: meeting.note.trim(),
        by: actor,
        at: act.at.toISOString(),
      };
      refusal.meetings = [...refusal.meetings, record];
      await note(act, incident, 'refusal.met', { refusalId, unit: refusal.unit, day, participants });
    });
  }

  private async carryOut(
    { act, incident, refusal, rules }: Case,
    ruling: RulingDraft,
    routing: Routing | null,
  ): Promise<void> {
    const { outcome, units } = ruling;
    const news = { upheld: 'refusal_upheld', joint: 'refusal_joint', reassigned: 'refusal_moved' }[outcome];
    const settled = { ruledBy: act.actor, settledAt: act.at, returnedNote: null };
    Object.assign(refusal, { state: 'ruled', ruling, ...settled });
    // Before the duties change: taking this one back must find nothing that still waits.
    await act.manager.save(RefusalRow, refusal);
    await stopEscalations(act, [refusal.id], 'ruled');
    await announce(act, incident, {
      ...aboutRuling(refusal, news, act.at),
      unit: refusal.unit,
      audience: 'liaison_and_handler',
      assignmentId: outcome === 'reassigned' ? null : refusal.assignmentId,
      // What a unit is told of its own request is nobody else's business.
      ownOnly: true,
    });
    if (outcome !== 'reassigned' || keepsRole(routing, refusal.unit))
      await keepDuty(act, refusal.assignmentId);
    await keep(act, incident, routing, ruling, rules);
    await note(act, incident, 'refusal.ruled', { refusalId: refusal.id, unit: refusal.unit, outcome, units });
    if (!routing) return followDuties(act, incident);
    await note(act, incident, 'routing.corrected', {
      respondents: routing.respondents,
      previous: incident.routing?.respondents ?? [],
      reason: `退单裁定，${ruling.reason}`,
    });
    await dispatch(act, incident, routing, 'replace', rules);
    incident.routedBy = act.actor.replace(/^account:/, '');
  }

  private async change(
    refusalId: string,
    version: number,
    actor: string,
    work: (one: Case) => Promise<void>,
  ): Promise<RefusalRow> {
    const refusal = await this.source.transaction(async (manager) => {
      const one = await this.open(manager, refusalId, version, actor);
      await work(one);
      await manager.save(RefusalRow, one.refusal);
      await saveIncident(manager, one.incident, one.act.at);
      return one.refusal;
    });
    await this.wakeups.wake('escalate', { incidentId: refusal.incidentId });
    return refusal;
  }

  private async open(
    manager: EntityManager,
    refusalId: string,
    version: number,
    actor: string,
  ): Promise<Case> {
    const seen = await manager.findOneBy(RefusalRow, { id: refusalId });
    if (!seen) throw new RefusedAction('not_found');
    if (seen.state !== 'waiting' && seen.state !== 'prepared') throw new RefusedAction('refusal_settled');
    const incident = await lockVersion(manager, seen.incidentId, version);
    // Read again under the lock; the version alone would tell, but a ruling must never rest on that.
    const refusal = await manager.findOneByOrFail(RefusalRow, { id: refusalId });
    if (refusal.state !== 'waiting' && refusal.state !== 'prepared')
      throw new RefusedAction('refusal_settled');
    const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
    const directory = await this.directories(manager, incident.jurisdictionId);
    return { act, incident, refusal, rules: { directory, policy: this.policy } };
  }
}

const aboutRuling = (refusal: RefusalRow, template: string, at: Date) => ({
  eventKey: `${refusal.id}:${template}:${at.getTime()}`,
  subjectId: refusal.id,
  template,
});

/** What the rules ask of a ruling beside its words: the day's directory, and which coordinators outside have confirmed. */
async function contextOf(act: Act, incident: IncidentRow, { directory }: Rules) {
  const { confirmedCoordinators } = await itemFacts(act.manager, incident.id);
  return { directory, at: act.at, confirmedCoordinators };
}

/** A unit moved out of one part may still hold another, e.g. as acting coordinator. */
const keepsRole = (routing: Routing | null, unit: string): boolean =>
  routing !== null &&
  [...routing.respondents, ...routing.firstResponsible, routing.actingCoordinator].includes(unit);

/** The ruling as a labelled case: what the first dispatch got wrong, or that it stood. */
async function keep(
  act: Act,
  incident: IncidentRow,
  routing: Routing | null,
  ruling: RulingDraft,
  rules: Rules,
): Promise<void> {
  await act.manager.insert(DecisionRow, {
    incidentId: incident.id,
    kind: routing ? 'correction' : 'confirmation',
    by: act.actor.replace(/^account:/, ''),
    directoryVersion: rules.directory.version,
    reason: `退单裁定，${ruling.reason}`,
    result: (routing ?? incident.routing) as never,
    previous: incident.routing as never,
    at: act.at,
  });
}
