import type { EntityManager } from 'typeorm';
import {
  IncidentItemRow,
  IncidentRow,
  RegroupActions,
  RegroupingRow,
  type ItemRow,
} from '#incidents/service';
import { IndexKeeper, JudgeStep, rejudgeRegrouped } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { mergeRouting } from '#route/service';
import { addItem, createHub, MORNING, type Hub } from '../incidents/hub.js';

/** 市住建局 and 新义街道. */
export const FEES = '新义街道绿城社区物业乱收费，业主多次反映没人管，希望有关部门查一查。';
/** 市城市管理局 and 新义街道. */
export const HOLE = '新义街道府前街路面塌陷一个大坑，来往车辆很危险，希望尽快修复。';
/** Waits for a person to confirm. */
export const COLD = '新义街道绿城社区的小区连续三天暖气不热，老人孩子在家穿着棉衣，物业和供热公司互相推诿。';
/** 市城市管理局 and 崇文街道. */
export const DRY = '崇文街道兴华小区从昨天早上开始停水，三千多户居民没有水做饭，希望尽快恢复供水。';
export const DUST = '梧桐镇南姚村口的料场扬尘很大，大车来回跑，村里的窗户不敢开，请环保部门管一管。';
export const PERSON = 'account:zhang';

/** The hub with judging and regrouping: items become matters and are dispatched. */
export async function createRegroupWorld() {
  const hub = await createHub();
  const { source, clock, woken, routeStep } = hub;
  const keeper = new IndexKeeper();
  const judge = new JudgeStep(source, clock, woken, readDirectory, keeper);
  const regroup = new RegroupActions(source, clock, woken, readDirectory, {
    rejudge: rejudgeRegrouped,
    reroute: (manager, incidentId) => routeStep.decide(manager, incidentId),
    unite: mergeRouting,
  });
  const placed = async (itemId: string) =>
    (await hub.manager.findOneByOrFail(IncidentItemRow, { itemId })).incidentId;
  /** One item, judged and routed; gives the item and the matter it is in. */
  const told = async (text: string, part: Partial<ItemRow> = {}) => {
    const itemId = await addItem(hub, { title: text.slice(0, 16), text, ...part });
    await judge.run(hub.jurisdictionId);
    const incidentId = await placed(itemId);
    await routeStep.run(incidentId);
    return { itemId, incidentId };
  };
  const version = async (id: string) => (await hub.incident(id)).version;
  const pair = async (fromId: string, intoId: string) => ({
    fromId,
    intoId,
    versions: { from: await version(fromId), into: await version(intoId) },
    reason: '同一件事',
  });
  const parting = async (fromId: string, itemIds: string[], intoId?: string) => ({
    fromId,
    itemIds,
    version: await version(fromId),
    into: intoId ? { id: intoId, version: await version(intoId) } : null,
    reason: '不是同一件事',
  });
  return {
    ...hub,
    hub,
    judge,
    keeper,
    regroup,
    placed,
    told,
    version,
    pair,
    parting,
    merge: async (fromId: string, intoId: string) => regroup.merge(await pair(fromId, intoId), PERSON),
    move: async (fromId: string, itemIds: string[], intoId?: string) =>
      regroup.move(await parting(fromId, itemIds, intoId), PERSON),
    undo: (regroupingId: string, back: string[] = []) => regroup.undo({ regroupingId, back }, '', PERSON),
    fresh: async () => {
      await fresh(hub);
      keeper.forget(hub.jurisdictionId);
    },
  };
}
export type RegroupWorld = Awaited<ReturnType<typeof createRegroupWorld>>;

async function fresh(hub: Hub): Promise<void> {
  await hub.manager.query(
    `truncate item, incident, incident_item, incident_counter, incident_log, judgement, assignment, deadline, decision,
       escalation, announcement, notice, regrouping, grouping_proposal, kept_apart, fact_settlement, superior_order, recusal, disposition`,
  );
  hub.woken.calls.length = 0;
  hub.clock.set(MORNING);
}

/** Everything that hangs on the matters, but for what every change touches: versions, times of change, the record itself. */
export async function picture(manager: EntityManager, ids: string[]): Promise<string> {
  const all = async (table: string, of = 'incident_id', key = 'id') =>
    manager.query(
      `select to_jsonb(one) - 'version' - 'updated_at' as row from ${table} one where one.${of} = any($1::uuid[]) order by one.${key}`,
      [ids],
    );
  const live: { row: Record<string, unknown> }[] = await all('assignment');
  return JSON.stringify(
    [
      await all('incident', 'id'),
      await all('incident_item', 'incident_id', 'item_id'),
      live.filter(({ row }) => row['state'] !== 'withdrawn'),
      await all('deadline'),
      await all('superior_order'),
    ],
    null,
    1,
  );
}

export const lastRegrouping = (manager: EntityManager): Promise<RegroupingRow | null> =>
  manager.findOne(RegroupingRow, { where: {}, order: { seq: 'DESC' } });
export const matters = (manager: EntityManager): Promise<IncidentRow[]> =>
  manager.find(IncidentRow, { order: { number: 'ASC' } });
