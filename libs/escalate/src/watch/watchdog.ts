import { beat, secondsSinceBeat, thisProcess } from '#clock/service';
import { alarm } from './alarm.js';
import { Bounds } from './bounds.js';
import { CHECKS, withholdsHeartbeat } from './checks.js';
import { forgetOld, record, type Standing } from './findings.js';
import { lookAround, SLOW, type Look } from './look.js';
import { repair, type RepairDesk } from './repair.js';
import { WatchRoundRow, type CheckResult } from './watch.entity.js';

/** Name of the watchdog's heartbeat and of its last round. */
export const WATCH = 'escalation';
const SELDOM = 12;
const OFTEN = CHECKS.filter(({ seldom }) => !seldom);
/** Kind of a part whose heartbeat stopped. */
const STOPPED = 'part_stopped';

export interface WatchdogOptions extends RepairDesk {
  /** Heartbeats that must be younger than `bound` seconds. */
  parts: readonly { name: string; bound: number }[];
  holder?: string;
  /** What looks at every open matter is asked once in so many rounds. */
  seldom?: number;
}

/**
 * Proves that nothing due is overdue beyond its bound and no incident lacks somebody responsible or a next step (issue 4,
 * OnCall #1206 and #724). Mends what can be mended, tells the operator, and beats only for a round in which everything was in its
 * bounds: whoever watches the heartbeat from outside hears of the rest.
 */
export class Watchdog {
  private readonly bounds: Bounds;
  private readonly began = performance.now();
  private rounds = 0;
  private seldomResults: CheckResult[] = [];

  constructor(private readonly options: WatchdogOptions) {
    this.bounds = new Bounds(options.clock);
  }

  /** @returns whether everything was in its bounds */
  async round(): Promise<boolean> {
    const { database } = this.options;
    const began = performance.now();
    this.bounds.tick();
    const look = await this.look();
    await this.parts(look);
    const standing = await record(database.manager, look.seen, look.checked);
    count(look, standing);
    // Seen twice: a clock that jumped or a standstill that is just being made good is no finding.
    const confirmed = standing.filter(({ sightings }) => sightings > 1);
    const withheld = confirmed.filter(withholdsHeartbeat);
    await this.write(look, withheld.length === 0, Math.round(performance.now() - began));
    await repair(standing, this.options);
    await alarm(withheld, this.options);
    return withheld.length === 0;
  }

  private async look(): Promise<Look> {
    const { database, seldom = SELDOM } = this.options;
    const all = this.rounds % seldom === 0;
    this.rounds += 1;
    const look = await lookAround(database, this.bounds, all ? CHECKS : OFTEN);
    if (all) {
      this.seldomResults = look.results.filter(({ kind }) => !OFTEN.some((c) => c.kind === kind));
      await forgetOld(database.manager);
    } else look.results.push(...this.seldomResults);
    return look;
  }

  private async parts(look: Look): Promise<void> {
    for (const { name, bound } of this.options.parts) {
      const seconds =
        (await secondsSinceBeat(this.options.database.manager, name)) ??
        (performance.now() - this.began) / 1_000;
      look.checked.push(`${STOPPED}/false`);
      if (seconds <= bound) continue;
      const since = new Date(this.options.clock.now('real').getTime() - seconds * 1_000);
      look.seen.push({ kind: STOPPED, id: name, incident: null, rehearsal: false, since });
    }
  }

  private async write(look: Look, inBounds: boolean, tookMs: number): Promise<void> {
    const { database, holder = thisProcess() } = this.options;
    await database.manager.upsert(
      WatchRoundRow,
      { name: WATCH, at: () => 'clock_timestamp()', holder, tookMs, inBounds, checks: look.results as never },
      ['name'],
    );
    if (inBounds) await beat(database.manager, WATCH, holder);
  }
}

function count(look: Look, standing: readonly Standing[]): void {
  for (const kind of [SLOW, STOPPED]) {
    const found = look.seen.filter((seen) => seen.kind === kind);
    const oldest = Math.min(...found.map(({ since }) => since.getTime()));
    if (found.length > 0)
      look.results.push({
        kind,
        rehearsal: false,
        bound: 0,
        count: found.length,
        confirmed: 0,
        oldestSeconds: Math.round((Date.now() - oldest) / 1_000),
        ms: 0,
      });
  }
  for (const result of look.results.filter(({ kind, rehearsal }) => asked(look, kind, rehearsal)))
    result.confirmed = standing.filter(
      ({ kind, rehearsal, sightings }) =>
        kind === result.kind && rehearsal === result.rehearsal && sightings > 1,
    ).length;
}

/** Results of an earlier round keep what was confirmed then. */
const asked = ({ checked }: Look, kind: string, rehearsal: boolean) =>
  checked.includes(`${kind}/${rehearsal}`);
