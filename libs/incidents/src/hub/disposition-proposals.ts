import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { dispositionRefusal, isNotOurs, needsTwo, NOT_OURS_REASONS } from '../disposition.js';
import { DispositionProposalRow } from '../entities/disposition.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { maskForUnits } from '../privacy/for-units.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { detailsOf, disposedMatter, takeDisposition, type DispositionAsked } from './dispositions.js';
import { RefusedAction } from './errors.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';
import type { DeadlinePolicy, DirectoryReader, Rules } from './ports.js';

/**
 * The way out for what must be answered by the rules and is not ours: one person proposes with a reason, another confirms.
 * Until then the duties and the clocks of the matter go on. Permission is checked by the caller.
 */
export class DispositionProposals {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /**
   * @param actor `account:<login>`
   * @throws StaleError; RefusedAction `disposition_reason`, `reason_missing`, `receiver_missing`, `proposal_waiting`,
   * `proposal_not_needed` where one person may decide it, and those of `dispositionRefusal` that two persons cannot set aside
   */
  async propose(incidentId: string, asked: DispositionAsked, actor: string): Promise<DispositionProposalRow> {
    const { kind, reason } = asked;
    if (!isNotOurs(kind) || !NOT_OURS_REASONS[kind].includes(reason))
      throw new RefusedAction('disposition_reason');
    if (!asked.note.trim()) throw new RefusedAction('reason_missing');
    const proposed = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, asked.version);
      const { act, rules } = await this.context(manager, incident, actor);
      await mustNeedTwo(act, incident, kind, rules);
      if (await manager.existsBy(DispositionProposalRow, { incidentId, state: 'waiting' }))
        throw new RefusedAction('proposal_waiting');
      const row = manager.create(DispositionProposalRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        kind,
        reason,
        note: maskForUnits(asked.note.trim()),
        details: await detailsOf(act, incident, asked),
        state: 'waiting',
        proposedBy: actor,
        proposedAt: act.at,
        rehearsal: incident.rehearsal,
      });
      await manager.save(row);
      await note(act, incident, 'disposition.proposed', { kind, reason });
      await this.tell(act, incident, row, rules);
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return proposed;
  }

  /**
   * The second person agrees, and it is decided as if one person could have; or does not, with a reason.
   * @throws StaleError; RefusedAction `not_found`, `disposition_settled`, `own_proposal`, `reason_missing`, and those of
   * `dispositionRefusal` that hold by now
   */
  async decide(
    id: string,
    decision: { version: number; approve: boolean; note: string },
    actor: string,
  ): Promise<DispositionProposalRow> {
    return this.settle(id, decision.version, actor, async (act, incident, row, rules) => {
      if (row.proposedBy === actor) throw new RefusedAction('own_proposal');
      const said = maskForUnits(decision.note.trim());
      if (!decision.approve && !said) throw new RefusedAction('reason_missing');
      const { kind, reason, details } = row;
      const settled = { decidedBy: actor, decidedAt: act.at, decisionNote: said || null };
      Object.assign(row, { state: decision.approve ? 'confirmed' : 'declined', ...settled });
      await act.manager.save(row);
      const type = decision.approve ? 'disposition.proposal_confirmed' : 'disposition.proposal_declined';
      await note(act, incident, type, { kind, reason });
      if (!decision.approve) return;
      const matter = await disposedMatter(act.manager, incident, rules);
      const refusal = dispositionRefusal(kind, matter);
      if (refusal && !needsTwo(kind, matter)) throw new RefusedAction(refusal);
      await takeDisposition(act, incident, { kind, reason, note: row.note, details }, rules);
    });
  }

  /** @throws RefusedAction `not_found`, `disposition_settled`, `not_own_lowering` */
  async withdraw(id: string, actor: string): Promise<DispositionProposalRow> {
    return this.settle(id, null, actor, async (act, incident, row) => {
      if (row.proposedBy !== actor) throw new RefusedAction('not_own_lowering');
      Object.assign(row, { state: 'withdrawn', decidedBy: actor, decidedAt: act.at });
      await act.manager.save(row);
      await note(act, incident, 'disposition.proposal_withdrawn', { kind: row.kind, reason: row.reason });
    });
  }

  /** The clock of the answer runs on, so somebody must look soon. */
  private tell(act: Act, incident: IncidentRow, row: DispositionProposalRow, rules: Rules): Promise<void> {
    const { office, publicity } = rules.directory.profile.jurisdiction.roles;
    return announce(act, incident, {
      eventKey: `${row.id}:proposed`,
      unit: incident.recused.includes(office) ? publicity : office,
      audience: 'liaison_and_handler',
      template: 'disposition_to_confirm',
    });
  }

  private async settle(
    id: string,
    version: number | null,
    actor: string,
    work: (act: Act, incident: IncidentRow, row: DispositionProposalRow, rules: Rules) => Promise<void>,
  ): Promise<DispositionProposalRow> {
    const settled = await this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(DispositionProposalRow, { id });
      const incident =
        seen &&
        (version === null
          ? await lockIncident(manager, seen.incidentId)
          : await lockVersion(manager, seen.incidentId, version));
      if (!incident) throw new RefusedAction('not_found');
      const row = await manager.findOneByOrFail(DispositionProposalRow, { id });
      if (row.state !== 'waiting') throw new RefusedAction('disposition_settled');
      const { act, rules } = await this.context(manager, incident, actor);
      await work(act, incident, row, rules);
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId: settled.incidentId });
    return settled;
  }

  private async context(manager: EntityManager, incident: IncidentRow, actor: string) {
    const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
    const directory = await this.directories(manager, incident.jurisdictionId);
    return { act, rules: { directory, policy: this.policy } };
  }
}

async function mustNeedTwo(
  act: Act,
  incident: IncidentRow,
  kind: DispositionProposalRow['kind'],
  rules: Rules,
): Promise<void> {
  const matter = await disposedMatter(act.manager, incident, rules);
  if (needsTwo(kind, matter)) return;
  const refusal = dispositionRefusal(kind, matter);
  const rest = matter.openOrder && refusal !== null ? 'disposition_order_open' : refusal;
  throw new RefusedAction(rest ?? 'proposal_not_needed');
}
