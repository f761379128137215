import { Logger } from '@nestjs/common';
import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { emptyJudgement, type Item, type Judgement } from '#incidents';
import { ItemRow, type DirectoryReader } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { Wakeups } from '#queue';
import {
  indexEntry,
  judge,
  nearestIncidents,
  type Found,
  type LearnedModels,
  type LookupHit,
  type Nearness,
} from '../index.js';
import { activeModels } from '../learning/active-models.js';
import { saidOfItems, withSaid, type SaidOfItems } from '../corrections/item-relevance.js';
import { proposeGroupings } from './grouping-pass.js';
import { IndexKeeper } from './index-keeper.js';
import { itemOf, laneOf, timeOf } from './item-of.js';
import { grownItems, settleGrown } from './grown.js';
import { JudgeBatch, type ToRoute } from './judge-batch.js';

/** Items a transaction takes. */
export const BATCH = 200;
/** Incidents a text is compared with part by part, for people to look at. */
const NEAREST = 5;

/** Beside the thresholds: likeness from which an item joins, and from which a person is asked. */
export interface NearestIncidents {
  near: Nearness[];
  joinsFrom: number;
  suggestedFrom: number;
}

/**
 * 研判: takes unjudged items in order of arrival, those that look urgent first, imported history last, and makes them into
 * incidents. One writer a
 * jurisdiction, by a lock that dies with its transaction; a second worker finds it taken and goes home.
 */
