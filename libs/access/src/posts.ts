import { IsNull, type EntityManager } from 'typeorm';
import { audit } from './audit.js';
import { AccountRow, PostHolderRow } from './entities/access.entity.js';

/** Whom a post is given to: an account, a person of the roster, or both. */
export interface Holder {
  accountId: string | null;
  contactId: string | null;
}

/**
 * Gives a post (分管岗位) to a person from now on; whoever held it before holds it no longer. Who was in charge of a unit
 * while a matter was public stays recused from it, so rows are ended, not changed.
 * @param holder null: the post is vacant
 */
export async function assignPost(
  manager: EntityManager,
  given: { jurisdictionId: string; portfolio: string; holder: Holder | null; at: Date; by: string },
): Promise<void> {
  const { jurisdictionId, portfolio, holder, at, by } = given;
  await manager.update(PostHolderRow, { jurisdictionId, portfolio, until: IsNull() }, { until: at });
  if (holder) await manager.insert(PostHolderRow, { jurisdictionId, portfolio, ...holder, since: at, by });
  await audit(manager, {
    at,
    actor: by,
    action: 'post.assigned',
    subject: portfolio,
    data: { ...holder },
  });
}

/** Who holds and has held which post, newest first. */
export async function postHolders(manager: EntityManager, jurisdictionId: string): Promise<PostHolderRow[]> {
  return manager.find(PostHolderRow, { where: { jurisdictionId }, order: { since: 'DESC', id: 'ASC' } });
}

/** Says that an account and a row of the roster are one person; null: that they are not. */
export async function linkPerson(
  manager: EntityManager,
  accountId: string,
  contactId: string | null,
  at: Date,
  by: string,
): Promise<void> {
  await manager.update(AccountRow, { id: accountId }, { contactId });
  await audit(manager, { at, actor: by, action: 'account.linked', subject: accountId });
}
