import { Logger } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { DataSource, EntityManager } from 'typeorm';
import { Clock } from '#clock';
import { RefusedAction, type DirectoryReader } from '#incidents/service';
import { JudgeModelRow } from '../entities/model.entity.js';
import { JudgeModels } from '../model/judge-models.js';
import { wordExamples } from '../model/word-examples.js';
import { countCases } from '../regression/counts.js';
import { runCases } from '../regression/regression.js';
import type { DecideCase } from '../regression/sides.js';
import { activeModels, modelsById, pack } from './active-models.js';
import { correctionExamples } from './correction-examples.js';
import type { ModelFigures } from './figures.js';
import type { Trained } from './train.js';
import { trainer, type Trainer } from './trainer.js';

/** A training that has not ended by then went down with its process. */
const DEAD_MS = 10 * 60_000;
/** Mondays at three in the morning, when nobody waits for the core. */
const WEEKDAY = 1;
const HOUR = 3;

export interface KeeperParts {
  clock: Clock;
  directories: DirectoryReader;
  /** Judges and routes a regression case. */
  decide: DecideCase;
  trainer?: Trainer;
}

/**
 * Versions of the learned models of a city: trained on demand or on a schedule from the directory's examples and the
 * city's corrections, measured before and after, put in force and taken back by a person. A training that fails leaves
 * everything as it was and says so.
 */
