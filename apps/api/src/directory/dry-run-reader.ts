import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { addItemVisibility, addVisibility, Conditions } from '#incidents/service';
import { DirectoryDryRunRow, JurisdictionRow, type DryRunOutcome } from '#jurisdiction/service';
import type { DryRunCounts, DryRunGroup, DryRunRow, DryRunView, RoutingSketch } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { altersRouting } from './dry-run/sides.js';
import { namesOfActors } from './people.js';

/** Gravest first. */
const GROUPS: readonly DryRunGroup[] = ['unrouted', 'dropped', 'to_person', 'changed', 'fresh', 'decided'];
const SHOWN = 200;
/** A run that has not stirred for so long went down with its process. */
const DEAD_MS = 60_000;
const DAY = 86_400_000;

interface Seen {
  number: string | null;
  title: string;
  discoveredAt: Date;
}

/** Reads dry runs for somebody: incidents one may not see are in no row and no count. */
@Injectable()
export class DryRunReader {
  constructor(private readonly database: DataSource) {}

  /** The view for one who waits for it. @throws ProblemError not_found */
  async one(caller: Principal, id: string): Promise<DryRunView> {
    await this.database.manager.update(
      DirectoryDryRunRow,
      { id, jurisdictionId: caller.jurisdictionId, state: 'running' },
      { askedAt: new Date() },
    );
    const view = await this.find(caller, id);
    if (!view) throw notFound();
    return view;
  }

  async find(caller: Principal, id: string): Promise<DryRunView | null> {
    const { manager } = this.database;
    const run = await manager.findOneBy(DirectoryDryRunRow, { id, jurisdictionId: caller.jurisdictionId });
    if (!run) return null;
    const [incidents, items, nameOf, city] = await Promise.all([
      this.incidents(caller, run.wanted),
      this.items(
        caller,
        run.outcomes.flatMap(({ itemId }) => itemId ?? []),
      ),
      namesOfActors(manager, [run.startedBy]),
      manager.findOneByOrFail(JurisdictionRow, { id: run.jurisdictionId }),
    ]);
    const seen = new Map([...incidents, ...items]);
    const rows = rowsFor(run.outcomes, seen, caller);
    const tried = run.tried.filter((incident) => incidents.has(incident)).length;
    const touched = rows.filter(({ incidentId }) => incidentId !== null).length;
    const dead = run.state === 'running' && Date.now() - run.beatAt.getTime() > DEAD_MS;
    return {
      id: run.id,
      state: dead ? 'failed' : run.state,
      startedAt: iso(run.startedAt),
      finishedAt: isoOrNull(run.finishedAt),
      by: nameOf(run.startedBy),
      since: iso(run.since),
      days: Math.round((run.startedAt.getTime() - run.since.getTime()) / DAY),
      tried,
      total: incidents.size,
      complete: run.state === 'done' && !run.cut,
      unchanged: tried - touched,
      counts: countsOf(rows),
      rows: rows.slice(0, SHOWN),
      version: String(run.baseVersion),
      outdated: run.baseVersion !== city.directoryVersion,
      notes: notesOf(run),
    };
  }

  /** How many incidents each finished run found changed, of those the caller may see. */
  async changedCounts(caller: Principal, ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const conditions = addVisibility(new Conditions(), caller);
    const wanted = conditions.value(ids);
    const rows: { id: string; count: number }[] = await this.database.query(
      `select run.id, count(incident.id)::int as count from directory_dry_run run
       left join lateral jsonb_array_elements(run.outcomes) outcome on outcome ->> 'group' <> 'decided'
       left join incident on incident.id = (outcome ->> 'incidentId')::uuid and ${conditions.sql}
       where run.id = any(${wanted}::uuid[]) and run.state = 'done' group by run.id`,
      conditions.values,
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  private async incidents(caller: Principal, ids: string[]): Promise<Map<string, Seen>> {
    if (ids.length === 0) return new Map();
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(ids)}::uuid[])`);
    const rows: (Seen & { id: string })[] = await this.database.query(
      `select id, number, title, discovered_at as "discoveredAt" from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async items(caller: Principal, ids: string[]): Promise<Map<string, Seen>> {
    if (ids.length === 0) return new Map();
    const conditions = addItemVisibility(new Conditions(), caller);
    conditions.add(`item.id = any(${conditions.value(ids)}::uuid[])`);
    const rows: { id: string; title: string; discoveredAt: Date }[] = await this.database.query(
      `select id, coalesce(nullif(title, ''), left(text, 40)) as title, discovered_at as "discoveredAt"
       from item where ${conditions.sql}`,
      conditions.values,
    );
    return new Map(rows.map((row) => [row.id, { ...row, number: null }]));
  }
}

function rowsFor(
  outcomes: readonly DryRunOutcome[],
  seen: ReadonlyMap<string, Seen>,
  caller: Principal,
): DryRunRow[] {
  const rows = outcomes.flatMap((outcome): DryRunRow[] => {
    const of = seen.get(outcome.incidentId ?? outcome.itemId ?? '');
    const heldBack =
      (outcome.restricted && !mayDo(caller, 'incidents.restricted')) ||
      outcome.recused.some((unit) => actsFor(caller, unit));
    if (!of || heldBack) return [];
    const { incidentId, before, after, differs, gone, come } = outcome;
    return [
      {
        incidentId,
        number: of.number,
        title: of.title,
        discoveredAt: iso(of.discoveredAt),
        group: outcome.group as DryRunGroup,
        before: before as RoutingSketch | null,
        after: after as RoutingSketch | null,
        differs,
        gone,
        come,
      },
    ];
  });
  return rows.toSorted(
    (a, b) =>
      GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || b.discoveredAt.localeCompare(a.discoveredAt),
  );
}

function countsOf(rows: readonly DryRunRow[]): DryRunCounts {
  const counts: DryRunCounts = { changed: 0, unrouted: 0, to_person: 0, dropped: 0, fresh: 0, decided: 0 };
  for (const { group } of rows) counts[group] += 1;
  return counts;
}

function notesOf(run: DirectoryDryRunRow): string[] {
  const { edits, startedAt, asOf, cut, rehearsal, historic } = run;
  if (!altersRouting(edits)) return ['这项修改不影响事件交给谁办，只影响此后的计时、催办或回避。'];
  return [
    ...(asOf > startedAt ? [`按${iso(asOf).slice(0, 10)}起的名录试算。`] : []),
    ...(cut ? ['事件较多，只试算了其中一部分，较早的未试算。'] : []),
    ...(rehearsal ? ['含演练事件。'] : []),
    ...(historic ? ['含导入的历史事件。'] : []),
  ];
}
