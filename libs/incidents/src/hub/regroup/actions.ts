import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { IncidentItemRow } from '../../entities/incident.entity.js';
import { RegroupingRow } from '../../entities/regrouping.entity.js';
import { isOver } from '../../life.js';
import type { Act } from '../act.js';
import { RefusedAction } from '../errors.js';
import { lockVersion } from '../lock.js';
import type { DirectoryReader, RegroupingPort } from '../ports.js';
import { expireProposals, keepApart, letTogether } from './apart.js';
import type { Course } from './carry.js';
import { bearSplit, chosenLinks, copiesAlong, moveItems, noteMove } from './divide.js';
import { effectOf, type RegroupEffect } from './effect.js';
import { mayGoInto, mayLoseItems, mayMeet, mayUndo } from './gates.js';
import { absorb, type Tools } from './merge.js';
import { changesBetween, takeSnapshot } from './snapshot.js';
import { keep, lastLog, lockAll, lockBoth, lockFirst, type Done } from './store.js';
import { itemsSince, takeBack } from './undo.js';

export interface MergeAsked {
  fromId: string;
  intoId: string;
  /** Versions the person saw. */
  versions: { from: number; into: number };
  /** Whose routing holds where persons have corrected both. */
  routing?: Course | undefined;
  reason: string;
}

export interface MoveAsked {
  fromId: string;
  version: number;
  itemIds: string[];
  /** Null: a new matter is made of them. */
  into: { id: string; version: number } | null;
  reason: string;
}

export interface UndoAsked {
  regroupingId: string;
  /** Of the items that joined since a merge: those that belong to the matter that comes back. */
  back: string[];
}

export interface Regrouped {
  regroupingId: string;
  /** The matter in which the items are now. */
  incidentId: string;
  effect: RegroupEffect;
}

/** Ends the transaction of a preview. */
class Seen extends Error {
  constructor(readonly result: Regrouped) {
    super('preview');
  }
}

/**
 * 归并、拆分、移动 and taking each back: what a person decides about which items are one matter, and is not overruled. Each is one
 * transaction under the lock of judging; a preview is the same transaction, thrown away. Permission, and that the caller may
 * see both, is checked by the caller.
 */
