import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { INCIDENT_LIFE } from '#incidents';
import {
  apparatusFor,
  DeadlineRow,
  IncidentRow,
  needsEvaluation,
  packCursor,
  quietSince,
  unpackCursor,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import {
  ArchiveFileRow,
  searchArchive,
  unfinished,
  unfinishedWords,
  type ArchiveFilter,
  type ArchiveHit,
} from '#report/service';
import type { ArchiveEntry, EndingView, Page } from '../contract/index.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';

const DAY = 86_400_000;
const cursorShape = z.tuple([z.iso.datetime(), z.uuid()]);

/** Archived matters, and what the end of one waits for. */
@Injectable()
export class ArchiveReader {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly database: DataSource,
  ) {}

  async list(
    caller: Principal,
    filter: ArchiveFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<ArchiveEntry>> {
    const { manager } = this.database;
    const [at, id] = page.cursor === null ? [] : unpackCursor(page.cursor, cursorShape);
    const after = at && id ? { at, id } : null;
    const hits = await searchArchive(manager, caller, filter, { after, limit: page.limit + 1 });
    const shown = hits.slice(0, page.limit);
    const names = await displayNames(
      manager,
      shown.map(({ by }) => by),
    );
    const last = shown.at(-1);
    const more = hits.length > page.limit && last;
    return {
      items: shown.map((hit) => presentHit(hit, caller, names)),
      next: more ? packCursor([last.at.toISOString(), last.id]) : null,
    };
  }

  /** @throws ProblemError 404 for what the caller may not see */
  async ending(caller: Principal, incidentId: string): Promise<EndingView> {
    const { manager } = this.database;
    await this.incidents.mustSee(caller, incidentId);
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const [open, file, directory] = await Promise.all([
      unfinished(manager, incidentId),
      manager.findOneBy(ArchiveFileRow, { incidentId }),
      readDirectory(manager, incident.jurisdictionId),
    ]);
    const { closing } = directory.profile.clocks;
    const names = await displayNames(manager, [file?.by]);
    const waits = incident.state === 'closed' && needsEvaluation(incident);
    const possible = INCIDENT_LIFE[incident.state].archive !== undefined && !incident.historic && !waits;
    return {
      closesAt: await this.closesAt(incident, closing.quietDays),
      unfinished: unfinishedWords(open),
      archivesAt: possible && open.length === 0 ? await this.archivesAt(incident, closing.archiveDays) : null,
      mayArchive: possible && open.length === 0 && mayDo(caller, 'evaluations.write'),
      file: file && presentHit(file, caller, names),
      version: incident.version,
    };
  }

  private async closesAt(incident: IncidentRow, days: number): Promise<string | null> {
    if (incident.state !== 'answered' || incident.historic || !apparatusFor(incident).quietClose) return null;
    const since = await quietSince(this.database.manager, incident.id);
    return since && iso(new Date(since.getTime() + days * DAY));
  }

  /** The last day of DL-13, or so many days after a light matter was closed. */
  private async archivesAt(incident: IncidentRow, days: number): Promise<string | null> {
    if (incident.state === 'closed')
      return incident.closedAt && iso(new Date(incident.closedAt.getTime() + days * DAY));
    const due = await this.database.manager.findOne(DeadlineRow, {
      where: { incidentId: incident.id, rule: 'DL-13', state: 'open' },
    });
    return due && iso(new Date(due.dueAt.getTime() - DAY));
  }
}

const presentHit = (hit: ArchiveHit | ArchiveFileRow, caller: Principal, names: Names): ArchiveEntry => ({
  id: hit.id,
  incidentId: hit.incidentId,
  number: hit.number,
  title: hit.title,
  year: hit.year,
  units: hit.units,
  places: hit.places,
  size: hit.size,
  entries: hit.entries,
  sha256: hit.sha256,
  by: actorWords(hit.by, names),
  at: iso(hit.at),
  rehearsal: hit.rehearsal,
  mayDownload: mayDo(caller, 'evaluations.write'),
});
