import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import type { GivenEdit } from '#jurisdiction';
import {
  DirectoryChangeRow,
  DirectoryChanges,
  DirectoryDryRunRow,
  InvalidDirectory,
  readDirectory,
  StaleEntries,
  storedOf,
} from '#jurisdiction/service';
import type { DryRunForm, DryRunView } from '../../contract/index.js';
import { actorOf } from '../../http/current.js';
import { notFound, ProblemError } from '../../http/problem.js';
import { DryRunReader } from '../dry-run-reader.js';
import { DryRunner } from './dry-runner.js';
import { altersRouting, sidesOf } from './sides.js';

export const DRY_RUN_DAYS = 30;
const DAY = 86_400_000;
/** Incidents a run tries, the newest first. */
const MOST = 2_000;
/** Runs at once: they share the processor with everybody's pages. */
const AT_ONCE = 3;
const STALE_MS = 30_000;

/** Starts and ends dry runs: what edits would have altered in the last 30 days, on the code path of every decision. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly changes: DirectoryChanges,
    private readonly runner: DryRunner,
    private readonly reader: DryRunReader,
  ) {}

  /** @throws InvalidDirectory, StaleEntries: what could not take effect is not tried */
  async start(caller: Principal, form: DryRunForm): Promise<DryRunView> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const change = form.changeId ? await this.openChange(caller, form.changeId) : null;
    const edits: GivenEdit[] = change ? change.edits : form.edits;
    await this.refuseTooMany(jurisdictionId);
    const before = await readDirectory(manager, jurisdictionId);
    const checked = await this.changes.check(manager, jurisdictionId, edits);
    if (checked.stale.length > 0) throw new StaleEntries(checked.stale);
    if (!checked.profile) throw new InvalidDirectory(checked.problems);
    const stored = checked.edits.map(storedOf);
    const now = this.clock.now();
    const { sides, asOf } = sidesOf(before, checked.profile, stored, now);
    const since = new Date(now.getTime() - DRY_RUN_DAYS * DAY);
    const wanted = altersRouting(stored) ? await this.wanted(jurisdictionId, since, form) : [];
    const run = await manager.save(
      manager.create(DirectoryDryRunRow, {
        jurisdictionId,
        startedBy: actorOf(caller),
        startedAt: now,
        askedAt: new Date(),
        beatAt: new Date(),
        finishedAt: null,
        state: 'running',
        edits: stored,
        baseVersion: Number(before.version),
        since,
        asOf,
        rehearsal: form.rehearsal,
        historic: form.historic,
        wanted: wanted.slice(0, MOST),
        tried: [],
        cut: wanted.length > MOST,
        outcomes: [],
      }),
    );
    if (change) await manager.update(DirectoryChangeRow, { id: change.id }, { dryRunId: run.id });
    await this.forgetOld(jurisdictionId, now);
    this.runner.start(run, sides);
    return this.reader.one(caller, run.id);
  }

  /** Ends a run of one's own; what it found so far stays to be read. */
  async cancel(caller: Principal, id: string): Promise<void> {
    const { jurisdictionId } = caller;
    await this.database.manager.update(
      DirectoryDryRunRow,
      { id, jurisdictionId, state: 'running', startedBy: actorOf(caller) },
      { state: 'cancelled', finishedAt: this.clock.now() },
    );
  }

  private async openChange(caller: Principal, id: string): Promise<DirectoryChangeRow> {
    const change = await this.database.manager.findOneBy(DirectoryChangeRow, {
      id,
      jurisdictionId: caller.jurisdictionId,
    });
    const hidden = change?.state === 'draft' && change.proposedBy !== actorOf(caller);
    if (!change || hidden) throw notFound();
    return change;
  }

  private async refuseTooMany(jurisdictionId: string): Promise<void> {
    const [row]: { count: number }[] = await this.database.query(
      `select count(*)::int as count from directory_dry_run
       where jurisdiction_id = $1 and state = 'running' and beat_at > $2`,
      [jurisdictionId, new Date(Date.now() - STALE_MS)],
    );
    if ((row?.count ?? 0) >= AT_ONCE)
      throw new ProblemError(
        429,
        'too_many_dry_runs',
        '正在进行的试算较多',
        '请等其他人的试算结束后再试，已填写的修改不会丢失。',
      );
  }

  private async wanted(jurisdictionId: string, since: Date, form: DryRunForm): Promise<string[]> {
    const rows: { id: string }[] = await this.database.query(
      `select incident.id from incident where incident.jurisdiction_id = $1
         and ($3 or not incident.rehearsal) and ($4 or not incident.historic)
         and exists (select 1 from incident_item link join item on item.id = link.item_id
           where link.incident_id = incident.id and item.discovered_at >= $2)
       order by incident.discovered_at desc, incident.id limit $5`,
      [jurisdictionId, since, form.rehearsal, form.historic, MOST + 1],
    );
    return rows.map(({ id }) => id);
  }

  /** Those no change rests on, after a day. */
  private async forgetOld(jurisdictionId: string, now: Date): Promise<void> {
    const { manager } = this.database;
    const old = await manager.find(DirectoryDryRunRow, {
      where: { jurisdictionId, startedAt: LessThan(new Date(now.getTime() - DAY)) },
      select: { id: true },
    });
    if (old.length === 0) return;
    await manager.query(
      `delete from directory_dry_run run where run.id = any($1::uuid[])
         and not exists (select 1 from directory_change change where change.dry_run_id = run.id)`,
      [old.map(({ id }) => id)],
    );
  }
}
