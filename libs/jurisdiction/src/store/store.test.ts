import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { loadDirectory, loadProfile } from '#jurisdiction';
import {
  ContactBook,
  ContactRow,
  ContactsUnreadable,
  DirectoryEntryRow,
  JurisdictionRow,
  ensureJurisdiction,
  readDirectory,
} from '#jurisdiction/service';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';

const key = randomBytes(32);
const at = new Date('2026-11-18T09:00:00+08:00');
const tiny = loadProfile('test/profiles/tiny');
let database: TestDatabase;
let source: DataSource;
let lines: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  source = database.source;
  lines = [];
});
afterEach(() => database.drop());

const ensure = (profile = tiny) =>
  ensureJurisdiction(source.manager, profile, { contactsKey: key, at, log: (line) => lines.push(line) });

describe('a profile goes into the database once', () => {
  it.each(['test/profiles/tiny', 'config/jurisdictions/xiaoyi'])(
    'and comes out as it went in: %s',
    async (dir) => {
      const folder = loadDirectory(dir);
      const row = await ensure(folder.profile);
      const stored = await readDirectory(source.manager, row.id);
      expect(stored.profile).toEqual({ ...folder.profile, roster: [], sources: [] });
      expect(stored.version).toBe('1');
      expect(row.name).toBe(folder.profile.jurisdiction.name);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^已载入.+市的配置：单位 \d+ 个/);
    },
  );

  it('even when four processes start at once', async () => {
    const rows = await Promise.all(Array.from({ length: 4 }, () => ensure()));
    expect(new Set(rows.map((row) => row.id)).size).toBe(1);
    expect(lines.filter((line) => line.startsWith('已载入'))).toHaveLength(1);
    expect(await source.manager.countBy(DirectoryEntryRow, { kind: 'units' })).toBe(tiny.units.length);
    expect(await source.manager.countBy(ContactRow, { role: 'liaison' })).toBe(6);
  });

  it('and a second start changes nothing and says nothing', async () => {
    await ensure();
    const before = await source.manager.find(DirectoryEntryRow, { order: { id: 'ASC' } });
    await ensure();
    expect(await source.manager.find(DirectoryEntryRow, { order: { id: 'ASC' } })).toEqual(before);
    expect(lines).toHaveLength(1);
  });

  it('and later edits of the files do not overwrite it, which one line tells', async () => {
    const row = await ensure();
    await ensure({ ...tiny, units: tiny.units.map((unit) => ({ ...unit, note: '改' })) });
    expect((await readDirectory(source.manager, row.id)).unit('市政府')?.note).toBeUndefined();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('以数据库为准');
  });

  it('wholly or not at all', async () => {
    const twice = { ...tiny, units: [...tiny.units, ...tiny.units] };
    await expect(ensure(twice)).rejects.toThrow();
    expect(await source.manager.count(JurisdictionRow)).toBe(0);
    expect(lines).toEqual([]);
  });

  it('and two cities share one deployment', async () => {
    const first = await ensure();
    const second = await ensure(loadProfile('config/jurisdictions/xiaoyi'));
    expect((await readDirectory(source.manager, first.id)).unit('市税务局')).toBeUndefined();
    expect((await readDirectory(source.manager, second.id)).unit('市税务局')?.vertical).toBe(true);
  });
});

describe('the directory in force', () => {
  it('is built once for each version, and anew after an edit', async () => {
    const { id } = await ensure();
    const first = await readDirectory(source.manager, id);
    expect(await readDirectory(source.manager, id)).toBe(first);
    await source.transaction(async (manager) => {
      const entry = await manager.findOneByOrFail(DirectoryEntryRow, { kind: 'units', key: '东湖街道' });
      await manager.update(DirectoryEntryRow, { id: entry.id }, { replacedAt: at });
      const { jurisdictionId, kind, key: name, position } = entry;
      await manager.insert(DirectoryEntryRow, {
        jurisdictionId,
        kind,
        key: name,
        position,
        revision: 2,
        body: { ...(entry.body as object), aliases: ['东湖街办'] },
        changedBy: 'account:office',
        changedAt: at,
      });
      await manager.increment(JurisdictionRow, { id }, 'directoryVersion', 1);
    });
    const second = await readDirectory(source.manager, id);
    expect(second.version).toBe('2');
    expect(second.unit('东湖街办')?.name).toBe('东湖街道');
    expect(second.unit('东湖街道办事处')).toBeUndefined();
    expect(second.profile.units.map((unit) => unit.name)).toEqual(tiny.units.map((unit) => unit.name));
  });

  it('of an unknown city is refused', async () => {
    await expect(readDirectory(source.manager, '00000000-0000-4000-8000-000000000000')).rejects.toThrow(
      'no jurisdiction',
    );
  });
});

describe('the roster', () => {
  const book = new ContactBook(key);

  it('stands in the database encrypted only', async () => {
    await ensure();
    const [{ all }] = (await source.query(
      `select string_agg(encode(name_sealed || coalesce(phone_sealed, '') || coalesce(email_sealed, ''), 'escape'), '') as all from contact`,
    )) as [{ all: string }];
    expect(all.length).toBeGreaterThan(1000);
    for (const plain of ['示例', '0990-0000', 'qinglan.example']) expect(all).not.toContain(plain);
    const [{ count }] = (await source.query(
      `select count(*)::int as count from directory_entry where body::text like '%qinglan.example%' and kind <> 'sources'`,
    )) as [{ count: number }];
    expect(count).toBe(0);
  });

  it('gives the people of a unit in the order of the roles asked for', async () => {
    const { id } = await ensure();
    const people = await book.contactsFor(
      source.manager,
      id,
      '市综合服务局',
      ['liaison', 'charge_leader', 'office'],
      at,
    );
    expect(people.map((person) => [person.role, person.name, person.email, person.phone])).toEqual([
      ['liaison', '王演示', 'p4@qinglan.example', '0990-0000-004'],
      ['charge_leader', '张示例', 'p1@qinglan.example', '0990-0000-001'],
      ['office', '办公室（示例）', null, '0990-0000-002'],
    ]);
    expect(await book.contact(source.manager, people[0]?.id ?? '')).toEqual(people[0]);
  });

  it('has gaps that show as nobody', async () => {
    const { id } = await ensure();
    expect(await book.contactsFor(source.manager, id, '东湖街道', ['liaison'], at)).toEqual([]);
    expect(await book.contactsFor(source.manager, id, '西湖街道', ['liaison'], at)).toEqual([]);
    expect(await book.contact(source.manager, '00000000-0000-4000-8000-000000000000')).toBeNull();
  });

  it('gives only those who hold the role that day; a notice already sent still finds the former one', async () => {
    const { id } = await ensure();
    const [former] = await book.contactsFor(source.manager, id, '石桥镇', ['liaison'], at);
    await source.manager.update(ContactRow, { id: former?.id ?? '' }, { validTo: '2026-11-17' });
    expect(await book.contactsFor(source.manager, id, '石桥镇', ['liaison'], at)).toEqual([]);
    expect(await book.contact(source.manager, former?.id ?? '')).toEqual(former);
  });

  it('with other keys than it was stored with says so in Chinese', async () => {
    const { id } = await ensure();
    const other = new ContactBook(randomBytes(32));
    const reading = other.contactsFor(source.manager, id, '石桥镇', ['liaison'], at);
    await expect(reading).rejects.toThrow(ContactsUnreadable);
    await expect(reading).rejects.toThrow('无法解密');
  });
});
