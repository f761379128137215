import type { EntityManager } from 'typeorm';
import { audit, type AuditAction } from '#access/service';
import { DirectoryChangeRow, type ChangeState } from '../entities/directory-change.entity.js';
import { lockDirectory, nextNumbers, readEntries, writeEntries } from '../store/entry-store.js';
import { carryContacts, outsideReferences } from '../store/outside.js';
import { checkEdits, type CheckedEdits, type GivenEdit } from './check-edits.js';
import { ChangeNotFound, ChangeRefused, InvalidDirectory, StaleChange, StaleEntries } from './errors.js';
import { inverseOf } from './invert.js';
import type { Decision, Proposal } from './proposal.js';
import { kept, storedOf } from './stored-edits.js';
import { removalsInUse, successions, warningsOf } from './outside-effects.js';

/** Who acts, and when. */
type Actor = Pick<Decision, 'by' | 'at'>;

/**
 * The life of a change of the directory: drafted, proposed, approved by a second person, in force, taken back. Every
 * method works in the caller's transaction; what is in force afterwards is seen by every process at its next decision
 * (`readDirectory` looks at the version). Permission is checked by the caller.
 */
export class DirectoryChanges {
  /**
   * Puts a change before a second person, whatever it touches: for rulings and lessons, which nobody types in.
   * @throws InvalidDirectory, StaleEntries; ChangeRefused `reason_missing`
   */
  async propose(manager: EntityManager, proposal: Proposal): Promise<DirectoryChangeRow> {
    return (await this.open(manager, proposal, 'proposed')).change;
  }

  /** Keeps a change for later; what is wrong with it is shown, not refused. */
  async draft(manager: EntityManager, proposal: Proposal): Promise<DirectoryChangeRow> {
    return (await this.open(manager, proposal, 'draft')).change;
  }

  /**
   * Proposes a change; one that needs nobody else holds at once.
   * @throws as `propose`
   */
  async submit(manager: EntityManager, proposal: Proposal): Promise<DirectoryChangeRow> {
    const { change, checked } = await this.open(manager, proposal, 'proposed');
    return this.settle(manager, change, checked, proposal);
  }

  /** Replaces what a draft holds. @throws ChangeRefused `not_own`, `wrong_state`; StaleChange */
  async redraft(
    manager: EntityManager,
    { id, version }: { id: string; version: number },
    proposal: Proposal,
  ): Promise<DirectoryChangeRow> {
    const change = await this.take(manager, { ...proposal, id, version, note: '' }, ['draft']);
    if (change.proposedBy !== proposal.by) throw new ChangeRefused('not_own');
    const checked = await this.check(manager, proposal.jurisdictionId, proposal.edits);
    const { title, reason, at } = proposal;
    Object.assign(change, {
      title: title.trim(),
      reason: reason.trim(),
      edits: kept(checked, proposal.edits),
    });
    return this.save(manager, change, { proposedAt: at, dryRunId: proposal.dryRunId ?? null });
  }

  /** A draft of one's own goes to the second person, or holds at once. @throws as `propose`; ChangeRefused; StaleChange */
  async submitDraft(manager: EntityManager, decision: Decision): Promise<DirectoryChangeRow> {
    const change = await this.take(manager, decision, ['draft']);
    if (change.proposedBy !== decision.by) throw new ChangeRefused('not_own');
    if (!change.reason) throw new ChangeRefused('reason_missing');
    const checked = await this.sound(manager, change.jurisdictionId, change.edits);
    change.edits = kept(checked, change.edits);
    await this.save(manager, change, { state: 'proposed', proposedAt: decision.at });
    await this.tell(manager, 'directory.proposed', change, decision.by, decision.at);
    return this.settle(manager, change, checked, decision);
  }

  /** @throws ChangeRefused `own_change`, `wrong_state`; InvalidDirectory, StaleEntries, StaleChange */
  async approve(manager: EntityManager, decision: Decision): Promise<DirectoryChangeRow> {
    const change = await this.take(manager, decision, ['proposed']);
    if (change.proposedBy === decision.by) throw new ChangeRefused('own_change');
    return this.putInForce(manager, change, decision);
  }

  /**
   * Whoever proposed it puts it in force alone, having asked a second person by telephone at night; that call is kept, and
   * signed in the morning, by `NightApprovals` of `#incidents/service`.
   * @throws as `approve`; ChangeRefused `not_own`
   */
  async approveAlone(manager: EntityManager, decision: Decision): Promise<DirectoryChangeRow> {
    const change = await this.take(manager, decision, ['proposed']);
    if (change.proposedBy !== decision.by) throw new ChangeRefused('not_own');
    return this.putInForce(manager, change, decision);
  }

