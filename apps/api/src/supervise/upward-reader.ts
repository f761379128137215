import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { officialDocx } from '#paper';
import { upwardName } from '#incidents';
import { IncidentRow, officeFor, ReportIssueRow, ReportSeriesRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { UpwardIssue, UpwardSeries } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';

/** Reads reports upward for somebody who may see their incident. */
@Injectable()
export class UpwardReader {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
  ) {}

  async series(caller: Principal, incidentId: string): Promise<UpwardSeries[]> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [series, issues] = await Promise.all([
      manager.find(ReportSeriesRow, { where: { incidentId }, order: { addressee: 'ASC' } }),
      manager.find(ReportIssueRow, { where: { incidentId }, order: { draftedAt: 'ASC' } }),
    ]);
    const names = await this.namesOf(issues);
    return series.map((one) => ({
      addressee: one.addressee,
      closed: one.closedAt !== null,
      issues: issues
        .filter((issue) => issue.seriesId === one.id)
        .map((issue) => present(issue, one.addressee, names)),
    }));
  }

  async one(caller: Principal, id: string): Promise<UpwardIssue> {
    const { issue, series } = await this.mustSee(caller, id);
    return present(issue, series.addressee, await this.namesOf([issue]));
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async mustSee(caller: Principal, id: string): Promise<{ issue: ReportIssueRow; series: ReportSeriesRow }> {
    const { manager } = this.database;
    const issue = await manager.findOneBy(ReportIssueRow, { id, jurisdictionId: caller.jurisdictionId });
    if (!issue) throw notFound();
    await this.incidents.mustSee(caller, issue.incidentId);
    return { issue, series: await manager.findOneByOrFail(ReportSeriesRow, { id: issue.seriesId }) };
  }

  /** As a document of the office, in the words as they stand. */
  async document(caller: Principal, id: string): Promise<{ name: string; content: Buffer }> {
    const { issue, series } = await this.mustSee(caller, id);
    const { manager } = this.database;
    const [incident, directory] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: issue.incidentId }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const { name: city, roles } = directory.profile.jurisdiction;
    const office = officeFor(directory, incident.recused) ?? roles.government;
    const from = office.startsWith('市') ? `${city}${office.slice(1)}` : office;
    const called = upwardName(issue.kind, issue.number);
    const content = await officialDocx({
      head: from,
      number: null,
      title: `${issue.rehearsal ? '【演练】' : ''}关于“${incident.title.replace(/[。，、；！？.,;!?\s]+$/u, '')}”舆情的报告（${called}）`,
      to: series.addressee,
      paragraphs: issue.text.split('\n').filter((line) => line.trim() !== ''),
      from,
      date: DateTime.fromJSDate(issue.sentAt ?? issue.draftedAt, { zone: 'Asia/Shanghai' }).toFormat(
        'yyyy年M月d日',
      ),
    });
    return { name: `${incident.number} ${called}.docx`, content };
  }

  private namesOf(issues: ReportIssueRow[]): Promise<Names> {
    return displayNames(
      this.database.manager,
      issues.flatMap((issue) => [issue.draftedBy, issue.sentBy]),
    );
  }
}

const present = (issue: ReportIssueRow, addressee: string, names: Names): UpwardIssue => ({
  id: issue.id,
  kind: issue.kind,
  name: upwardName(issue.kind, issue.number),
  addressee,
  text: issue.text,
  draftedBy: names.get(issue.draftedBy) ?? issue.draftedBy,
  draftedAt: iso(issue.draftedAt),
  sentAt: isoOrNull(issue.sentAt),
  sentBy: issue.sentBy && (names.get(issue.sentBy) ?? issue.sentBy),
  channel: issue.channel,
  receipt: issue.receipt,
  version: issue.version,
});
