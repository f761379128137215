import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import { lateByUnit, lateDuties, type LateFigures, type LateFilter, type LateKind } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { LateDuty, LateReport, LateUnit, Page } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { lateXlsx } from './late-xlsx.js';

export interface LateAsked {
  /** `2026-11-01`, both days included; absent: this month so far. */
  from?: string | undefined;
  to?: string | undefined;
  rehearsal: 'include' | 'only' | 'none';
}

const zone = 'Asia/Shanghai';
/** A year and a bit: more is for the archive. */
const LONGEST = 400;

/** How units keep their times. A unit's people see their own unit only. */
@Injectable()
export class LateReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws ProblemError 400 for a span that ends before it begins or is too long */
  async report(caller: Principal, asked: LateAsked): Promise<LateReport> {
    const { manager } = this.database;
    const span = this.spanOf(asked);
    const [figures, directory] = await Promise.all([
      lateByUnit(manager, caller, this.filterOf(caller, asked), this.incidents.moments()),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const now = this.clock.now('real');
    return { ...span, units: byPresentName(figures, directory, now), now: iso(now) };
  }

  async duties(
    caller: Principal,
    asked: LateAsked & { unit?: string | undefined; kind: LateKind },
    page: { cursor: string | null; limit: number },
  ): Promise<Page<LateDuty>> {
    const { manager } = this.database;
    const filter: LateFilter & { kind: LateKind } = { ...this.filterOf(caller, asked), kind: asked.kind };
    if (asked.unit !== undefined && mayDo(caller, 'incidents.all'))
      filter.units = await this.namesOf(caller.jurisdictionId, asked.unit);
    const now = this.incidents.moments();
    const { rows, next } = await lateDuties(manager, caller, filter, { ...page, now });
    const items = rows.map(
      ({ id, sentAt, signDueAt, signedAt, reportDueAt, reportedAt, answerDueAt, ...row }): LateDuty => ({
        assignmentId: id,
        incidentId: row.incidentId,
        number: row.number,
        title: row.title,
        unit: row.unit,
        sentAt: iso(sentAt),
        signDueAt: isoOrNull(signDueAt),
        signedAt: isoOrNull(signedAt),
        reportDueAt: isoOrNull(reportDueAt),
        reportedAt: isoOrNull(reportedAt),
        answerDueAt: isoOrNull(answerDueAt),
        lateNow: row.lateNow,
        longestLate: row.longestLate,
        urged: row.urged,
        supervised: row.supervised,
        refusals: row.refusals,
        rehearsal: row.rehearsal,
      }),
    );
    return { items, next };
  }

  /** The report as a workbook; every export is logged. */
  async xlsx(caller: Principal, asked: LateAsked): Promise<{ name: string; content: Buffer }> {
    const report = await this.report(caller, asked);
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: actorOf(caller),
      action: 'late.exported',
      data: { from: report.from, to: report.to, units: report.units.length },
    });
    return { name: `办理时限情况-${report.from}-${report.to}.xlsx`, content: await lateXlsx(report) };
  }

  private filterOf(caller: Principal, asked: LateAsked): LateFilter {
    const { from, to } = this.spanOf(asked);
    const own = mayDo(caller, 'incidents.all') ? {} : { units: caller.units };
    return {
      from: DateTime.fromISO(from, { zone }).toJSDate(),
      to: DateTime.fromISO(to, { zone }).plus({ days: 1 }).toJSDate(),
      rehearsal: asked.rehearsal,
      ...own,
    };
  }

  private spanOf(asked: LateAsked): { from: string; to: string } {
    const today = DateTime.fromJSDate(this.clock.now('real'), { zone });
    const to = asked.to ?? today.toISODate() ?? '';
    const from = asked.from ?? DateTime.fromISO(to, { zone }).startOf('month').toISODate() ?? '';
    if (from > to) throw badInput('开始日期晚于结束日期，请重新选择。');
    if (DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days > LONGEST)
      throw badInput(`统计区间最长 ${LONGEST} 天，请缩短区间。`);
    return { from, to };
  }

  /** Every name a unit has had: what it was given under any of them is its own. */
  private async namesOf(jurisdictionId: string, unit: string): Promise<string[]> {
    const [row]: { names: string[] }[] = await this.database.query(
      `select unit_names($1, array[$2]::text[]) as names`,
      [jurisdictionId, unit],
    );
    return [...new Set([unit, ...(row?.names ?? [])])];
  }
}

/** Adds up what a unit was given under its former names (RT-52). */
function byPresentName(figures: LateFigures[], directory: Directory, now: Date): LateUnit[] {
  const units = new Map<string, LateUnit>();
  for (const one of figures) {
    const name = directory.dutyHolder(one.unit, now)?.unit.name ?? one.unit;
    const known = units.get(name);
    units.set(name, known ? sum(known, one) : presented(one, name));
  }
  return [...units.values()].toSorted((a, b) => b.lateNow - a.lateNow || b.longestLate - a.longestLate);
}

const presented = (one: LateFigures, unit: string): LateUnit => ({
  unit,
  duties: one.duties,
  signedInTime: one.signedInTime,
  signedOf: one.signedOf,
  reportedInTime: one.reportedInTime,
  reportedOf: one.reportedOf,
  lateNow: one.lateNow,
  longestLate: one.longestLate,
  urged: one.urged,
  supervised: one.supervised,
  refusals: one.refusals,
});

const sum = (a: LateUnit, b: LateFigures): LateUnit => ({
  unit: a.unit,
  duties: a.duties + b.duties,
  signedInTime: a.signedInTime + b.signedInTime,
  signedOf: a.signedOf + b.signedOf,
  reportedInTime: a.reportedInTime + b.reportedInTime,
  reportedOf: a.reportedOf + b.reportedOf,
  lateNow: a.lateNow + b.lateNow,
  longestLate: Math.max(a.longestLate, b.longestLate),
  urged: a.urged + b.urged,
  supervised: a.supervised + b.supervised,
  refusals: a.refusals + b.refusals,
});
