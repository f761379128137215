import type { EntityManager } from 'typeorm';

/** What lives outside the directory and names a unit: counted only. */
export interface OutsideReference {
  kind: 'duties' | 'contacts' | 'accounts';
  unit: string;
  count: number;
  /** 任务3件 */
  name: string;
  as: string;
}

const WORDS = {
  duties: { name: (count: number) => `任务${count}件`, as: '承办单位' },
  contacts: { name: (count: number) => `联络人名单${count}人`, as: '报送单位' },
  accounts: { name: (count: number) => `账号${count}个`, as: '所属单位' },
};

/** Duties ever given to the units, people of the roster and accounts in use. */
export async function outsideReferences(
  manager: EntityManager,
  jurisdictionId: string,
  units: readonly string[],
): Promise<OutsideReference[]> {
  if (units.length === 0) return [];
  const rows: { kind: OutsideReference['kind']; unit: string; count: number }[] = await manager.query(
    `select kind, unit, count(*)::int as count from (
       select 'duties' as kind, unit from assignment where jurisdiction_id = $1 and unit = any($2)
       union all
       select 'contacts', unit from contact where jurisdiction_id = $1 and unit = any($2) and ended_at is null
       union all
       select 'accounts', unit from account where jurisdiction_id = $1 and unit = any($2) and not disabled
     ) named group by kind, unit order by unit, kind`,
    [jurisdictionId, units],
  );
  return rows.map(({ kind, unit, count }) => ({
    kind,
    unit,
    count,
    name: WORDS[kind].name(count),
    as: WORDS[kind].as,
  }));
}

/**
 * The people of a unit that ends become those of its successor from its first day on, so that nobody is unreachable;
 * the old rows stay for what is still in hand. Roles that the successor has filled itself are left as they are.
 */
export async function carryContacts(
  manager: EntityManager,
  jurisdictionId: string,
  { unit, successor, from, at, by }: { unit: string; successor: string; from: string; at: Date; by: string },
): Promise<void> {
  await manager.query(
    `insert into contact (jurisdiction_id, unit, role, name_sealed, phone_sealed, email_sealed, valid_from, valid_to,
       standby, recorded_at, recorded_by)
     select old.jurisdiction_id, $3, old.role, old.name_sealed, old.phone_sealed, old.email_sealed,
       greatest(old.valid_from, $4::date), old.valid_to, old.standby, $5, $6
     from contact old
     where old.jurisdiction_id = $1 and old.unit = $2 and old.ended_at is null
       and coalesce(old.valid_to >= $4::date, true)
       and not exists (select 1 from contact own where own.jurisdiction_id = $1 and own.unit = $3
         and own.role = old.role and own.standby = old.standby and own.ended_at is null)`,
    [jurisdictionId, unit, successor, from, at, by],
  );
}
