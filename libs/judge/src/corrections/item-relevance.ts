import { In, IsNull, type DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { CorrectedJudgement, Judgement } from '#incidents';
import {
  IncidentItemRow,
  ItemRow,
  JudgementCorrectionRow,
  JudgementRow,
  keepCorrection,
  RefusedAction,
  takeBackCorrection,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { Wakeups } from '#queue';
import { withCorrections } from './with-corrections.js';

/** A person's word on whether an item is ours, by item. */
export type SaidOfItems = ReadonlyMap<string, CorrectedJudgement>;

/** What people have said of items that wait to be judged, and not taken back; one query a batch. */
export async function saidOfItems(manager: EntityManager, items: readonly ItemRow[]): Promise<SaidOfItems> {
  const rows = await manager.find(JudgementCorrectionRow, {
    where: { itemId: In(items.map(({ id }) => id)), aspect: 'relevance', takenBackAt: IsNull() },
    order: { at: 'ASC', id: 'ASC' },
  });
  return new Map(
    rows.map(({ itemId, after }) => [itemId ?? '', { relevance: after as { relevant: boolean } }]),
  );
}

/** Lays it over a judgement: their word wins. What was taken for the place elsewhere falls with it. */
export function withSaid(
  judgement: Judgement,
  said: CorrectedJudgement | undefined,
  directory: Directory,
): Judgement {
  if (!said) return judgement;
  const ours = said.relevance?.relevant === true && judgement.outOfJurisdiction;
  const places = ours ? judgement.places.filter(({ kind }) => kind !== 'outside') : judgement.places;
  return withCorrections({ ...judgement, places }, said, directory);
}

/**
 * “是我们的”“不是我们的” said of an item that is in no incident. It is remembered as a labelled example and wins over whatever
 * is judged later. An item that is ours after all is judged again at once and makes or joins an incident; one that is in
 * an incident is put right there. Permission is checked by the caller.
 */
export class ItemRelevance {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /** @throws RefusedAction `item_unknown`, `item_not_judged`, `item_in_incident`, `item_same` */
  async say(
    jurisdictionId: string,
    itemId: string,
    given: { relevant: boolean; reason: string },
    actor: string,
  ): Promise<JudgementCorrectionRow> {
    const row = await this.source.transaction(async (manager) => {
      const item = await waiting(manager, jurisdictionId, itemId);
      const before = await standing(manager, item.id);
      // Ours and no matter: a person who says it is ours wants it taken up.
      if (before.relevant === given.relevant && (!before.relevant || before.isMatter))
        throw new RefusedAction('item_same');
      const at = this.clock.now(timelineOf(item));
      await this.takeBackAll(manager, item, actor, at);
      const kept = await keepCorrection(
        { manager, actor, at },
        { jurisdictionId, itemId },
        {
          aspect: 'relevance',
          before: { relevant: before.relevant },
          after: { relevant: given.relevant },
          reason: given.reason,
        },
      );
      await judgeAgain(manager, item);
      return kept;
    });
    await this.wakeups.wake('judge', { jurisdictionId });
    return row;
  }

  /** What judging finds counts again. @throws RefusedAction `item_unknown`, `item_in_incident`, `correction_settled` */
  async takeBack(jurisdictionId: string, itemId: string, actor: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const item = await waiting(manager, jurisdictionId, itemId, true);
      const taken = await this.takeBackAll(manager, item, actor, this.clock.now(timelineOf(item)));
      if (taken === 0) throw new RefusedAction('correction_settled');
      await judgeAgain(manager, item);
    });
    await this.wakeups.wake('judge', { jurisdictionId });
  }

  private async takeBackAll(manager: EntityManager, item: ItemRow, actor: string, at: Date): Promise<number> {
    const said = await manager.findBy(JudgementCorrectionRow, {
      itemId: item.id,
      aspect: 'relevance',
      takenBackAt: IsNull(),
    });
    for (const one of said) await takeBackCorrection({ manager, actor, at }, one, null);
    return said.length;
  }
}

/** The item, locked; in no incident. */
async function waiting(
  manager: EntityManager,
  jurisdictionId: string,
  itemId: string,
  unjudged = false,
): Promise<ItemRow> {
  const item = await manager.findOne(ItemRow, {
    where: { id: itemId, jurisdictionId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!item) throw new RefusedAction('item_unknown');
  if (!item.judgedAt && !unjudged) throw new RefusedAction('item_not_judged');
  if (await manager.existsBy(IncidentItemRow, { itemId })) throw new RefusedAction('item_in_incident');
  return item;
}

/** What counts now: what was judged last, a person's word included. */
async function standing(
  manager: EntityManager,
  itemId: string,
): Promise<{ relevant: boolean; isMatter: boolean }> {
  const last = await manager.findOne(JudgementRow, {
    where: { itemId },
    order: { seq: 'DESC' },
    select: { id: true, result: true },
  });
  const { relevant = false, isMatter = false } = last?.result ?? {};
  return { relevant, isMatter };
}

const judgeAgain = (manager: EntityManager, { id }: ItemRow) =>
  manager.update(ItemRow, { id }, { judgedAt: null, turn: 0 });