export class ModelKeeper {
  private readonly logger = new Logger('models');
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly source: DataSource,
    private readonly parts: KeeperParts,
  ) {}

  /**
   * Begins a training and answers at once; it goes on in a thread of its own.
   * @param actor `account:<login>` or `system`
   * @throws RefusedAction `training_already`
   */
  async start(jurisdictionId: string, actor: string): Promise<JudgeModelRow> {
    const { manager } = this.source;
    const directory = await this.parts.directories(manager, jurisdictionId);
    const row = await this.open(jurisdictionId, actor, directory.version);
    const work = this.carryOut(row).finally(() => this.running.delete(work));
    this.running.add(work);
    return row;
  }

  /** When all trainings begun here have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  /** The weekly training of each city that has corrections newer than its last one. @returns ids of the cities begun */
  async due(): Promise<string[]> {
    const now = this.parts.clock.now('real');
    const slot = lastSlot(now);
    const cities: { id: string }[] = await this.source.query(
      `select jurisdiction.id from jurisdiction
       where exists (select 1 from judgement_correction said where said.jurisdiction_id = jurisdiction.id
           and said.aspect in ('field', 'topic') and said.taken_back_at is null and said.at <= $2
           and said.at > coalesce((select max(started_at) from judge_model model
             where model.jurisdiction_id = jurisdiction.id), '-infinity'))
         and not exists (select 1 from judge_model model where model.jurisdiction_id = jurisdiction.id
           and (model.state = 'training' or model.started_at >= $1))`,
      [slot, now],
    );
    for (const { id } of cities) await this.start(id, 'system');
    return cities.map(({ id }) => id);
  }

  private async open(
    jurisdictionId: string,
    actor: string,
    directoryVersion: string,
  ): Promise<JudgeModelRow> {
    return this.source.transaction(async (manager) => {
      // One training at a time a city, and numbers in order.
      await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `model ${jurisdictionId}`,
      ]);
      await this.buryDead(manager, jurisdictionId);
      if (await manager.existsBy(JudgeModelRow, { jurisdictionId, state: 'training' }))
        throw new RefusedAction('training_already');
      const last = (await manager.maximum(JudgeModelRow, 'number', { jurisdictionId })) ?? 0;
      return manager.save(
        manager.create(JudgeModelRow, {
          jurisdictionId,
          number: last + 1,
          state: 'training',
          startedBy: actor,
          startedAt: this.parts.clock.now('real'),
          directoryVersion,
        }),
      );
    });
  }

  private async buryDead(manager: EntityManager, jurisdictionId: string): Promise<void> {
    await manager.query(
      `update judge_model set state = 'failed', note = '训练中断，请重新训练。'
       where jurisdiction_id = $1 and state = 'training' and started_at < $2`,
      [jurisdictionId, new Date(this.parts.clock.now('real').getTime() - DEAD_MS)],
    );
  }

  private async carryOut(row: JudgeModelRow): Promise<void> {
    const { manager } = this.source;
    try {
      const directory = await this.parts.directories(manager, row.jurisdictionId);
      const corrections = await correctionExamples(manager, row.jurisdictionId, directory);
      const { examples } = directory.profile;
      const trained = await (this.parts.trainer ?? trainer)({
        examples,
        corrections,
        words: wordExamples(directory),
      });
      const figures = await this.figures(row.jurisdictionId, trained);
      await manager.update(
        JudgeModelRow,
        { id: row.id, state: 'training' },
        {
          state: 'candidate',
          trainedAt: this.parts.clock.now('real'),
          examples: examples.length,
          corrections: corrections.length,
          figures,
          weights: pack(trained.models),
        },
      );
    } catch (error) {
      this.logger.error(`training ${row.number} failed`, error instanceof Error ? error.stack : error);
      await manager
        .update(
          JudgeModelRow,
          { id: row.id, state: 'training' },
          {
            state: 'failed',
            note: '训练没有完成，现行模型不变。请稍后重新训练；仍不成功的，请联系系统管理员。',
          },
        )
        .catch(() => undefined);
    }
  }

  private async figures(jurisdictionId: string, { models, before, after }: Trained): Promise<ModelFigures> {
    const { manager } = this.source;
    const directory = await this.parts.directories(manager, jurisdictionId);
    const now = await activeModels(manager, jurisdictionId, directory);
    const outcomes = await runCases(manager, jurisdictionId, this.parts.decide, {
      now: { directory, models: now.models },
      then: { directory, models: JudgeModels.fromJSON(models) },
    });
    const { n, rightNow, rightThen, broken, mended } = countCases(outcomes);
    const regression = { n, rightBefore: rightNow, rightAfter: rightThen ?? 0, broken, mended };
    return { before, after, regression: n > 0 ? regression : null };
  }

  /**
   * Puts a version in force for every process from the next batch on; the one in force until then is kept.
   * @throws RefusedAction `not_found`, `model_settled`
   */
  async activate(
    jurisdictionId: string,
    id: string,
    { actor, note }: { actor: string; note: string },
  ): Promise<JudgeModelRow> {
    return this.source.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `model ${jurisdictionId}`,
      ]);
      const row = await manager.findOneBy(JudgeModelRow, { id, jurisdictionId });
      if (!row) throw new RefusedAction('not_found');
      if (row.state !== 'candidate' && row.state !== 'retired') throw new RefusedAction('model_settled');
      // Weights that do not open must not be put in force.
      await modelsById(manager, id);
      const replaced = await retire(manager, jurisdictionId);
      const activatedAt = this.parts.clock.now('real');
      const parts = { state: 'active', activatedAt, activatedBy: actor, replaced, note } as const;
      await manager.update(JudgeModelRow, { id }, parts);
      return Object.assign(row, parts);
    });
  }

  /**
   * Back to what was in force before the active version: the one it replaced, or the directory's examples alone.
   * @returns the number now in force, null: none
   * @throws RefusedAction `not_found` when none is active
   */
  async rollBack(
    jurisdictionId: string,
    { actor, note }: { actor: string; note: string },
  ): Promise<number | null> {
    return this.source.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `model ${jurisdictionId}`,
      ]);
      const active = await manager.findOneBy(JudgeModelRow, { jurisdictionId, state: 'active' });
      if (!active) throw new RefusedAction('not_found');
      await manager.update(JudgeModelRow, { id: active.id }, { state: 'retired', note });
      if (active.replaced === null) return null;
      await manager.update(
        JudgeModelRow,
        { jurisdictionId, number: active.replaced },
        { state: 'active', activatedAt: this.parts.clock.now('real'), activatedBy: actor },
      );
      return active.replaced;
    });
  }
}

/** @returns the number of the version that was in force */
async function retire(manager: EntityManager, jurisdictionId: string): Promise<number | null> {
  const active = await manager.findOneBy(JudgeModelRow, { jurisdictionId, state: 'active' });
  if (!active) return null;
  await manager.update(JudgeModelRow, { id: active.id }, { state: 'retired' });
  return active.number;
}

/** The last Monday, three o'clock, that has passed. */
export function lastSlot(now: Date): Date {
  const local = DateTime.fromJSDate(now, { zone: 'Asia/Shanghai' });
  const slot = local.set({ weekday: WEEKDAY, hour: HOUR, minute: 0, second: 0, millisecond: 0 });
  return (slot > local ? slot.minus({ weeks: 1 }) : slot).toJSDate();
}
