import { LessThan, type EntityManager } from 'typeorm';
import { LinkFormRow } from '#incidents/service';
import { hashToken } from '#secrets';

const KEPT_MS = 25 * 3_600_000;

/** Marks a form as sent. @returns false when it had been: the same page sent twice acts once */
export async function useForm(manager: EntityManager, token: string, now: Date): Promise<boolean> {
  await manager.delete(LinkFormRow, { usedAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
  const written = await manager
    .createQueryBuilder()
    .insert()
    .into(LinkFormRow)
    .values({ tokenHash: hashToken(token), usedAt: now })
    .orIgnore()
    .returning('used_at')
    .execute();
  return (written.raw as unknown[]).length > 0;
}

/** Nothing came of it: whoever goes back and corrects what was filled in may send the same page. */
export const releaseForm = async (manager: EntityManager, token: string): Promise<void> =>
  void (await manager.delete(LinkFormRow, { tokenHash: hashToken(token) }));
