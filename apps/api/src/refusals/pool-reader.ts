import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { mayDo, rightsOf, type Principal } from '#access';
import { AccountRow, principalOf } from '#access/service';
import { Clock, timelineOf } from '#clock';
import { addVisibility, Conditions, DeadlineRow, IncidentRow, listPool, officeFor } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { Colleague, Page, PoolEntry } from '../contract/index.js';
import { today } from '../http/identify.js';
import { iso, isoOrNull } from '../incidents/present.js';

/** 兜底: matters without a responsible unit, and who of the office sees to each. */
@Injectable()
export class PoolReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(
    caller: Principal,
    filter: Parameters<typeof listPool>[2],
    page: { cursor: string | null; limit: number },
  ): Promise<Page<PoolEntry>> {
    const { manager } = this.database;
    const { ids, next } = await listPool(manager, caller, filter, page);
    const [rows, grading, directory] = await Promise.all([
      manager.findBy(IncidentRow, { id: In(ids) }),
      manager.findBy(DeadlineRow, { incidentId: In(ids), rule: 'DL-05', settledAt: IsNull() }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const names = await this.names(rows.flatMap((row) => row.poolOwner ?? []));
    const items = ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      const due = grading.find((one) => one.incidentId === id)?.dueAt ?? null;
      return row ? [this.present(row, due, names, directory, caller)] : [];
    });
    return { items, next };
  }

  /** People who may be asked to see to it: of the caller's unit, with the right to assign. */
  async people(caller: Principal): Promise<Colleague[]> {
    const { jurisdictionId, units } = caller;
    const found = await this.database.manager.findBy(AccountRow, {
      jurisdictionId,
      unit: In([...units]),
      disabled: false,
    });
    return found
      .filter((account) => rightsOf(account.role).includes('routing.decide'))
      .map((account) => ({ login: account.login, name: account.displayName, unit: account.unit }));
  }

  /** Whether that person may be given the incident: assigns in the caller's unit, and is not kept from it (RT-05). */
  async mayBeGiven(caller: Principal, incidentId: string, login: string): Promise<boolean> {
    const people = await this.people(caller);
    if (!people.some((one) => one.login === login)) return false;
    const account = await this.database.manager.findOneByOrFail(AccountRow, { login });
    const asked = await today(this.database.manager, principalOf(account), this.clock.now());
    const conditions = addVisibility(new Conditions(), asked);
    conditions.add(`incident.id = ${conditions.value(incidentId)}`);
    const found: unknown[] = await this.database.query(
      `select 1 from incident where ${conditions.sql}`,
      conditions.values,
    );
    return found.length > 0;
  }

  private present(
    row: IncidentRow,
    dueAt: Date | null,
    names: ReadonlyMap<string, string>,
    directory: Directory,
    caller: Principal,
  ): PoolEntry {
    const now = this.clock.now(timelineOf(row));
    const { office, publicity } = directory.profile.jurisdiction.roles;
    const unit = row.restricted ? publicity : (officeFor(directory, row.recused) ?? office);
    const { poolOwner } = row;
    return {
      incidentId: row.id,
      number: row.number,
      title: row.title,
      opinionLevel: row.opinionLevel,
      unit,
      questions: row.routing?.questions ?? [],
      owner: poolOwner ? { login: poolOwner, name: names.get(poolOwner) ?? poolOwner } : null,
      mine: poolOwner === caller.login,
      dueAt: isoOrNull(dueAt),
      late: dueAt !== null && dueAt <= now,
      mayTake: mayDo(caller, 'routing.decide') && caller.unit !== null,
      rehearsal: row.rehearsal,
      version: row.version,
      now: iso(now),
    };
  }

  private async names(logins: string[]): Promise<Map<string, string>> {
    const found = await this.database.manager.findBy(AccountRow, { login: In([...new Set(logins)]) });
    return new Map(found.map((account) => [account.login, account.displayName]));
  }
}
