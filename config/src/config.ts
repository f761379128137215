import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Parts a process may run (`HUIYIN_ROLES`). */
export const ROLES = ['api', 'collect', 'judge', 'notify', 'clock'] as const;
export type ProcessRole = (typeof ROLES)[number];

/** Everything the environment decides, validated once and frozen. Nobody else reads `process.env`. */
export interface Config {
  /** Absent: the embedded server of `dataDir`. */
  readonly databaseUrl: string | null;
  /** One address or a list of Redis Cluster nodes; absent: queues on PostgreSQL. */
  readonly redisUrls: readonly string[];
  /** Absent: the local mailbox. */
  readonly smtpUrl: string | null;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly profileDir: string;
  readonly dataDir: string;
  readonly keysDir: string;
  readonly adminPassword: string | null;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly testDataDir: string;
  /** Absent: no language model, and nothing of the record leaves for one. */
  readonly model: ModelConfig | null;
}

/** An OpenAI-compatible language model. */
export interface ModelConfig {
  readonly url: string;
  readonly key: string | null;
  readonly name: string;
}

/** An environment variable that cannot be used; names it and never prints its value. */
export class ConfigError extends Error {}

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => protocols.some((protocol) => value.startsWith(`${protocol}://`)) && URL.canParse(value),
      {
        error: `must be an address starting with ${protocols.map((p) => `${p}://`).join(' or ')}`,
      },
    );
const PORT = 'must be a whole number from 0 to 65535';
const environment = z.object({
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  REDIS_URL: z.string().optional(),
  SMTP_URL: url('smtp', 'smtps').optional(),
  PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: url('http', 'https').optional(),
  HUIYIN_PROFILE: z.string().optional(),
  HUIYIN_DATA: z.string().optional(),
  HUIYIN_KEYS: z.string().optional(),
  HUIYIN_ADMIN_PASSWORD: z.string().min(8, 'needs at least 8 characters').optional(),
  HUIYIN_ROLES: z.string().optional(),
  HUIYIN_TEST_DATA: z.string().optional(),
  HUIYIN_MODEL_URL: url('http', 'https').optional(),
  HUIYIN_MODEL_KEY: z.string().optional(),
  HUIYIN_MODEL_NAME: z.string().optional(),
});

/**
 * Reads and validates the environment.
 * @throws ConfigError naming the first variable that cannot be used
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0])}: ${issue?.message}`);
  }
  const e = parsed.data;
  const dataDir = resolve(e.HUIYIN_DATA ?? '.huiyin');
  return Object.freeze({
    databaseUrl: e.DATABASE_URL ?? null,
    redisUrls: redisUrls(e.REDIS_URL),
    smtpUrl: e.SMTP_URL ?? null,
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `http://${e.HOST === '0.0.0.0' ? '127.0.0.1' : e.HOST}:${e.PORT}`).replace(
      /\/$/,
      '',
    ),
    profileDir: resolve(e.HUIYIN_PROFILE ?? join(projectRoot(), 'config/jurisdictions/xiaoyi')),
    dataDir,
    keysDir: resolve(e.HUIYIN_KEYS ?? join(dataDir, 'keys')),
    adminPassword: e.HUIYIN_ADMIN_PASSWORD ?? null,
    roles: processRoles(e.HUIYIN_ROLES),
    testDataDir: resolve(e.HUIYIN_TEST_DATA ?? join(projectRoot(), '../shared/data')),
    model: modelOf(e),
  });
}

function modelOf(e: z.output<typeof environment>): ModelConfig | null {
  if (!e.HUIYIN_MODEL_URL) return null;
  if (!e.HUIYIN_MODEL_NAME) throw new ConfigError('HUIYIN_MODEL_NAME: is needed with HUIYIN_MODEL_URL');
  return Object.freeze({
    url: e.HUIYIN_MODEL_URL.replace(/\/+$/, ''),
    key: e.HUIYIN_MODEL_KEY ?? null,
    name: e.HUIYIN_MODEL_NAME,
  });
}

function redisUrls(value: string | undefined): string[] {
  const urls = (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (urls.some((part) => !/^rediss?:\/\//.test(part) || !URL.canParse(part)))
    throw new ConfigError('REDIS_URL: each part must be an address starting with redis:// or rediss://');
  return urls;
}

function processRoles(value: string | undefined): ReadonlySet<ProcessRole> {
  if (!value || value === 'all') return new Set(ROLES);
  const names = value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const unknown = names.find((name) => !ROLES.includes(name as ProcessRole));
  if (unknown !== undefined || names.length === 0)
    throw new ConfigError(`HUIYIN_ROLES: unknown role; known are ${ROLES.join(', ')}`);
  return new Set(names as ProcessRole[]);
}

/** Folder of package.json, from the source as well as from `dist`. */
export function projectRoot(): string {
  const here = typeof __dirname === 'string' ? __dirname : fileURLToPath(new URL('.', import.meta.url));
  let folder = here;
  while (!existsSync(join(folder, 'package.json'))) folder = resolve(folder, '..');
  return folder;
}
