import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { renameEdits, type GivenEdit } from '#jurisdiction';
import {
  DirectoryChangeRow,
  DirectoryChanges,
  DirectoryDryRunRow,
  readEntries,
  StaleEntries,
  type Decision,
  type Proposal,
} from '#jurisdiction/service';
import type { ChangeCheck, ChangeDetail, EditList } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { ProblemError } from '../http/problem.js';
import { RegressionGuard, type Tried } from '../regression/regression-guard.js';
import { NewPeople } from '../recusal/new-people.js';
import { ChangeReader } from './change-reader.js';
import { surprisesAmong } from './exception-trials.js';
import { presentChecked, presentProblem, staleEntries } from './present-change.js';
import type { changeForm, rename } from './schemas.js';

type Form = z.output<typeof changeForm>;

/** What people do with changes of the directory: each in one transaction, answered with the change as it then stands. */
@Injectable()
export class ChangeDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly changes: DirectoryChanges,
    private readonly reader: ChangeReader,
    private readonly people: NewPeople,
    private readonly guard: RegressionGuard,
  ) {}

  async check(caller: Principal, edits: EditList['edits']): Promise<ChangeCheck> {
    const { manager } = this.database;
    const checked = await this.changes.check(manager, caller.jurisdictionId, edits);
    return {
      ok: checked.problems.length === 0 && checked.stale.length === 0,
      needsApproval: checked.edits.some((edit) => edit.needsApproval),
      edits: await presentChecked(manager, checked, caller.jurisdictionId),
      problems: checked.problems.map(presentProblem),
      warnings: [...checked.warnings, ...surprisesAmong(checked, this.clock.now())],
    };
  }

  async create(caller: Principal, form: Form): Promise<ChangeDetail> {
    const tried = form.submit ? await this.tried(caller, form.edits, form.acceptBroken) : null;
    return this.act(caller, tried, async (manager) => {
      const proposal = await this.proposal(manager, caller, form);
      return form.submit ? this.changes.submit(manager, proposal) : this.changes.draft(manager, proposal);
    });
  }

  async update(
    caller: Principal,
    id: string,
    { version, ...form }: Form & { version: number },
  ): Promise<ChangeDetail> {
    const tried = form.submit ? await this.tried(caller, form.edits, form.acceptBroken) : null;
    return this.act(caller, tried, async (manager) => {
      const proposal = await this.proposal(manager, caller, form);
      const draft = await this.changes.redraft(manager, { id, version }, proposal);
      if (!form.submit) return draft;
      return this.changes.submitDraft(manager, this.decision(caller, id, draft.version, ''));
    });
  }

  async decide(
    caller: Principal,
    step: 'submitDraft' | 'approve' | 'reject' | 'withdraw',
    id: string,
    { version, note, acceptBroken }: { version: number; note: string; acceptBroken: string },
  ): Promise<ChangeDetail> {
    if ((step === 'approve' || step === 'reject') && caller.kind !== 'account') throw onlyPeople();
    const goesOn = step === 'submitDraft' || step === 'approve';
    const tried = goesOn ? await this.tried(caller, await this.reader.edits(caller, id), acceptBroken) : null;
    return this.act(caller, tried, (manager) =>
      this.changes[step](manager, this.decision(caller, id, version, note)),
    );
  }

  async takeBackCheck(caller: Principal, id: string): Promise<ChangeCheck> {
    const edits = await this.changes.inverse(this.database.manager, caller.jurisdictionId, id);
    return this.check(
      caller,
      edits.map((edit) => ({ ...edit, expectedRevision: edit.expectedRevision ?? null })),
    );
  }

  async takeBack(
    caller: Principal,
    id: string,
    given: { version: number; reason: string; dryRunId: string | null; acceptBroken: string },
  ): Promise<ChangeDetail> {
    const edits = await this.changes.inverse(this.database.manager, caller.jurisdictionId, id);
    const tried = await this.tried(caller, edits, given.acceptBroken);
    return this.act(caller, tried, async (manager) => {
      const decision = this.decision(caller, id, given.version, given.reason);
      return this.changes.takeBack(manager, decision, await this.ownRun(manager, caller, given.dryRunId));
    });
  }

  async rename(caller: Principal, form: z.output<typeof rename>): Promise<EditList> {
    const { entries } = await readEntries(this.database.manager, caller.jurisdictionId);
    const edits = renameEdits(entries, form);
    return { edits: edits.map((edit) => ({ ...edit, expectedRevision: edit.expectedRevision ?? null })) };
  }

  /** Before words or rules change: what the regression cases say of it. Edits that cannot take effect are refused below. */
  private async tried(caller: Principal, edits: GivenEdit[], acceptBroken: string): Promise<Tried | null> {
    const checked = await this.changes.check(this.database.manager, caller.jurisdictionId, edits);
    if (!checked.profile || checked.stale.length > 0) return null;
    return this.guard.check(caller, { changeId: null, modelId: null, edits }, acceptBroken);
  }

  private async act(
    caller: Principal,
    tried: Tried | null,
    work: (manager: EntityManager) => Promise<DirectoryChangeRow>,
  ): Promise<ChangeDetail> {
    const changed = this.database.transaction(async (manager) => {
      const row = await work(manager);
      // Who succeeds a unit gets its people, as rows of their own.
      if (row.appliedAt) await this.people.keepFromReports(manager, caller.jurisdictionId);
      return row;
    });
    const { id } = await changed.catch(async (error: unknown) => {
      if (!(error instanceof StaleEntries)) throw error;
      throw await staleProblem(this.database.manager, caller.jurisdictionId, error);
    });
    await this.guard.keep(caller, tried, id);
    return this.reader.one(caller, id);
  }

  private decision(caller: Principal, id: string, version: number, note: string): Decision {
    const { jurisdictionId } = caller;
    return { id, jurisdictionId, version, by: actorOf(caller), at: this.clock.now(), note };
  }

  private async proposal(
    manager: EntityManager,
    caller: Principal,
    { title, reason, edits, dryRunId }: Form,
  ): Promise<Proposal> {
    return {
      jurisdictionId: caller.jurisdictionId,
      title,
      reason,
      edits,
      origin: 'person',
      by: actorOf(caller),
      at: this.clock.now(),
      dryRunId: await this.ownRun(manager, caller, dryRunId),
    };
  }

  /** A dry run somebody else started stays theirs. */
  private async ownRun(manager: EntityManager, caller: Principal, id: string | null): Promise<string | null> {
    if (id === null) return null;
    const { jurisdictionId } = caller;
    const run = await manager.findOneBy(DirectoryDryRunRow, {
      id,
      jurisdictionId,
      startedBy: actorOf(caller),
    });
    return run?.id ?? null;
  }
}

const onlyPeople = () =>
  new ProblemError(403, 'forbidden', '没有这项权限', '名录的修改须由另一名工作人员登录后核准。');

/** What others have changed meanwhile, so that it can be shown beside what was typed. */
export async function staleProblem(
  manager: EntityManager,
  jurisdictionId: string,
  error: StaleEntries,
): Promise<ProblemError> {
  return new ProblemError(
    409,
    'stale_entry',
    '条目已被他人修改',
    `${error.message}，本次修改没有生效。请核对他人改了什么，再决定是否继续。`,
    { entries: await staleEntries(manager, jurisdictionId, error.edits) },
  );
}
