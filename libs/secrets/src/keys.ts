import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Three keys of 32 bytes, one per use, so that none can be turned against another. */
export interface Keys {
  /** Signs the links in messages. */
  links: Buffer;
  /** Signs what belongs to a log-in session. */
  sessions: Buffer;
  /** Encrypts names, phones and addresses of the roster. */
  contacts: Buffer;
}

/** The keys cannot be used; the message is one Chinese line for the person who starts Huiyin. */
export class KeysError extends Error {}

const FILE = 'keys.json';
const key = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) context.addIssue({ code: 'custom', message: '32 bytes' });
  return bytes;
});
const schema = z.strictObject({ links: key, sessions: key, contacts: key });
const keyNames = ['links', 'sessions', 'contacts'] as const;

/**
 * Reads the keys of a folder, or makes them on the first start (folder 0700, file 0600).
 * Processes that start at once end with the same keys: the file appears whole or not at all, and the first one stays.
 * @throws KeysError when others may read or replace the file, or when it is damaged
 */
export function loadKeys(dir: string): Keys {
  const path = join(dir, FILE);
  try {
    return read(dir, path) ?? create(dir, path, freshKeys());
  } catch (error) {
    throw unusable(path, error);
  }
}

/**
 * The file of a folder's keys as it stands, for a backup.
 * @throws KeysError when there is none, or as `loadKeys`
 */
export function keysFile(dir: string): string {
  const path = join(dir, FILE);
  try {
    if (read(dir, path)) return readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(path, error);
  }
  throw new KeysError(`没有找到密钥文件 ${path}，请用 HUIYIN_KEYS 指定密钥文件夹。`);
}

/**
 * Puts the keys of a backup in place where there are none.
 * @param text as `keysFile` gave it
 * @throws KeysError when other keys stand there (they stay), or as `loadKeys`
 */
export function installKeys(dir: string, text: string): void {
  const path = join(dir, FILE);
  try {
    const given = schema.parse(json(text));
    const standing = read(dir, path) ?? create(dir, path, text);
    if (keyNames.every((name) => standing[name].equals(given[name]))) return;
  } catch (error) {
    throw unusable(path, error);
  }
  throw new KeysError(`${path} 是另一套密钥，未作改动。请移走该文件，或用 HUIYIN_KEYS 指定另一个文件夹。`);
}

function unusable(path: string, error: unknown): KeysError {
  if (error instanceof KeysError) return error;
  const { code } = error as NodeJS.ErrnoException;
  return new KeysError(`无法使用密钥文件 ${path}（${code ?? '未知原因'}），请检查所在文件夹的权限。`);
}

function read(dir: string, path: string): Keys | null {
  let text: string;
  try {
    refuseAccessOfOthers(dir, path);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = schema.safeParse(json(text));
  if (!parsed.success)
    throw new KeysError(`密钥文件 ${path} 已损坏，请从备份恢复；没有备份时移走该文件，联络人须重新录入。`);
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** POSIX only: Windows keeps access lists, which the mode does not show. */
function refuseAccessOfOthers(dir: string, path: string): void {
  if (process.platform === 'win32') return;
  if (statSync(path).mode & 0o077)
    throw new KeysError(`密钥文件 ${path} 可被其他用户读取，请执行 chmod 600 ${path} 后重试。`);
  if (statSync(dir).mode & 0o022)
    throw new KeysError(`密钥文件夹 ${dir} 可被其他用户改动，请执行 chmod 700 ${dir} 后重试。`);
}

const freshKeys = () => `${JSON.stringify({ links: random(), sessions: random(), contacts: random() })}\n`;

function create(dir: string, path: string, content: string): Keys {
  makeFolder(dir);
  const draft = join(dir, `.${FILE}.${process.pid}.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const keys = read(dir, path);
  if (!keys) throw new KeysError(`密钥文件 ${path} 刚生成就不见了，请检查所在文件夹。`);
  return keys;
}

const random = () => randomBytes(32).toString('base64');

/** Parents keep the usual mode: the embedded server, running as another user, lives beside this folder. */
function makeFolder(dir: string): void {
  mkdirSync(dirname(dir), { recursive: true });
  try {
    mkdirSync(dir, { mode: 0o700 });
    chmodSync(dir, 0o700);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
