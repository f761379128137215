import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { enterItem, ManualEntry, type Entry } from '#collect/service';
import {
  addVisibility,
  amendOrder,
  Conditions,
  ItemRow,
  lockIncident,
  openForOrder,
  OrderRow,
  RefusedAction,
  registerOrder,
  reportOrder,
  saveIncident,
  withdrawOrder,
  type Act,
  type IncidentRow,
  type OrderChange,
  type OrderReport,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { RegisteredOrder, RegisterOrder } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { sealText } from './sealed-person.js';

/** Times as moments; the rest as in the contract. */
export type GivenOrder = Omit<RegisterOrder, 'receivedAt' | 'dueAt'> & {
  receivedAt: Date;
  dueAt: Date | null;
};

/** Nothing of what the transaction wrote stays. */
class Undone extends Error {
  constructor(readonly outcome: RegisteredOrder) {
    super(outcome.kind);
  }
}

/**
 * Registers superior's orders. The text of an order enters the matter as an item, so that it is held back when secret,
 * masked, and judged like any other (OP-5, MR-5, places, topics); the record with its clock stands beside it in the same
 * transaction.
 */
@Injectable()
export class OrderDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly manual: ManualEntry,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** @throws RefusedAction as `registerOrder`; EntryError */
  async register(caller: Principal, given: GivenOrder): Promise<RegisteredOrder> {
    try {
      const stored = await this.database.transaction((manager) => this.store(manager, caller, given));
      await this.wakeups.wake('judge', { jurisdictionId: caller.jurisdictionId });
      await this.wakeups.wake('route', { incidentId: stored.incidentId });
      await this.wakeups.wake('escalate', { incidentId: stored.incidentId });
      return { kind: 'stored', ...stored };
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
      // Of a secret paper a hash stays, and nothing else (RT-00).
      if (error.outcome.kind === 'classified')
        await this.manual.enter(caller.jurisdictionId, entryOf(given, null), caller.login);
      return error.outcome;
    }
  }

  async amend(caller: Principal, id: string, change: OrderChange & { reason: string }): Promise<void> {
    const incidentId = await this.change(caller, id, async (act, incident, order) => {
      const directory = await readDirectory(act.manager, incident.jurisdictionId);
      await amendOrder(act, incident, order, change, directory);
    });
    await this.wakeups.wake('route', { incidentId });
    await this.wakeups.wake('escalate', { incidentId });
  }

  async report(caller: Principal, id: string, report: OrderReport): Promise<void> {
    await this.change(caller, id, (act, incident, order) => reportOrder(act, incident, order, report));
  }

  async withdraw(caller: Principal, id: string, reason: string): Promise<void> {
    await this.change(caller, id, (act, incident, order) => withdrawOrder(act, incident, order, reason));
  }

  private async store(manager: EntityManager, caller: Principal, given: GivenOrder) {
    const { jurisdictionId } = caller;
    // Two taps on the button are one order.
    await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`order ${jurisdictionId}`]);
    const { act, incident } = await this.matter(manager, caller, given);
    const context = { jurisdictionId, clock: this.clock, readDirectory };
    const entered = await enterItem(manager, context, entryOf(given, incident.id), caller.login);
    if (entered.kind === 'classified') throw new Undone({ kind: 'classified' });
    const item = await manager.findOneByOrFail(ItemRow, { id: entered.itemId });
    const known = await knownOrder(manager, caller, given, item.text);
    if (known) throw new Undone(known);
    if (!given.incidentId) incident.title = item.title;
    const order = await registerOrder(
      act,
      incident,
      {
        body: given.body,
        documentNumber: given.documentNumber?.trim() || null,
        channel: given.channel,
        receivedAt: given.receivedAt,
        dueAt: given.dueAt,
        reportTo: given.reportTo?.trim() || null,
        units: given.units,
        itemId: entered.kind === 'stored' ? item.id : null,
        asked: item.text,
        callerSealed: sealText(this.keys.contacts, given.caller),
        callerPhoneSealed: sealText(this.keys.contacts, given.callerPhone),
      },
      await readDirectory(manager, jurisdictionId),
    );
    await saveIncident(manager, incident, act.at);
    return { orderId: order.id, incidentId: incident.id, number: incident.number };
  }

  private async matter(
    manager: EntityManager,
    caller: Principal,
    given: GivenOrder,
  ): Promise<{ act: Act; incident: IncidentRow }> {
    const actor = actorOf(caller);
    if (given.incidentId) {
      const incident = await lockIncident(manager, given.incidentId);
      if (!incident) throw new RefusedAction('not_found');
      return { act: { manager, actor, at: this.clock.now(timelineOf(incident)) }, incident };
    }
    const act = { manager, actor, at: this.clock.now('real') };
    if (given.receivedAt > act.at) throw new RefusedAction('in_the_future');
    return {
      act,
      incident: await openForOrder(act, caller.jurisdictionId, titleOf(given), given.receivedAt),
    };
  }

  private async change(
    caller: Principal,
    id: string,
    work: (act: Act, incident: IncidentRow, order: OrderRow) => Promise<void>,
  ): Promise<string> {
    return this.database.transaction(async (manager) => {
      const seen = await manager.findOneBy(OrderRow, { id, jurisdictionId: caller.jurisdictionId });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      // Read again under the lock: somebody may just have reported it.
      const order = incident && (await manager.findOneBy(OrderRow, { id }));
      if (!incident || !order) throw new RefusedAction('not_found');
      await work(
        { manager, actor: actorOf(caller), at: this.clock.now(timelineOf(incident)) },
        incident,
        order,
      );
      await saveIncident(manager, incident, this.clock.now(timelineOf(incident)));
      return incident.id;
    });
  }
}

