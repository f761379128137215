import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { AccountRow, AuditRow } from '#access/service';
import { Clock } from '#clock';
import { dayOf } from '#jurisdiction';
import {
  ContactRow,
  maskEmail,
  maskPhone,
  readDirectory,
  readRoster,
  readShifts,
  SLOT_KEYS,
  slotOfRow,
} from '#jurisdiction/service';
import { unseal, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { RosterList, RosterPerson, RosterUnitDetail } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { isoOrNull } from '../incidents/present.js';
import { shiftOnDuty } from './on-duty.js';
import { presentShift } from './present-shift.js';
import {
  isUnreached,
  listedUnits,
  readFacts,
  unitState,
  type Ground,
  type RosterFacts,
} from './roster-state.js';
import { mayKeepRoster, mustReadRoster } from './who.js';
import { rosterSentence } from './words.js';

const RANK = { red: 0, gaps: 1, due: 2, good: 3 };
const HISTORY = 30;

/** Reads the roster for pages: masked, and only for those who may see it. */
@Injectable()
export class RosterReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** What reading and writing the roster of the caller's city works on. */
  async ground(caller: Principal, manager: EntityManager = this.database.manager): Promise<Ground> {
    const at = this.clock.now('real');
    return {
      manager,
      key: this.keys.contacts,
      jurisdictionId: caller.jurisdictionId,
      // Not through the transaction: what is rolled back would stay in its cache.
      directory: await readDirectory(this.database.manager, caller.jurisdictionId),
      at,
      today: dayOf(at),
    };
  }

  async list(caller: Principal): Promise<RosterList> {
    const facts = await readFacts(await this.ground(caller));
    const items = listedUnits(facts)
      .map((unit) => unitState(unit, facts))
      // Units outside come last: they owe nothing.
      .sort((a, b) => Number(a.external) - Number(b.external) || RANK[a.state] - RANK[b.state]);
    const counts = { red: 0, gaps: 0, due: 0, good: 0 };
    for (const item of items) if (!item.external) counts[item.state] += 1;
    return { items, counts, unreachedDays: facts.directory.profile.clocks.roster.unreachedDays };
  }

  /** @throws ProblemError 404 */
  async unit(caller: Principal, name: string): Promise<RosterUnitDetail> {
    mustReadRoster(caller, name);
    const ground = await this.ground(caller);
    const unit = ground.directory.unit(name);
    if (unit?.name !== name) throw notFound();
    const facts = await readFacts(ground, [name]);
    const state = facts.states.get(name);
    const [former, history, tonight] = await Promise.all([
      this.former(ground, name),
      this.history(ground, name),
      shiftOnDuty(ground, [name]),
    ]);
    const keeps = mayKeepRoster(caller, name);
    return {
      ...unitState(unit, facts),
      people: peopleOf(name, facts),
      former,
      sealed: state?.sealed ?? false,
      submittedAt: state?.submittedAt ?? null,
      submitChannel: state?.submitChannel ?? null,
      confirmedBy: state?.confirmedBy ? await this.nameOf(state.confirmedBy) : null,
      version: state?.version ?? 1,
      history,
      tonight: tonight[0] ? presentShift(tonight[0]) : null,
      mayEdit: keeps,
    };
  }

  /** In plain text, for a caller who may; the reason is logged by the caller of this. */
  async plain(ground: Ground, unit: string) {
    const entries = (
      await readRoster(ground.manager, ground.key, ground.jurisdictionId, ground.at, [unit])
    ).get(unit);
    return SLOT_KEYS.flatMap((slot) => {
      const person = entries?.[slot];
      if (!person) return [];
      const { id: contactId, name, phone, email } = person;
      return [{ contactId, slot, name, phone, email }];
    });
  }

  async shifts(ground: Ground, from: string, to: string, units?: string[]) {
    return readShifts(ground.manager, ground.key, ground.jurisdictionId, { from, to, units });
  }

  /** Who held a slot before, newest first. */
  private async former(
    { manager, key, jurisdictionId }: Ground,
    unit: string,
  ): Promise<RosterUnitDetail['former']> {
    const rows = await manager.find(ContactRow, {
      where: { jurisdictionId, unit },
      order: { endedAt: 'DESC' },
    });
    const current = new Set(rows.filter((row) => !row.endedAt).map((row) => unseal(key, row.nameSealed)));
    return rows.flatMap((row) => {
      const slot = slotOfRow(row);
      if (!row.endedAt || !slot) return [];
      const name = unseal(key, row.nameSealed);
      return current.has(name) ? [] : [{ slot, name, until: isoOrNull(row.endedAt) ?? '' }];
    });
  }

  private async history(
    { manager, jurisdictionId }: Ground,
    unit: string,
  ): Promise<RosterUnitDetail['history']> {
    const rows = await manager
      .createQueryBuilder(AuditRow, 'line')
      .where(`line.subject = :unit and line.action like 'roster.%'`, { unit })
      .andWhere(`line.data->>'jurisdictionId' = :jurisdictionId`, { jurisdictionId })
      .orderBy('line.id', 'DESC')
      .limit(HISTORY)
      .getMany();
    const names = await this.namesOf(rows.map((row) => row.actor));
    return rows.map((row) => ({
      at: isoOrNull(row.at) ?? '',
      actor: names.get(row.actor) ?? '系统',
      text: rosterSentence(row.action, row.data),
    }));
  }

  async nameOf(actor: string): Promise<string> {
    return (await this.namesOf([actor])).get(actor) ?? '系统';
  }

  /** `account:<login>` → the person's name as colleagues know it. */
  async namesOf(actors: string[]): Promise<Map<string, string>> {
    const logins = [
      ...new Set(actors.filter((actor) => actor.startsWith('account:')).map((actor) => actor.slice(8))),
    ];
    if (logins.length === 0) return new Map();
    const rows = await this.database.manager.findBy(AccountRow, { login: In(logins) });
    return new Map(rows.map((row) => [`account:${row.login}`, row.displayName]));
  }
}

/** The people of a unit as shown: names, and so much of numbers and addresses as to recognise them. */
function peopleOf(unit: string, facts: RosterFacts): RosterPerson[] {
  const entries = facts.entries.get(unit) ?? {};
  const nameOf = (id: string | null) =>
    SLOT_KEYS.map((slot) => entries[slot]).find((each) => each?.id === id)?.name;
  return SLOT_KEYS.flatMap((slot) => {
    const person = entries[slot];
    if (!person) return [];
    return [
      {
        contactId: person.id,
        slot,
        name: person.name,
        phone: person.phone === null ? null : maskPhone(person.phone),
        email: person.email === null ? null : maskEmail(person.email),
        since: person.since,
        lastReachedAt: isoOrNull(person.lastReachedAt),
        unreached: isUnreached(person, facts),
        absences: facts.absences
          .filter((row) => row.contactId === person.id)
          .map(({ id, fromDay, toDay, substituteId }) => ({
            id,
            from: fromDay,
            to: toDay,
            substituteId,
            substitute: nameOf(substituteId) ?? null,
            now: fromDay <= facts.today,
          })),
      },
    ];
  });
}
