import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { IsNull, type DataSource } from 'typeorm';
import type { Config } from '#config';
import { inForce, type Directory } from '#jurisdiction';
import { ContactRow, JurisdictionRow, readDirectory } from '#jurisdiction/service';
import { openDatabase } from '../database.js';
import { missing, ok, warning, type Finding } from './finding.js';

/** The database, its schema, and which units nobody can be reached at. */
export async function checkStored(config: Config, profile: Directory | null): Promise<Finding[]> {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'postgres.secret')))
    return [
      warning(`内嵌数据库尚未建立，首次启动时自动建立于 ${config.dataDir}。`),
      ...(profile ? [rosterOfProfile(profile)] : []),
    ];
  try {
    const database = await openDatabase(config);
    const { source } = database;
    try {
      const schema = await checkSchema(source);
      return [ok('数据库可以连接。'), schema, ...(schema.state === 'ok' ? await rosters(source) : [])];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [missing(`数据库不可用：${(error as Error).message.split('\n')[0]}`)];
  }
}

async function checkSchema(source: DataSource): Promise<Finding> {
  return (await source.showMigrations())
    ? missing('数据库结构不是最新，请运行 npx huiyin migrate。')
    : ok('数据库结构为最新。');
}

async function rosters(source: DataSource): Promise<Finding[]> {
  const jurisdictions = await source.getRepository(JurisdictionRow).find();
  if (jurisdictions.length === 0) return [warning('数据库中还没有辖区，首次启动时自动装入。')];
  const findings: Finding[] = [];
  for (const { id, name } of jurisdictions) {
    const directory = await readDirectory(source.manager, id);
    const held = { jurisdictionId: id, role: 'liaison' as const, endedAt: IsNull() };
    const contacts = await source.getRepository(ContactRow).findBy(held);
    findings.push(liaisons(name, directory, new Set(contacts.map(({ unit }) => unit))));
  }
  return findings;
}

const rosterOfProfile = (directory: Directory): Finding =>
  liaisons(
    directory.profile.jurisdiction.name,
    directory,
    new Set(directory.profile.roster.filter(({ liaison }) => liaison).map(({ unit }) => unit)),
  );

/** Units that can hold a duty today and have no liaison (annex 2). */
function liaisons(city: string, { profile }: Directory, reached: ReadonlySet<string>): Finding {
  const today = new Date();
  const silent = profile.units.filter(
    (unit) => unit.respondent && !unit.external && inForce(unit, today) && !reached.has(unit.name),
  );
  if (silent.length === 0) return ok(`${city}各单位均已报送联络人。`);
  const names = silent.slice(0, 8).map(({ name }) => name);
  const more = silent.length > names.length ? ` 等 ${silent.length} 个单位` : '';
  return warning(`${city}尚无联络人的单位：${names.join('、')}${more}。`);
}
