import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { projectRoot, readConfig } from '#config';
import { migrateQueue } from '#queue/service';
import { loadKeys } from '#secrets';
import { Random } from '../../bench/random.js';
import { loadCity } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { Load } from './load.js';
import { Relay } from './relay.js';
import { tally, type Tally } from './tally.js';

export interface TownOptions {
  seed: number;
  /** Migrated, empty. */
  source: DataSource;
  databaseUrl: string;
  redisUrl?: string;
  /** Robots of units, before the alerts begin. @returns id by unit */
  robots?(manager: EntityManager, jurisdictionId: string, key: Buffer): Promise<ReadonlyMap<string, string>>;
}

/** How far (ms) the last process's clock runs ahead: past every lease a dead process held, and the first waits. */
const AHEAD = 6 * 60_000;
const WORKER = 'test/support/mortal-worker.mjs';

/** A small city whose workers are the built product in processes of their own, with the machine's clock. */
export class Town {
  private readonly processes = new Set<ChildProcess>();
  private said = '';

  private constructor(
    readonly random: Random,
    readonly relay: Relay,
    readonly load: Load,
    private readonly options: TownOptions,
    private readonly environment: Record<string, string>,
  ) {}

  static async open(options: TownOptions): Promise<Town> {
    const { seed, source, databaseUrl, redisUrl } = options;
    const random = new Random(seed);
    const relay = await Relay.start(random);
    const folder = mkdtempSync(join(tmpdir(), 'huiyin-faults-'));
    const environment = {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      SMTP_URL: relay.url,
      PUBLIC_URL: 'https://huiyin.example',
      HUIYIN_DATA: folder,
      HUIYIN_PROFILE: join(projectRoot(), 'test/profiles/tiny'),
      HUIYIN_ROLES: 'collect,judge,notify,clock',
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    };
    const config = readConfig(environment);
    await migrateQueue({ databaseUrl, redisUrls: config.redisUrls });
    const keys = loadKeys(config.keysDir);
    const jurisdictionId = await loadCity(source.manager, keys);
    const robots = await options.robots?.(source.manager, jurisdictionId, keys.contacts);
    const load = await Load.of(source.manager, jurisdictionId, random, robots);
    return new Town(random, relay, load, options, environment);
  }

  /** Processes that live. */
  get alive(): ChildProcess[] {
    return [...this.processes];
  }

  /** Starts a worker process. @returns once it is at work, or has died before */
  async start(aheadMs = 0): Promise<ChildProcess> {
    const child = spawn(process.execPath, [join(projectRoot(), WORKER), JSON.stringify({ aheadMs })], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.processes.add(child);
    child.once('exit', () => this.processes.delete(child));
    child.stderr.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-4_000)));
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    return child;
  }

  async end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.processes.has(child)) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** More duties; a database that is away for the moment is waited for. */
  async more(count: number, spanMs: number): Promise<void> {
    await eventually(
      () =>
        this.load.add(this.options.source.manager, count, spanMs).then(
          () => true,
          () => false,
        ),
      'the database',
      60,
    );
  }

  /** That process is still there and does its work: what falls due from now on goes out, whatever old leases hold back. */
  async works(child: ChildProcess): Promise<void> {
    const before = this.load.due.length;
    await this.more(3, 1_000);
    const keys = this.load.due.slice(before).map(({ eventKey }) => eventKey);
    const sent = async () => {
      const rows: { n: string }[] = await this.options.source.query(
        `select count(*) as n from notice where event_key = any($1) and state in ('accepted', 'delivered')`,
        [keys],
      );
      return Number(rows[0]?.n) >= keys.length;
    };
    await eventually(sent, `alerts after the last fault\n${this.said}`, 60);
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the worker ended\n${this.said}`);
  }

  /** Everything planned has fallen due, and nothing waits to be told or sent. */
  async settled(seconds: number): Promise<void> {
    const rest = this.load.until.getTime() - Date.now();
    if (rest > 0) await pause(rest);
    await eventually(() => this.quiet(), `all alerts settled\n${this.said}`, seconds);
  }

  /** What the faults left behind is finished by a process whose clock is past all leases. */
  async recover(): Promise<void> {
    const rest = this.load.until.getTime() - Date.now();
    // Never before the last is due by the true clock: that one runs ahead.
    if (rest > 0) await pause(rest);
    for (const child of this.alive) await this.end(child, 'SIGTERM');
    await this.start(AHEAD);
    await this.settled(120);
  }

  /** @param also what arrived elsewhere than at the relay */
  count(story: string, faults: number, also: Relay['arrivals'] = []): Promise<Tally> {
    const { source, seed } = this.options;
    const arrivals = [...this.relay.arrivals, ...also];
    return tally(source.manager, this.load.due, arrivals, { story, seed, faults });
  }

  async close(): Promise<void> {
    for (const child of this.alive) await this.end(child, 'SIGKILL');
    await this.relay.close();
    rmSync(this.environment['HUIYIN_DATA'] ?? '', { recursive: true, force: true });
  }

  private async quiet(): Promise<boolean> {
    const open: unknown[] = await this.options.source
      .query(
        `select 1 from escalation where stopped_at is null and next_due_at <= now()
         union all select 1 from announcement where told_at is null
         union all select 1 from notice where channel <> 'app' and state in ('pending', 'sending', 'committing')
         limit 1`,
      )
      .catch(() => [1]);
    return open.length === 0;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