const LONGEST_TITLE = 60;

/** Its own title, else the first line of what is asked. */
function titleOf({ title, asked }: GivenOrder): string {
  const [line = ''] = (title.trim() || asked.trim()).split('\n');
  return line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE)}…` : line;
}

const entryOf = (given: GivenOrder, intoIncidentId: string | null): Entry => ({
  title: titleOf(given),
  text: given.asked,
  channel: 'superior',
  superiorDueAt: given.dueAt?.toISOString() ?? null,
  intoIncidentId,
  reference: `${given.body}${given.documentNumber ?? ''}`,
});

/**
 * The same words of the same superior, still open; into another incident it is another order. Of a matter the caller may not
 * know of only what they have registered themselves: a report, or what has not been judged yet.
 */
async function knownOrder(
  manager: EntityManager,
  caller: Principal,
  given: GivenOrder,
  asked: string,
): Promise<RegisteredOrder | null> {
  const visible = addVisibility(new Conditions(), caller);
  const conditions = new Conditions(visible.values);
  conditions.add(`orders.jurisdiction_id = ${conditions.value(caller.jurisdictionId)}`);
  conditions.add(`orders.registered_by = ${conditions.value(caller.login)} or (${visible.sql})`);
  conditions.add(`orders.state = 'open' and orders.body = ${conditions.value(given.body)}`);
  const number = conditions.value(given.documentNumber?.trim() || null);
  conditions.add(`orders.document_number is not distinct from ${number}::text`);
  conditions.add(`orders.asked = ${conditions.value(asked)}`);
  if (given.incidentId) conditions.add(`incident.id = ${conditions.value(given.incidentId)}::uuid`);
  const rows: { orderId: string; incidentId: string; number: string }[] = await manager.query(
    `select orders.id as "orderId", orders.incident_id as "incidentId", incident.number
     from superior_order orders join incident on incident.id = orders.incident_id
     where ${conditions.sql} limit 1`,
    conditions.values,
  );
  return rows[0] ? { kind: 'known', ...rows[0] } : null;
}
