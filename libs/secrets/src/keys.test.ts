import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { KeysError, loadKeys } from './index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes three different keys once, for nobody else to read', () => {
  const dir = join(folder, 'data', 'keys');
  const keys = loadKeys(dir);
  expect(new Set([keys.links, keys.sessions, keys.contacts].map((key) => key.toString('hex'))).size).toBe(3);
  expect(keys.contacts).toHaveLength(32);
  expect(loadKeys(dir)).toEqual(keys);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['keys.json']);
});

it('leaves the parent folder open to the database server', () => {
  loadKeys(join(folder, 'data', 'keys'));
  expect(statSync(join(folder, 'data')).mode & 0o005).toBe(0o005);
});

it('gives several processes that start at once the same keys', async () => {
  // The module alone, as a program of its own: the race is between processes.
  const { code } = transformFileSync(join(__dirname, 'keys.ts'), { module: { type: 'commonjs' } });
  const program = join(folder, 'keys.cjs');
  writeFileSync(
    program,
    `${code}\nconsole.log(module.exports.loadKeys(process.argv[2]).links.toString('hex'));`,
  );
  const dir = join(folder, 'keys');
  const seen = await Promise.all(Array.from({ length: 5 }, () => output(program, dir)));
  expect(new Set(seen)).toEqual(new Set([loadKeys(dir).links.toString('hex')]));
  expect(readdirSync(dir)).toEqual(['keys.json']);
});

it.each([
  ['is cut short', '{"links":"'],
  ['holds a short key', JSON.stringify({ links: 'AAAA', sessions: 'AAAA', contacts: 'AAAA' })],
  ['lacks a key', JSON.stringify({ links: Buffer.alloc(32).toString('base64') })],
])('refuses a file that %s, and does not replace it', (_, text) => {
  const path = join(folder, 'keys.json');
  chmodSync(folder, 0o700);
  writeFileSync(path, text, { mode: 0o600 });
  expect(() => loadKeys(folder)).toThrow(/已损坏/);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

it('refuses keys that others may read or replace', () => {
  const dir = join(folder, 'keys');
  loadKeys(dir);
  chmodSync(join(dir, 'keys.json'), 0o640);
  expect(() => loadKeys(dir)).toThrow(/可被其他用户读取，请执行 chmod 600/);
  chmodSync(join(dir, 'keys.json'), 0o600);
  chmodSync(dir, 0o777);
  expect(() => loadKeys(dir)).toThrow(/可被其他用户改动，请执行 chmod 700/);
});

it('says in one line when the folder cannot be used', () => {
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'taken', 'keys.json'), { recursive: true, mode: 0o700 });
  for (const dir of [join(folder, 'file'), join(folder, 'taken')]) {
    let thrown: unknown;
    try {
      loadKeys(dir);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(KeysError);
    expect((thrown as Error).message).not.toContain('\n');
  }
});

function output(program: string, dir: string): Promise<string> {
  return new Promise((done, fail) => {
    const env = { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') };
    const child = spawn(process.execPath, [program, dir], { stdio: ['ignore', 'pipe', 'inherit'], env });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('exit', (code) => (code === 0 ? done(text.trim()) : fail(new Error(`exit ${code}`))));
  });
}
