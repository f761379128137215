import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock } from '#clock';
import { addVisibility, Conditions } from '#incidents/service';
import { inForce, type Directory, type EntryBody, type Unit } from '#jurisdiction';
import { ContactRow, readDirectory, readEntries } from '#jurisdiction/service';
import type { UnitPage } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { EntryReader } from './entry-reader.js';
import { presentEntry } from './present-entry.js';
import { sqlStates, UNDER_WAY } from '#incidents';

/** One page a unit: what it is, what it answers for, who is in charge of it. */
@Injectable()
export class UnitPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly entries: EntryReader,
  ) {}

  /** @param name official name or an alias */
  async one(caller: Principal, name: string): Promise<UnitPage> {
    const { manager } = this.database;
    const directory = await readDirectory(manager, caller.jurisdictionId);
    const unit = directory.unit(name);
    if (!unit) throw notFound();
    const { entries } = await readEntries(manager, caller.jurisdictionId);
    const standing = entries.get('units', unit.name);
    if (!standing) throw notFound();
    const [referrers, roster, openDuties] = await Promise.all([
      this.entries.referrers(caller, 'units', unit.name),
      mayDo(caller, 'roster.read') && !unit.external ? this.roster(caller, unit.name) : null,
      mayDo(caller, 'incidents.all') ? this.openDuties(caller, unit.name) : null,
    ]);
    return {
      entry: presentEntry(standing, caller, this.entries.today()),
      ...this.answersFor(directory, unit),
      bodies: entries
        .of('bodies')
        .filter(({ body }) => body['unit'] === unit.name && mayDo(caller, 'directory.change'))
        .map(({ key, body }) => ({ key, words: wordsOf(body) })),
      exceptions: mayDo(caller, 'directory.change') ? exceptionsFor(directory, unit.name) : [],
      roster,
      openDuties,
      referrers,
    };
  }

  private answersFor(directory: Directory, unit: Unit) {
    const now = this.clock.now();
    const { units, fields, topics, places, portfolios } = directory.profile;
    return {
      superior: unit.superior,
      predecessors: units.filter(({ successor }) => successor === unit.name).map(({ name }) => name),
      successor: unit.successor ?? null,
      fields: fields
        .filter((field) => field.unit === unit.name && inForce(field, now))
        .map(({ no, name }) => ({ no, name })),
      topics: topics
        .filter((topic) => inForce(topic, now))
        .flatMap(({ no, name, unit: inCharge, assisting }): UnitPage['topics'] => {
          if (inCharge === unit.name) return [{ no, name, as: '主责' }];
          return assisting.includes(unit.name) ? [{ no, name, as: '协同' }] : [];
        }),
      places: places
        .filter((place) => place.unit === unit.name && inForce(place, now))
        .map(({ code, name, kind }) => ({ code, name, kind })),
      portfolio: portfolios
        .filter((post) => post.units.includes(unit.name))
        .map(({ key, post, validFrom, validTo }) => ({
          key,
          post,
          validFrom: validFrom ?? null,
          validTo: validTo ?? null,
        })),
    };
  }

  private async roster(caller: Principal, unit: string): Promise<UnitPage['roster']> {
    const rows = await this.database.manager.find(ContactRow, {
      where: { jurisdictionId: caller.jurisdictionId, unit, endedAt: IsNull() },
      select: { role: true, emailSealed: true, validFrom: true, validTo: true },
    });
    const today = this.entries.today();
    const held = rows.filter(
      ({ validFrom, validTo }) => (!validFrom || validFrom <= today) && (!validTo || validTo >= today),
    );
    const has = (role: ContactRow['role']) => held.some((row) => row.role === role);
    return {
      chargeLeader: has('charge_leader'),
      office: has('office'),
      handler: has('handler'),
      liaison: has('liaison'),
      reachable: held.some((row) => row.role === 'liaison' && row.emailSealed !== null),
    };
  }

  private async openDuties(caller: Principal, unit: string): Promise<number> {
    const conditions = addVisibility(new Conditions(), caller);
    conditions
      .add(`duty.unit = ${conditions.value(unit)}`)
      .add(`duty.state <> 'withdrawn' and duty.must_sign`);
    conditions.add(
      `incident.state in (${sqlStates(UNDER_WAY)}) and not incident.rehearsal and not incident.historic`,
    );
    const [row]: { count: number }[] = await this.database.query(
      `select count(*)::int as count from assignment duty join incident on incident.id = duty.incident_id
       where ${conditions.sql}`,
      conditions.values,
    );
    return row?.count ?? 0;
  }
}

const wordsOf = (body: EntryBody): string[] =>
  Array.isArray(body['words']) ? (body['words'] as string[]) : [];

const exceptionsFor = (directory: Directory, unit: string): { key: string; name: string }[] =>
  directory.profile.exceptions
    .filter(({ units, then }) =>
      [units, then.respondents, then.firstResponsible, then.assisting, then.informed].some((names) =>
        names?.includes(unit),
      ),
    )
    .map(({ key, name }) => ({ key, name }));
