import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { AccountRow } from '#access/service';
import { IncidentRow, inChargeOf, isReport, isRunning, RecusalRow, SplitRow } from '#incidents/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import type { LinkedMatter, PersonOption, RecusalView, RecusedPerson } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso } from '../incidents/present.js';
import { contactRoleWords, roleNames } from './words.js';
import { isOver } from '#incidents';

const MOST = 20;

/** Who is kept from a matter, and what it was split from or into; for those who may see restricted matters. */
@Injectable()
export class RecusalReader {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly contacts: ContactBook,
  ) {}

  async of(caller: Principal, id: string): Promise<RecusalView> {
    const { manager } = this.database;
    const row = await manager.findOneBy(IncidentRow, { id });
    if (!row) throw notFound();
    const [report, concerns, undone] = await Promise.all([
      row.splitFrom ? this.linked(caller, { id: row.splitFrom }) : [],
      this.linked(caller, { splitFrom: id }),
      manager.findBy(SplitRow, { incidentId: id, undoneAt: Not(IsNull()) }),
    ]);
    const takenBack = new Set(undone.map(({ concernId }) => concernId));
    return {
      version: row.version,
      restricted: row.restricted,
      units: row.recused,
      persons: await this.persons(row),
      report: report[0] ?? null,
      concerns: concerns.filter((concern) => !takenBack.has(concern.id)),
      may: await this.allowed(caller, row),
    };
  }

  /** Accounts and people of the roster whose name or unit holds the word; at most twenty. */
  async people(caller: Principal, word: string): Promise<PersonOption[]> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const [accounts, named] = await Promise.all([
      manager.find(AccountRow, { where: { jurisdictionId, disabled: false }, order: { displayName: 'ASC' } }),
      this.contacts.namesOf(manager, jurisdictionId),
    ]);
    const options: PersonOption[] = [
      ...accounts.map(({ id, displayName, unit, role }) => ({
        id,
        kind: 'account' as const,
        name: displayName,
        unit,
        post: roleNames[role],
      })),
      ...named.map(({ contactId, name, unit, role }) => ({
        id: contactId,
        kind: 'contact' as const,
        name,
        unit,
        post: contactRoleWords[role],
      })),
    ];
    return options.filter(({ name, unit }) => name.includes(word) || unit?.includes(word)).slice(0, MOST);
  }

  private async linked(
    caller: Principal,
    where: { id?: string; splitFrom?: string },
  ): Promise<LinkedMatter[]> {
    const rows = await this.database.manager.find(IncidentRow, { where, order: { createdAt: 'ASC' } });
    const seen = await this.incidents.whichOf(
      caller,
      rows.map((row) => row.id),
    );
    return rows
      .filter((row) => seen.has(row.id))
      .map(({ id, number, title, state }) => ({ id, number, title, state }));
  }

  private async persons(row: IncidentRow): Promise<RecusedPerson[]> {
    const { manager } = this.database;
    const standing = await manager.find(RecusalRow, {
      where: { incidentId: row.id, liftedAt: IsNull() },
      order: { at: 'ASC' },
    });
    const said = await Promise.all(
      standing.map(async ({ personId, kind, origin, reason, by, at }) => {
        const person = await this.named(kind, personId);
        return {
          ...person,
          id: personId,
          kind,
          origin,
          reason,
          by: by === 'system' ? null : by,
          at: iso(at),
        };
      }),
    );
    const charge = await inChargeOf(manager, row.id);
    const directory = charge.length > 0 ? await readDirectory(manager, row.jurisdictionId) : null;
    const posts = await Promise.all(
      charge.map(async ({ portfolio, kind, id }) => ({
        ...(await this.named(kind, id)),
        id,
        kind,
        origin: 'post' as const,
        reason: directory?.profile.portfolios.find(({ key }) => key === portfolio)?.post ?? portfolio,
        by: null,
        at: null,
      })),
    );
    return [...said, ...posts.filter((post) => !said.some(({ id }) => id === post.id))];
  }

  private async named(
    kind: 'account' | 'contact',
    id: string,
  ): Promise<{ name: string; unit: string | null }> {
    const { manager } = this.database;
    if (kind === 'contact') {
      const contact = await this.contacts.contact(manager, id);
      return { name: contact?.name ?? '已不在名册', unit: contact?.unit ?? null };
    }
    const account = await manager.findOneBy(AccountRow, { id });
    return { name: account?.displayName ?? '账号已停用', unit: account?.unit ?? null };
  }

  private async allowed(caller: Principal, row: IncidentRow): Promise<RecusalView['may']> {
    if (!mayDo(caller, 'routing.decide') || row.historic || isOver(row.state)) return [];
    if (!isReport(row)) return ['recuse'];
    const { manager } = this.database;
    const concern = await manager.findOneBy(IncidentRow, { splitFrom: row.id, closedAt: IsNull() });
    return concern
      ? ['recuse', 'split', ...(isRunning(concern) ? [] : (['undo_split'] as const))]
      : ['recuse', 'split', 'deny'];
  }
}