  /**
   * The second person did not agree to what was put in force alone: it is taken back at once, without a third.
   * @throws as `takeBack`
   */
  async undoAlone(manager: EntityManager, decision: Decision): Promise<DirectoryChangeRow> {
    const taken = await this.take(manager, decision, ['approved']);
    const { change, checked } = await this.openInverse(manager, taken, decision, null);
    return this.apply(manager, change, checked, decision);
  }

  /** @throws ChangeRefused `own_change` (withdraw it instead), `note_missing`, `wrong_state`; StaleChange */
  async reject(manager: EntityManager, decision: Decision): Promise<DirectoryChangeRow> {
    const change = await this.take(manager, decision, ['proposed']);
    if (change.proposedBy === decision.by) throw new ChangeRefused('own_change');
    if (!decision.note.trim()) throw new ChangeRefused('note_missing');
    return this.close(manager, change, 'rejected', decision);
  }

  /** @throws ChangeRefused `not_own`, `wrong_state`; StaleChange */
  async withdraw(manager: EntityManager, decision: Decision): Promise<DirectoryChangeRow> {
    const change = await this.take(manager, decision, ['draft', 'proposed']);
    if (change.proposedBy !== decision.by) throw new ChangeRefused('not_own');
    return this.close(manager, change, 'withdrawn', decision);
  }

  /** The edits that would undo a change in force. @throws ChangeNotFound; ChangeRefused `wrong_state` */
  async inverse(manager: EntityManager, jurisdictionId: string, id: string): Promise<GivenEdit[]> {
    const change = await manager.findOneBy(DirectoryChangeRow, { id, jurisdictionId });
    if (!change) throw new ChangeNotFound();
    if (change.state !== 'approved') throw new ChangeRefused('wrong_state');
    const rows: { kind: string; key: string; revision: number }[] = await manager.query(
      'select kind, key, revision from directory_entry where change_id = $1',
      [id],
    );
    return inverseOf(change.edits, new Map(rows.map((row) => [`${row.kind} ${row.key}`, row.revision])));
  }

  /**
   * Takes a change in force back by a new one; refused where its entries have been changed since.
   * @throws StaleEntries, InvalidDirectory (what was new is pointed to by now), ChangeRefused, StaleChange
   */
  async takeBack(
    manager: EntityManager,
    decision: Decision,
    dryRunId: string | null,
  ): Promise<DirectoryChangeRow> {
    const taken = await this.take(manager, decision, ['approved']);
    const { change, checked } = await this.openInverse(manager, taken, decision, dryRunId);
    return this.settle(manager, change, checked, decision);
  }

  /** What the edits would do to the directory as it stands; nothing is stored. */
  async check(
    manager: EntityManager,
    jurisdictionId: string,
    edits: readonly GivenEdit[],
  ): Promise<CheckedEdits & { warnings: string[] }> {
    const { entries } = await readEntries(manager, jurisdictionId);
    const checked = checkEdits(entries, edits, await nextNumbers(manager, jurisdictionId));
    const units = checked.edits.filter(({ kind }) => kind === 'units').map(({ key }) => key);
    const outside = await outsideReferences(manager, jurisdictionId, units);
    const problems = [...checked.problems, ...removalsInUse(checked.edits, outside)];
    const profile = problems.length === 0 ? checked.profile : null;
    return { ...checked, problems, profile, warnings: warningsOf(checked, outside) };
  }

  private async sound(manager: EntityManager, jurisdictionId: string, edits: readonly GivenEdit[]) {
    const checked = await this.check(manager, jurisdictionId, edits);
    if (checked.stale.length > 0) throw new StaleEntries(checked.stale);
    if (checked.problems.length > 0) throw new InvalidDirectory(checked.problems);
    return checked;
  }

  private async open(
    manager: EntityManager,
    proposal: Proposal,
    state: 'draft' | 'proposed',
    takesBack: string | null = null,
  ): Promise<{ change: DirectoryChangeRow; checked: CheckedEdits }> {
    const { jurisdictionId, by, at, edits } = proposal;
    if (state === 'proposed' && !proposal.reason.trim()) throw new ChangeRefused('reason_missing');
    await lockDirectory(manager, jurisdictionId);
    const checked =
      state === 'draft'
        ? await this.check(manager, jurisdictionId, edits)
        : await this.sound(manager, jurisdictionId, edits);
    const last = await manager.maximum(DirectoryChangeRow, 'number', { jurisdictionId });
    const change = manager.create(DirectoryChangeRow, {
      jurisdictionId,
      number: (last ?? 0) + 1,
      title: proposal.title.trim(),
      reason: proposal.reason.trim(),
      edits: kept(checked, edits),
      origin: proposal.origin,
      originIncidentId: proposal.originIncidentId ?? null,
      state,
      proposedBy: by,
      proposedAt: at,
      takesBack,
      dryRunId: proposal.dryRunId ?? null,
      version: 1,
    });
    await manager.save(change);
    if (state === 'proposed') await this.tell(manager, 'directory.proposed', change, by, at);
    return { change, checked };
  }

