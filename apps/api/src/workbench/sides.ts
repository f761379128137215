import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { modelsOf, type CaseSide } from '#judge';
import { activeModels, JudgeModelRow, modelsById } from '#judge/service';
import { Directory, type GivenEdit } from '#jurisdiction';
import { DirectoryChangeRow, DirectoryChanges, readDirectory } from '#jurisdiction/service';
import { actorOf } from '../http/current.js';
import { badInput, notFound } from '../http/problem.js';

/** By what something is judged, and what that is called. */
export interface NamedSide extends CaseSide {
  name: string;
  /** Number of the learned models; null: those of the directory's examples. */
  model: number | null;
}

/** What may stand beside what holds: a change of the directory, edits nobody stored yet, or a version of the models. */
export interface Beside {
  changeId: string | null;
  modelId: string | null;
  edits?: GivenEdit[];
}

/** Makes the directory and the models by which something is judged. */
@Injectable()
export class Sides {
  constructor(
    private readonly database: DataSource,
    private readonly changes: DirectoryChanges,
  ) {}

  async now(jurisdictionId: string): Promise<NamedSide> {
    const { manager } = this.database;
    const directory = await readDirectory(manager, jurisdictionId);
    const { number, models } = await activeModels(manager, jurisdictionId, directory);
    return { name: '按现行', directory, models, model: number };
  }

  /**
   * The side beside `now`; null where nothing was chosen.
   * @throws ProblemError not_found; bad_input where the edits could not take effect
   */
  async beside(caller: Principal, now: NamedSide, given: Beside): Promise<NamedSide | null> {
    if (given.modelId) return this.withModel(caller, now, given.modelId);
    const change = given.changeId ? await this.change(caller, given.changeId) : null;
    const edits: GivenEdit[] = change?.edits ?? given.edits ?? [];
    if (edits.length === 0) return null;
    const checked = await this.changes.check(this.database.manager, caller.jurisdictionId, edits);
    if (!checked.profile)
      throw badInput(checked.problems[0]?.message ?? '这份修改现在不能生效，请先改正其中的问题。');
    const directory = new Directory(checked.profile, `${now.directory.version}+`);
    const name = change ? `按第${change.number}号修改` : '按这次修改';
    return { name, directory, models: modelsFor(now, directory), model: now.model };
  }

  private async withModel(caller: Principal, now: NamedSide, id: string): Promise<NamedSide> {
    const { manager } = this.database;
    const row = await manager.findOneBy(JudgeModelRow, { id, jurisdictionId: caller.jurisdictionId });
    if (!row || !['candidate', 'active', 'retired'].includes(row.state)) throw notFound();
    return {
      name: `按第${row.number}号模型`,
      directory: now.directory,
      models: await modelsById(manager, id),
      model: row.number,
    };
  }

  private async change(caller: Principal, id: string): Promise<DirectoryChangeRow> {
    const { jurisdictionId } = caller;
    const change = await this.database.manager.findOneBy(DirectoryChangeRow, { id, jurisdictionId });
    if (!change || (change.state === 'draft' && change.proposedBy !== actorOf(caller))) throw notFound();
    return change;
  }
}

/** A version in force stays; without one the directory's own examples and words teach. */
const modelsFor = (now: NamedSide, directory: Directory): CaseSide['models'] =>
  now.model === null ? modelsOf(directory) : now.models;
