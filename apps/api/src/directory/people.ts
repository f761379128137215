import { In, type EntityManager } from 'typeorm';
import { AccountRow } from '#access/service';

const STANDING: Record<string, string> = { profile: '配置文件', system: '系统' };

/** Display names of those who changed something (`account:<login>`). */
export async function namesOfActors(
  manager: EntityManager,
  actors: readonly (string | null)[],
): Promise<(actor: string) => string> {
  const logins = [...new Set(actors.flatMap((actor) => (actor ? [actor.replace(/^account:/, '')] : [])))];
  const rows = await manager.find(AccountRow, {
    where: { login: In(logins) },
    select: { login: true, displayName: true },
  });
  const known = new Map(rows.map(({ login, displayName }) => [login, displayName]));
  return (actor) => {
    const login = actor.replace(/^account:/, '');
    return STANDING[actor] ?? known.get(login) ?? login;
  };
}
