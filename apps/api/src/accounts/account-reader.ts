import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { AccountRow, lastSeen } from '#access/service';
import { Clock } from '#clock';
import type { Directory } from '#jurisdiction';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import type { AccountView, PersonOption } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { contactRoleWords } from '../recusal/words.js';

const MOST = 20;

/** Accounts as the administrator sees them. */
@Injectable()
export class AccountReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
  ) {}

  /** Those in use first, by unit and login. */
  async list(caller: Principal, id?: string): Promise<AccountView[]> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const rows = await manager.find(AccountRow, {
      where: { jurisdictionId, ...(id !== undefined && { id }) },
      order: { disabled: 'ASC', unit: 'ASC', login: 'ASC' },
    });
    const [directory, seen] = await Promise.all([
      readDirectory(manager, jurisdictionId),
      lastSeen(manager, this.clock.now()),
    ]);
    return Promise.all(rows.map((row) => this.view(row, { caller, directory, seen })));
  }

  async one(caller: Principal, id: string): Promise<AccountView> {
    const [account] = await this.list(caller, id);
    if (!account) throw notFound();
    return account;
  }

  /** People of the roster whose name or unit holds the word; at most twenty. */
  async people(caller: Principal, word: string): Promise<PersonOption[]> {
    const named = await this.contacts.namesOf(this.database.manager, caller.jurisdictionId);
    return named
      .filter(({ name, unit }) => name.includes(word) || unit.includes(word))
      .slice(0, MOST)
      .map(({ contactId, name, unit, role }) => ({
        id: contactId,
        kind: 'contact',
        name,
        unit,
        post: contactRoleWords[role],
      }));
  }

  private async view(
    row: AccountRow,
    { caller, directory, seen }: { caller: Principal; directory: Directory; seen: Map<string, Date> },
  ): Promise<AccountView> {
    const now = this.clock.now();
    const { contactId, lockedUntil } = row;
    const person = contactId === null ? null : await this.contacts.contact(this.database.manager, contactId);
    return {
      id: row.id,
      login: row.login,
      displayName: row.displayName,
      role: row.role,
      unit: row.unit,
      unitToday: row.unit === null ? null : (directory.dutyHolder(row.unit, now)?.unit.name ?? null),
      disabled: row.disabled,
      lockedUntil: lockedUntil && lockedUntil > now ? iso(lockedUntil) : null,
      mustChangePassword: row.mustChange,
      person: person && { id: person.id, name: person.name, unit: person.unit },
      lastSeenAt: isoOrNull(seen.get(row.id) ?? null),
      createdAt: iso(row.createdAt),
      own: row.id === caller.accountId,
    };
  }
}