  private async openInverse(
    manager: EntityManager,
    taken: DirectoryChangeRow,
    { jurisdictionId, by, at, note }: Decision,
    dryRunId: string | null,
  ) {
    const proposal: Proposal = {
      jurisdictionId,
      title: `撤回第${taken.number}号修改：${taken.title}`,
      reason: note,
      edits: await this.inverse(manager, jurisdictionId, taken.id),
      origin: 'take_back',
      originIncidentId: taken.originIncidentId,
      by,
      at,
      dryRunId,
    };
    return this.open(manager, proposal, 'proposed', taken.id);
  }

  /** What was proposed, checked again under the lock. */
  private async putInForce(manager: EntityManager, change: DirectoryChangeRow, decision: Decision) {
    const { by, at, note } = decision;
    Object.assign(change, { decidedBy: by, decidedAt: at, decisionNote: note.trim() || null });
    const checked = await this.sound(manager, change.jurisdictionId, change.edits);
    return this.apply(manager, change, checked, decision);
  }

  /** What needs no second person holds at once. */
  private settle(manager: EntityManager, change: DirectoryChangeRow, checked: CheckedEdits, actor: Actor) {
    const waits = checked.edits.some((edit) => edit.needsApproval);
    return waits ? Promise.resolve(change) : this.apply(manager, change, checked, actor);
  }

  /** `checked` under the lock that still holds. */
  private async apply(
    manager: EntityManager,
    change: DirectoryChangeRow,
    { edits }: CheckedEdits,
    { by, at }: Actor,
  ): Promise<DirectoryChangeRow> {
    const { id, jurisdictionId } = change;
    change.edits = edits.map(storedOf);
    const appliedVersion = await writeEntries(manager, jurisdictionId, edits, {
      changeId: id,
      by: change.proposedBy,
      at,
    });
    for (const { unit, successor, from } of successions(edits))
      await carryContacts(manager, jurisdictionId, { unit, successor, from, at, by });
    await this.save(manager, change, { state: 'approved', appliedVersion, appliedAt: at });
    if (change.takesBack)
      await manager.update(
        DirectoryChangeRow,
        { id: change.takesBack, state: 'approved' },
        { state: 'taken_back' },
      );
    await this.tell(manager, 'directory.changed', change, by, at);
    return change;
  }

  private async close(
    manager: EntityManager,
    change: DirectoryChangeRow,
    state: 'rejected' | 'withdrawn',
    { by, at, note }: Decision,
  ) {
    const decided = { decidedBy: by, decidedAt: at, decisionNote: note.trim() || null };
    await this.save(manager, change, { state, ...decided });
    await this.tell(
      manager,
      state === 'rejected' ? 'directory.rejected' : 'directory.withdrawn',
      change,
      by,
      at,
    );
    return change;
  }

  /** Locks the directory, then the change: one order for all. */
  private async take(
    manager: EntityManager,
    { id, jurisdictionId, version }: Decision,
    states: ChangeState[],
  ): Promise<DirectoryChangeRow> {
    await lockDirectory(manager, jurisdictionId);
    const change = await manager.findOne(DirectoryChangeRow, {
      where: { id, jurisdictionId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!change) throw new ChangeNotFound();
    if (!states.includes(change.state)) throw new ChangeRefused('wrong_state');
    if (change.version !== version) throw new StaleChange(change);
    return change;
  }

  private async save(manager: EntityManager, change: DirectoryChangeRow, parts: Partial<DirectoryChangeRow>) {
    Object.assign(change, parts, { version: change.version + 1 });
    await manager.save(change);
    return change;
  }

  private tell(
    manager: EntityManager,
    action: AuditAction,
    change: DirectoryChangeRow,
    actor: string,
    at: Date,
  ) {
    const { number, title, appliedVersion, edits } = change;
    const entries = edits.map(({ kind, key }) => `${kind}/${key}`).slice(0, 50);
    return audit(manager, {
      at,
      actor,
      action,
      subject: change.id,
      data: { number, title, entries, appliedVersion },
    });
  }
}
