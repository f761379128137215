import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { Clock, timelineOf } from '#clock';
import { IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { differences } from '#respond';
import {
  latestOf,
  listResponses,
  ResponseAttachmentRow,
  ResponseCommentRow,
  ResponseRow,
  ResponseVersionRow,
  reviewOf,
  visibleResponses,
  type ResponseFilter,
} from '#respond/service';
import type {
  Page,
  ResponseDetail,
  ResponseDiff,
  ResponseSummary,
  ResponseVersionText,
  ResponseVersionView,
} from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { loadIncidents } from '../incidents/load.js';
import { displayNames } from '../incidents/names.js';
import { iso, presentSummary as presentIncident } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { fileActors } from './findings.js';
import {
  actionsOn,
  mayWrite,
  presentBlocks,
  presentChecks,
  presentFile,
  presentRemark,
  presentSummary,
  presentVersion,
} from './present.js';

/** Reads texts for the public for somebody who may read them. */
@Injectable()
export class ResponseReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(
    caller: Principal,
    filter: ResponseFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<ResponseSummary>> {
    const { ids, next } = await listResponses(this.database.manager, caller, filter, page);
    return { items: await this.summaries(caller, ids), next };
  }

  /** @throws ProblemError 404 when it does not exist or may not be read */
  async mustSee(caller: Principal, id: string): Promise<ResponseRow> {
    const { manager } = this.database;
    const seen = await visibleResponses(manager, caller, [id]);
    const row = seen.has(id) ? await manager.findOneBy(ResponseRow, { id }) : null;
    if (!row) throw notFound();
    return row;
  }

  /** @throws ProblemError 404 as `mustSee` */
  async one(caller: Principal, id: string): Promise<ResponseDetail> {
    const { manager } = this.database;
    const response = await this.mustSee(caller, id);
    const [[summary], version, incident, remarks, files] = await Promise.all([
      this.summaries(caller, [id]),
      latestOf(manager, response),
      manager.findOneByOrFail(IncidentRow, { id: response.incidentId }),
      manager.find(ResponseCommentRow, { where: { responseId: id }, order: { at: 'ASC' } }),
      manager.find(ResponseAttachmentRow, { where: { responseId: id }, order: { addedAt: 'ASC' } }),
    ]);
    if (!summary) throw notFound();
    const review = await reviewOf(manager, incident, response, version, maskPersonal);
    const names = await displayNames(manager, [
      version.by,
      ...remarks.flatMap(({ by, resolvedBy }) => [by, resolvedBy]),
      ...fileActors(files),
      ...review.checks.map(({ answer }) => answer?.by),
    ]);
    return {
      ...summary,
      round: response.round,
      html: version.html,
      text: version.text,
      savedBy: actorWords(version.by, names),
      savedAt: iso(version.changedAt ?? version.at),
      corrects: await this.corrected(caller, response),
      joint: review.joint,
      light: review.light,
      signatures: review.apparatus.signatures,
      blocks: mayWrite(caller, response) ? presentBlocks(review) : [],
      checklist: presentChecks(review, names),
      remarks: remarks.map((row) => presentRemark(row, version, names)),
      files: files.map((row) => presentFile(row, names)),
      actions: actionsOn(caller, response),
    };
  }

  async versions(caller: Principal, id: string): Promise<ResponseVersionView[]> {
    const { manager } = this.database;
    const response = await this.mustSee(caller, id);
    const rows = await manager.find(ResponseVersionRow, {
      where: { responseId: id },
      order: { number: 'DESC' },
    });
    const names = await displayNames(
      manager,
      rows.map(({ by }) => by),
    );
    return rows.map((row) => presentVersion(row, response, names));
  }

  async version(caller: Principal, id: string, number: number): Promise<ResponseVersionText> {
    const { manager } = this.database;
    const response = await this.mustSee(caller, id);
    const row = await this.numbered(id, number);
    const names = await displayNames(manager, [row.by]);
    return { ...presentVersion(row, response, names), html: row.html };
  }

  async diff(caller: Principal, id: string, from: number, to: number): Promise<ResponseDiff> {
    await this.mustSee(caller, id);
    const [before, after] = await Promise.all([this.numbered(id, from), this.numbered(id, to)]);
    return {
      from,
      to,
      title: differences(before.title, after.title),
      text: differences(before.text, after.text),
    };
  }

  async file(caller: Principal, id: string, fileId: string): Promise<ResponseAttachmentRow> {
    await this.mustSee(caller, id);
    const file = await this.database.manager.findOne(ResponseAttachmentRow, {
      where: { id: fileId, responseId: id },
      select: { id: true, name: true, type: true, size: true, content: true },
    });
    if (!file) throw notFound();
    return file;
  }

  private async numbered(responseId: string, number: number): Promise<ResponseVersionRow> {
    const row = await this.database.manager.findOneBy(ResponseVersionRow, { responseId, number });
    if (!row) throw notFound();
    return row;
  }

  private async corrected(caller: Principal, { corrects }: ResponseRow): Promise<ResponseDetail['corrects']> {
    if (corrects === null) return null;
    const [summary] = await this.summaries(caller, [corrects]);
    return summary ? { id: corrects, title: summary.title } : null;
  }

  private async summaries(caller: Principal, ids: string[]): Promise<ResponseSummary[]> {
    if (ids.length === 0) return [];
    const { manager } = this.database;
    const rows = await manager.findBy(ResponseRow, { id: In(ids) });
    const incidentIds = [...new Set(rows.map((row) => row.incidentId))];
    const [loaded, directory, titles, remarks, names] = await Promise.all([
      loadIncidents(
        manager,
        incidentIds.map((id) => ({ id, late: false })),
      ),
      readDirectory(manager, caller.jurisdictionId),
      this.titles(ids),
      this.openRemarks(ids),
      displayNames(
        manager,
        rows.flatMap(({ createdBy, submittedBy }) => [createdBy, submittedBy]),
      ),
    ]);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      const matter = loaded.find((one) => one.row.id === row?.incidentId);
      if (!row || !matter) return [];
      const incident = presentIncident(matter, directory, this.clock.now(timelineOf(matter.row)));
      const openRemarks = remarks.get(id) ?? 0;
      return [presentSummary(row, titles.get(id) ?? '', incident, { names, openRemarks })];
    });
  }

  private async titles(ids: string[]): Promise<Map<string, string>> {
    const rows: { id: string; title: string }[] = await this.database.query(
      `select response.id, version.title from response
       join response_version version on version.response_id = response.id and version.number = response.latest
       where response.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  private async openRemarks(ids: string[]): Promise<Map<string, number>> {
    const rows: { id: string; open: number }[] = await this.database.query(
      `select response_id as id, count(*)::int as open from response_comment
       where response_id = any($1::uuid[]) and resolved_at is null and answers is null group by response_id`,
      [ids],
    );
    return new Map(rows.map(({ id, open }) => [id, open]));
  }
}
