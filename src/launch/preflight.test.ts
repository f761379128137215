import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLaunchArguments } from './arguments.js';
import { checkPort, lockDataFolder } from './preflight.js';

describe('before anything starts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'huiyin-launch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says which port is taken and how to take another', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    await expect(checkPort('127.0.0.1', port)).rejects.toThrow(`PORT=${port + 1} npm start`);
    await new Promise((done) => other.close(done));
    await expect(checkPort('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('takes over the lock of a killed predecessor and gives it back', () => {
    writeFileSync(join(folder, 'launcher.pid'), '999999999');
    const release = lockDataFolder(folder);
    release();
    expect(() => lockDataFolder(folder)()).not.toThrow();
  });

  it('does not take a number for a predecessor that another program has by now', () => {
    // Process 1 lives on every machine, and is not a launcher.
    writeFileSync(join(folder, 'launcher.pid'), '1');
    expect(() => lockDataFolder(folder)()).not.toThrow();
  });

  it('says what to do when the folder cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockDataFolder(join(folder, 'file', 'below'))).toThrow('HUIYIN_DATA');
  });

  it('turns the rehearsal off with a database of one’s own', () => {
    expect(parseLaunchArguments([])).toMatchObject({ rehearsal: true, databaseUrl: null });
    expect(parseLaunchArguments(['--no-rehearsal']).rehearsal).toBe(false);
    expect(parseLaunchArguments(['--database-url', 'postgres://db/huiyin'])).toMatchObject({
      rehearsal: false,
      databaseUrl: 'postgres://db/huiyin',
    });
    expect(() => parseLaunchArguments(['--databse-url=x'])).toThrow('--help');
    expect(() => parseLaunchArguments(['--database-url', 'mysql://x'])).toThrow('postgres://');
  });
});
