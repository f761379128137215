import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ApiTokenRow } from '#access/service';
import { loadProfile } from '#jurisdiction';
import { ensureJurisdiction } from '#jurisdiction/service';
import { hashToken, loadKeys } from '#secrets';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { main } from '../cli.js';

const folder = mkdtempSync(join(tmpdir(), 'huiyin-admin-'));
let database: TestDatabase;
const before = { ...process.env };

beforeAll(async () => {
  database = await createTestDatabase();
  process.env['DATABASE_URL'] = database.url;
  process.env['HUIYIN_KEYS'] = join(folder, 'keys');
  process.env['HUIYIN_DATA'] = folder;
});
afterAll(async () => {
  process.env = before;
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function huiyin(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    stdin: Readable.from([]),
    out: async (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err };
}

describe('administration on a real database', () => {
  it('finds nothing to migrate in a schema that is current', async () => {
    const { code, out } = await huiyin('migrate');
    expect({ code, last: JSON.parse(out.at(-1)!) }).toEqual({ code: 0, last: { migrated: [] } });
  });

  it('makes no token before there is a city', async () => {
    const { code, err } = await huiyin('token', 'create', '--role', 'monitor');
    expect(code).toBe(1);
    expect(err[0]).toContain('holds no city yet');
  });

  it('shows a token once and keeps only its hash', async () => {
    const profile = loadProfile(join(__dirname, '../../config/jurisdictions/xiaoyi'));
    const contactsKey = loadKeys(join(folder, 'keys')).contacts;
    await ensureJurisdiction(database.source.manager, profile, { contactsKey, at: new Date() });
    const { code, out } = await huiyin(
      'token',
      'create',
      '--role',
      'auditor',
      '--days',
      '30',
      '--name',
      '审计',
    );
    expect(code).toBe(0);
    const row = await database.source
      .getRepository(ApiTokenRow)
      .findOneByOrFail({ tokenHash: hashToken(out.at(-1)!) });
    expect(row).toMatchObject({ role: 'auditor', name: '审计', revokedAt: null });
    expect(row.expiresAt!.getTime() - row.createdAt.getTime()).toBeGreaterThan(29 * 86_400_000);
  });

  it('tells in the doctor which units have no liaison, and fails on what is required', async () => {
    await database.source.query(`delete from contact where unit = '市教科局' and role = 'liaison'`);
    const well = await huiyin('doctor');
    expect(well.code).toBe(0);
    expect(well.out).toContain('✓ 数据库结构为最新。');
    expect(well.out.some((line) => line.startsWith('△') && line.includes('市教科局'))).toBe(true);
    process.env['SMTP_URL'] = 'smtp://127.0.0.1:1';
    const ill = await huiyin('doctor');
    delete process.env['SMTP_URL'];
    expect(ill.code).toBe(1);
    expect(ill.out.some((line) => line.startsWith('✗ 邮件服务器 127.0.0.1:1 连接不上'))).toBe(true);
    expect(JSON.parse(ill.out.at(-1)!).missing).toBe(1);
  });

  it('empties the database only when told so', async () => {
    expect((await huiyin('reset')).code).toBe(2);
    expect(await database.source.getRepository(ApiTokenRow).count()).toBe(1);
    expect((await huiyin('reset', '--yes')).code).toBe(0);
    expect(await database.source.getRepository(ApiTokenRow).count()).toBe(0);
  });
});