export class JudgeStep {
  private readonly logger = new Logger('judge');
  /** The models in force as each batch found them. */
  private readonly models = new WeakMap<Directory, LearnedModels>();
  /** What people have said of the items of a batch. */
  private readonly said = new WeakMap<JudgeBatch, SaidOfItems>();

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly keeper = new IndexKeeper(),
  ) {}

  /**
   * Judges all that waits.
   * @param progress is told the number of items done so far
   * @returns how many items were judged here; 0 also when another worker is at it
   */
  async run(jurisdictionId: string, progress?: (done: number) => void): Promise<number> {
    let done = 0;
    for (;;) {
      const batch = await this.batch(jurisdictionId);
      await Promise.all(
        batch.route.map(({ incidentId, turn }) => this.wakeups.wake('route', { incidentId }, turn)),
      );
      done += batch.items;
      if (batch.items > 0) progress?.(done);
      if (batch.items < BATCH) return done;
    }
  }

  /**
   * Incidents that a text or a link may belong to, as somebody types it (manual entry); real ones only.
   * @returns the nearest first, similarity 0…1
   */
  lookup(jurisdictionId: string, text: string, url?: string): Promise<LookupHit[]> {
    return this.keeper.lookup(this.source.manager, jurisdictionId, text, url);
  }

  /** Where a text would belong if it came in now; changes nothing. Real ones only. */
  async wouldJoin(jurisdictionId: string, item: Item, judgement: Judgement): Promise<Found> {
    const at = new Date(item.publishedAt ?? item.discoveredAt ?? this.clock.now('real'));
    const index = await this.keeper.caughtUp(this.source.manager, jurisdictionId, 'real');
    return index.find(indexEntry(item, judgement, at));
  }

  /** The incidents nearest to a text or to an item that is here, and what makes them so; changes nothing. */
  async nearest(
    jurisdictionId: string,
    lane: 'real' | 'rehearsal',
    item: Item,
    judgement: Judgement,
  ): Promise<NearestIncidents> {
    const at = new Date(item.publishedAt ?? item.discoveredAt ?? this.clock.now(lane));
    const index = await this.keeper.caughtUp(this.source.manager, jurisdictionId, lane);
    const { merge: joinsFrom, suggest: suggestedFrom } = index.thresholds;
    return {
      near: nearestIncidents(index, indexEntry(item, judgement, at), NEAREST),
      joinsFrom,
      suggestedFrom,
    };
  }

  /**
   * Proposes which open matters may be one and which may be two, as they stand by now.
   * @returns how many proposals are new
   */
  async propose(jurisdictionId: string): Promise<number> {
    const { manager } = this.source;
    let stored = 0;
    for (const lane of ['real', 'rehearsal'] as const) {
      const index = await this.keeper.caughtUp(manager, jurisdictionId, lane);
      const now = this.clock.now(lane);
      stored += await proposeGroupings(manager, index, { jurisdictionId, lane, now });
    }
    return stored;
  }

  private async batch(jurisdictionId: string): Promise<{ items: number; route: ToRoute[] }> {
    try {
      return await this.source.transaction((manager) => this.judgeBatch(manager, jurisdictionId));
    } catch (error) {
      this.keeper.forget(jurisdictionId);
      throw error;
    }
  }

  private async judgeBatch(manager: EntityManager, jurisdictionId: string) {
    const nothing = { items: 0, route: [] as ToRoute[] };
    const lock: { taken: boolean }[] = await manager.query(
      `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken`,
      [`judge ${jurisdictionId}`],
    );
    if (!lock[0]?.taken) return nothing;
    const items = await manager.find(ItemRow, {
      where: { jurisdictionId, judgedAt: IsNull() },
      order: { historic: 'ASC', turn: 'ASC', seq: 'ASC' },
      take: BATCH,
    });
    const grown = await grownItems(manager, jurisdictionId, BATCH);
    if (items.length + grown.length === 0) return nothing;
    const directory = await this.directories(manager, jurisdictionId);
    await this.readModels(manager, jurisdictionId, directory);
    const batch = new JudgeBatch(manager, directory, this.indexes(manager, jurisdictionId));
    this.said.set(batch, await saidOfItems(manager, [...items, ...grown.map(({ row }) => row)]));
    for (const row of items) await this.judgeOne(batch, row, directory);
    for (const { row, incidentId } of grown)
      if (incidentId) await this.judgeAgain(batch, row, incidentId, directory);
      else await this.judgeOne(batch, row, directory);
    const { route, seq } = await batch.write((row) => this.clock.now(timelineOf(row)), items);
    for (const lane of new Set(items.map(laneOf))) this.keeper.seen(jurisdictionId, lane, seq);
    await settleGrown(manager, grown);
    return { items: items.length + grown.length, route };
  }

  /** Models help where words are silent: judging goes on without one that cannot be read. */
  private async readModels(
    manager: EntityManager,
    jurisdictionId: string,
    directory: Directory,
  ): Promise<void> {
    try {
      this.models.set(directory, (await activeModels(manager, jurisdictionId, directory)).models);
    } catch (error) {
      this.logger.error('the learned models cannot be read', error instanceof Error ? error.stack : error);
    }
  }

  /** Seen again with higher counts: its text is judged with them, where it stands. */
  private async judgeAgain(
    batch: JudgeBatch,
    row: ItemRow,
    incidentId: string,
    directory: Directory,
  ): Promise<void> {
    const judgement = this.judged(itemOf(row), directory);
    if (row.channel === 'manual') judgement.isMatter = true;
    await batch.again(row, incidentId, judgement, this.clock.now(timelineOf(row)));
  }

  private async judgeOne(batch: JudgeBatch, row: ItemRow, directory: Directory): Promise<void> {
    const at = this.clock.now(timelineOf(row));
    const item = itemOf(row);
    const said = this.said.get(batch)?.get(row.id);
    const judgement = withSaid(this.judged(item, directory), said, directory);
    // What a person enters is a matter because that person says so.
    if (row.channel === 'manual') judgement.isMatter = true;
    const matter = judgement.relevant && judgement.isMatter;
    if (!matter && !row.intoIncidentId) batch.dismiss(row, judgement, at);
    else await batch.place(row, judgement, indexEntry(item, judgement, timeOf(row)), at);
  }

  /** A text on which judging fails must not hold up those behind it; a person sees it among the items. */
  private judged(item: Item, directory: Directory): Judgement {
    try {
      return judge(item, directory, { models: this.models.get(directory) });
    } catch (error) {
      this.logger.error(`item ${item.id} could not be judged`, error instanceof Error ? error.stack : error);
      const because = '本条信息未能自动研判，请人工查看。';
      return { ...emptyJudgement(), why: [{ rule: 'JUDGE', version: directory.version, because }] };
    }
  }

  /** Each lane's index catches up once a batch. */
  private indexes(manager: EntityManager, jurisdictionId: string) {
    const ready = new Map<string, ReturnType<IndexKeeper['caughtUp']>>();
    return (lane: Parameters<IndexKeeper['caughtUp']>[2]) => {
      const known = ready.get(lane) ?? this.keeper.caughtUp(manager, jurisdictionId, lane);
      ready.set(lane, known);
      return known;
    };
  }
}
