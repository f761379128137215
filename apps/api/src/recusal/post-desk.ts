import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { AccountRow, assignPost, postHolders, type Holder, type PostHolderRow } from '#access/service';
import { Clock } from '#clock';
import { inForce, type Portfolio } from '#jurisdiction';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import type { HoldPost, PostHolder, PostView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput, notFound } from '../http/problem.js';
import { iso } from '../incidents/present.js';

/** Posts in charge of units: who holds them, who held them, and giving them to somebody else. */
@Injectable()
export class PostDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
  ) {}

  async list(jurisdictionId: string): Promise<PostView[]> {
    const { manager } = this.database;
    const [directory, rows, accounts] = await Promise.all([
      readDirectory(manager, jurisdictionId),
      postHolders(manager, jurisdictionId),
      manager.findBy(AccountRow, { jurisdictionId }),
    ]);
    const now = this.clock.now();
    const posts = directory.profile.portfolios.filter((portfolio) => inForce(portfolio, now));
    return Promise.all(posts.map((post) => this.view(post, rows, accounts)));
  }

  /** From now on; whoever held it stays kept from what was public meanwhile. @throws ProblemError 400, 404 */
  async assign(caller: Principal, portfolio: string, person: HoldPost['person']): Promise<PostView> {
    const { jurisdictionId } = caller;
    const one = async () => (await this.list(jurisdictionId)).find((post) => post.key === portfolio);
    if (!(await one())) throw notFound();
    await this.database.transaction(async (manager) => {
      const holder = person && (await holderOf(manager, jurisdictionId, person));
      const at = this.clock.now();
      await assignPost(manager, { jurisdictionId, portfolio, holder, at, by: actorOf(caller) });
    });
    return (await one()) as PostView;
  }

  private async view(
    { key, post, units }: Portfolio,
    rows: readonly PostHolderRow[],
    accounts: readonly AccountRow[],
  ): Promise<PostView> {
    const own = rows.filter((row) => row.portfolio === key);
    const held = await Promise.all(
      own.map(async (row) => ({ until: row.until, ...(await this.holder(row, accounts)) })),
    );
    const now = held.find(({ until }) => until === null);
    const before = held.flatMap(({ until, ...one }) => (until ? [{ ...one, until: iso(until) }] : []));
    const holder = now && { name: now.name, unit: now.unit, login: now.login, since: now.since };
    return { key, post, units, holder: holder ?? null, before };
  }

  private async holder(row: PostHolderRow, accounts: readonly AccountRow[]): Promise<PostHolder> {
    const account = accounts.find((one) => one.id === row.accountId);
    const contact =
      account || row.contactId === null
        ? null
        : await this.contacts.contact(this.database.manager, row.contactId);
    return {
      name: account?.displayName ?? contact?.name ?? '已不在名册',
      unit: account?.unit ?? contact?.unit ?? null,
      login: account?.login ?? null,
      since: iso(row.since),
    };
  }
}

/** One person may stand in both: an account linked with the roster is kept away by mail and by page alike. */
async function holderOf(
  manager: EntityManager,
  jurisdictionId: string,
  { kind, id }: NonNullable<HoldPost['person']>,
): Promise<Holder> {
  const account = await manager.findOneBy(
    AccountRow,
    kind === 'account' ? { id, jurisdictionId } : { contactId: id, jurisdictionId },
  );
  if (kind === 'account' && account) return { accountId: account.id, contactId: account.contactId };
  if (kind === 'contact' && (await manager.existsBy(ContactRow, { id, jurisdictionId })))
    return { accountId: account?.id ?? null, contactId: id };
  throw badInput('没有找到这个人，请重新选择。');
}
