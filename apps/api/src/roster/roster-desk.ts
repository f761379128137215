import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { actsFor, type Principal } from '#access';
import { audit, type AuditAction } from '#access/service';
import {
  changeUnit,
  confirmUnit,
  ContactAbsenceRow,
  ContactRow,
  readRoster,
  SLOT_KEYS,
  type Person,
  type Slot,
} from '#jurisdiction/service';
import type { RevealedPeople } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput, notFound } from '../http/problem.js';
import { NewPeople } from '../recusal/new-people.js';
import type { absence, edit } from './forms.js';
import { RosterReader } from './roster-reader.js';
import type { Ground } from './roster-state.js';
import { mustKeepRoster } from './who.js';

/** Changes of a unit's entries: phone numbers and duties hold at once, need no second person, and are logged. */
@Injectable()
export class RosterDesk {
  constructor(
    private readonly database: DataSource,
    private readonly reader: RosterReader,
    private readonly people: NewPeople,
  ) {}

  /** @throws ProblemError 400, 403, 404; RosterStale */
  async edit(caller: Principal, unit: string, given: z.output<typeof edit>): Promise<void> {
    await this.during(caller, unit, async (ground) => {
      const { version, set, ...state } = given;
      const slots = await changeUnit(ground.manager, ground.key, ground.directory, {
        ...this.act(caller, ground),
        unit,
        version,
        set: await wholePeople(ground, unit, set),
        state,
        confirms: actsFor(caller, unit),
      });
      await this.people.keepFromReports(ground.manager, ground.jurisdictionId);
      await this.log(ground, caller, 'roster.changed', unit, { slots });
    });
  }

  /** 确认 @throws ProblemError 403, 404; RosterStale */
  async confirm(caller: Principal, unit: string, version: number): Promise<void> {
    await this.during(caller, unit, async (ground) => {
      await confirmUnit(ground.manager, ground.directory, { ...this.act(caller, ground), unit, version });
      await this.log(ground, caller, 'roster.confirmed', unit, {});
    });
  }

  /** 离岗 @throws ProblemError 400, 403, 404 */
  async addAbsence(caller: Principal, unit: string, given: z.output<typeof absence>): Promise<void> {
    await this.during(caller, unit, async (ground) => {
      const { contactId, from, to, substituteId } = given;
      if (to < ground.today) throw badInput('离岗的结束日期已经过去，请核对日期。');
      if (substituteId === contactId) throw badInput('替岗人不能是本人，请另选一人。');
      const people = await ground.manager.findBy(ContactRow, {
        jurisdictionId: ground.jurisdictionId,
        unit,
        endedAt: IsNull(),
      });
      const known = (id: string) => people.some((row) => row.id === id);
      if (!known(contactId) || (substituteId !== null && !known(substituteId))) throw notFound();
      await ground.manager.insert(ContactAbsenceRow, {
        jurisdictionId: ground.jurisdictionId,
        contactId,
        fromDay: from,
        toDay: to,
        substituteId,
        recordedBy: actorOf(caller),
        recordedAt: ground.at,
      });
      await this.log(ground, caller, 'roster.absence', unit, { contactId, from, to });
    });
  }

  /** @throws ProblemError 403, 404 */
  async cancelAbsence(caller: Principal, unit: string, id: string): Promise<void> {
    await this.during(caller, unit, async (ground) => {
      const { jurisdictionId, manager, at } = ground;
      const row = await manager.findOneBy(ContactAbsenceRow, { id, jurisdictionId, cancelledAt: IsNull() });
      const contact =
        row && (await manager.findOneBy(ContactRow, { id: row.contactId, jurisdictionId, unit }));
      if (!contact) throw notFound();
      await manager.update(ContactAbsenceRow, { id }, { cancelledAt: at });
      await this.log(ground, caller, 'roster.absence', unit, { contactId: contact.id, cancelled: true });
    });
  }

  /** In plain text, for a reason that is logged. @throws ProblemError 403, 404 */
  async reveal(caller: Principal, unit: string, reason: string): Promise<RevealedPeople> {
    return this.during(caller, unit, async (ground) => {
      const people = await this.reader.plain(ground, unit);
      await this.log(ground, caller, 'roster.revealed', unit, { reason });
      return { people };
    });
  }

  /** One line of the audit log; never a name, a number or an address. */
  log(
    ground: Pick<Ground, 'manager' | 'at' | 'jurisdictionId'>,
    caller: Principal,
    action: AuditAction,
    subject: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    const { manager, at, jurisdictionId } = ground;
    return audit(manager, { at, actor: actorOf(caller), action, subject, data: { ...data, jurisdictionId } });
  }

  private async during<T>(caller: Principal, unit: string, work: (ground: Ground) => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager: EntityManager) => {
      const ground = await this.reader.ground(caller, manager);
      // By its present name: a unit outside the installation too, which gets letters.
      if (ground.directory.unit(unit)?.name !== unit) throw notFound();
      mustKeepRoster(caller, unit);
      return work(ground);
    });
  }

  private act(caller: Principal, { jurisdictionId, at }: Ground) {
    return { jurisdictionId, at, actor: actorOf(caller) };
  }
}

/** A number or address that the form leaves out stays as it is, as long as the person does. */
async function wholePeople(
  ground: Ground,
  unit: string,
  set: z.output<typeof edit>['set'],
): Promise<Partial<Record<Slot, Person | null>>> {
  const { manager, key, jurisdictionId, at } = ground;
  const now = (await readRoster(manager, key, jurisdictionId, at, [unit])).get(unit) ?? {};
  const whole: Partial<Record<Slot, Person | null>> = {};
  for (const slot of SLOT_KEYS) {
    const given = set[slot];
    if (given === undefined) continue;
    const before = now[slot]?.name === given?.name ? now[slot] : undefined;
    whole[slot] = given && {
      name: given.name,
      phone: given.phone === undefined ? (before?.phone ?? null) : given.phone,
      email: given.email === undefined ? (before?.email ?? null) : given.email,
    };
  }
  return whole;
}
