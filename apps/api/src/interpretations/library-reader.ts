import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import {
  explainedOf,
  findDocuments,
  libraryFigures,
  listDocuments,
  textOfIncident,
  type Explained,
  type LibraryFilter,
  type LibraryGround,
} from '#respond/service';
import type {
  IncidentInterpretations,
  LibraryFiguresView,
  Page,
  PolicyDocumentView,
  PolicyMatchView,
} from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { presentDocument, presentMatch, type Shown } from './present.js';

/** Documents offered beside one matter or text. */
const OFFERED = 5;

/** Reads the library: it holds what is public anyway, so everybody who is logged in reads all of it. */
@Injectable()
export class LibraryReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  async ground({ jurisdictionId }: Principal): Promise<LibraryGround> {
    const { manager } = this.database;
    const directory = await readDirectory(manager, jurisdictionId);
    return { manager, jurisdictionId, directory, now: this.clock.now('real') };
  }

  async list(
    caller: Principal,
    filter: LibraryFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<PolicyDocumentView>> {
    const ground = await this.ground(caller);
    const { items, next } = await listDocuments(ground, filter, page);
    const shown = await this.shown(ground, items);
    return { items: items.map((one) => presentDocument(one, shown)), next };
  }

  /** @throws ProblemError 404 */
  async one(caller: Principal, id: string): Promise<PolicyDocumentView> {
    const ground = await this.ground(caller);
    const [found] = await explainedOf(ground.manager, [id]);
    if (!found || found.document.jurisdictionId !== caller.jurisdictionId) throw notFound();
    return presentDocument(found, await this.shown(ground, [found]));
  }

  async figures(caller: Principal): Promise<LibraryFiguresView> {
    const { documents, late, interpretations, diverse } = await libraryFigures(await this.ground(caller));
    return { documents, late, interpretations, diverse };
  }

  async match(caller: Principal, text: string): Promise<PolicyMatchView[]> {
    const ground = await this.ground(caller);
    const found = await findDocuments(ground, text, OFFERED);
    const shown = await this.shown(ground, found);
    return found.map((one) => presentMatch(one, shown));
  }

  /** What a matter may be about, for somebody who may see it. @throws ProblemError 404 */
  async ofIncident(caller: Principal, id: string): Promise<IncidentInterpretations> {
    await this.incidents.mustSee(caller, id);
    const { manager } = this.database;
    const incident = await manager.findOneOrFail(IncidentRow, {
      where: { id },
      select: { id: true, mustRespond: true, routing: true },
    });
    const misread =
      incident.mustRespond.includes('MR-1') || (incident.routing?.rules.includes('RT-15') ?? false);
    return { misread, items: await this.match(caller, await textOfIncident(manager, id)) };
  }

  private async shown(
    { manager, directory, now }: LibraryGround,
    found: readonly Explained[],
  ): Promise<Shown> {
    const names = await displayNames(
      manager,
      found.map(({ document }) => document.changedBy),
    );
    return { directory, now, names };
  }
}