export class RegroupActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly port: RegroupingPort,
  ) {}

  /** @throws StaleError; RefusedAction `merge_…`, `not_found` */
  merge(asked: MergeAsked, actor: string): Promise<Regrouped> {
    return this.run([asked.fromId, asked.intoId], asked.reason, actor, (act, tools) =>
      this.mergeNow(act, asked, tools),
    );
  }

  /** What `merge` would do; nothing is stored. */
  previewMerge(asked: MergeAsked): Promise<RegroupEffect> {
    return this.look([asked.fromId, asked.intoId], (act, tools) => this.mergeNow(act, asked, tools));
  }

  /** Items go to a new matter or to another that stands. @throws StaleError; RefusedAction `regroup_…`, `merge_…` */
  move(asked: MoveAsked, actor: string): Promise<Regrouped> {
    return this.run(idsOf(asked), asked.reason, actor, (act, tools) => this.moveNow(act, asked, tools));
  }

  /** With the copies that go along with what was chosen, by id. */
  async previewMove(asked: MoveAsked): Promise<{ effect: RegroupEffect; along: string[] }> {
    const effect = await this.look(idsOf(asked), (act, tools) => this.moveNow(act, asked, tools));
    const links = await this.source.manager.findBy(IncidentItemRow, { incidentId: asked.fromId });
    return { effect, along: copiesAlong(links, asked.itemIds) };
  }

  /** @throws RefusedAction `undo_…`, `not_found` */
  async undo(asked: UndoAsked, reason: string, actor: string): Promise<Regrouped> {
    const ids = await this.mattersOf(asked.regroupingId);
    return this.run(ids, reason, actor, (act, tools) => this.undoNow(act, asked, tools));
  }

  /** What would be put back, and which items have joined since. */
  async previewUndo(asked: UndoAsked): Promise<{ effect: RegroupEffect; since: string[] }> {
    const ids = await this.mattersOf(asked.regroupingId);
    const effect = await this.look(ids, (act, tools) => this.undoNow(act, asked, tools));
    const { manager } = this.source;
    const done = await manager.findOneByOrFail(RegroupingRow, { id: asked.regroupingId });
    const since = done.kind === 'merge' ? await itemsSince(manager, done, done.intoId) : [];
    return { effect, since };
  }

  private async mergeNow(act: Act, asked: MergeAsked, tools: Tools): Promise<Done> {
    const { from, into } = await lockBoth(act.manager, asked);
    await mayMeet(act.manager, from, into);
    await mayGoInto(act.manager, from);
    const itemIds = await absorb(act, into, from, tools, asked.routing);
    await letTogether(act.manager, from.id, into.id);
    return { kind: 'merge', from, into, itemIds };
  }

  private async moveNow(act: Act, asked: MoveAsked, tools: Tools): Promise<Done> {
    const { manager } = act;
    const { fromId, into: target } = asked;
    const locked = target
      ? await lockBoth(manager, {
          fromId,
          intoId: target.id,
          versions: { from: asked.version, into: target.version },
        })
      : { from: await lockVersion(manager, fromId, asked.version), into: null };
    const { from } = locked;
    mayLoseItems(from);
    if (locked.into) await mayMeet(manager, from, locked.into);
    const links = await chosenLinks(act, from.id, asked.itemIds);
    const into = locked.into ?? (await bearSplit(act, from, links));
    const kind = locked.into ? 'move' : 'split';
    await noteMove(act, kind, from, into, links.length);
    await moveItems(act, from, into, links, tools);
    await keepApart(act, from.id, into.id, 'split');
    return { kind, from, into, itemIds: links.map(({ itemId }) => itemId) };
  }

  private async undoNow(act: Act, asked: UndoAsked, tools: Tools): Promise<Done> {
    const { manager } = act;
    const done = await manager.findOneByOrFail(RegroupingRow, { id: asked.regroupingId });
    await mayUndo(manager, done, act.at);
    const rows = await lockAll(manager, [done.fromId, done.intoId]);
    const [from, into] = [rows.get(done.fromId), rows.get(done.intoId)];
    if (!from || !into) throw new RefusedAction('not_found');
    if (isOver(into.state) || (isOver(from.state) && done.kind !== 'merge'))
      throw new RefusedAction('merge_over');
    const itemIds = await takeBack(act, done, { from, into }, tools, asked.back);
    if (done.kind === 'merge') await keepApart(act, from.id, into.id, 'undone');
    else await letTogether(manager, from.id, into.id, 'split');
    const undoneBy = act.actor.replace(/^account:/, '');
    await manager.update(RegroupingRow, { id: done.id }, { undoneBy, undoneAt: act.at });
    return { kind: 'undo', from: into, into: from, itemIds, undoes: done.id };
  }

  private async run(
    ids: string[],
    reason: string,
    actor: string,
    work: (act: Act, tools: Tools) => Promise<Done>,
  ): Promise<Regrouped> {
    const done = await this.source.transaction((manager) => this.change(manager, ids, reason, actor, work));
    for (const { id } of done.effect.matters) {
      await this.wakeups.wake('route', { incidentId: id });
      await this.wakeups.wake('escalate', { incidentId: id });
    }
    return done;
  }

  private async look(ids: string[], work: (act: Act, tools: Tools) => Promise<Done>): Promise<RegroupEffect> {
    try {
      return await this.source.transaction(async (manager) => {
        throw new Seen(await this.change(manager, ids, '', 'system', work));
      });
    } catch (error) {
      if (error instanceof Seen) return error.result.effect;
      throw error;
    }
  }

  private async change(
    manager: EntityManager,
    ids: string[],
    reason: string,
    actor: string,
    work: (act: Act, tools: Tools) => Promise<Done>,
  ): Promise<Regrouped> {
    const first = await lockFirst(manager, ids[0] ?? '');
    const directory = await this.directories(manager, first.jurisdictionId);
    const act: Act = { manager, actor, at: this.clock.now(timelineOf(first)) };
    const logId = await lastLog(manager);
    const before = await takeSnapshot(manager, ids);
    const done = await work(act, { port: this.port, directory });
    const all = [...new Set([done.into.id, done.from.id])];
    await expireProposals(act, all);
    const after = await takeSnapshot(manager, all);
    const changes = changesBetween(before, after);
    const regroupingId = await keep(act, done, { reason, logId, changes });
    return { regroupingId, incidentId: done.into.id, effect: effectOf(before, after, changes, all) };
  }

  private async mattersOf(regroupingId: string): Promise<string[]> {
    const done = await this.source.manager.findOneBy(RegroupingRow, { id: regroupingId });
    if (!done) throw new RefusedAction('not_found');
    return [done.fromId, done.intoId];
  }
}

const idsOf = ({ fromId, into }: MoveAsked): string[] => (into ? [fromId, into.id] : [fromId]);
