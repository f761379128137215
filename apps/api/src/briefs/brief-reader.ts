import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { maskForUnits } from '#incidents';
import { IncidentItemRow, IncidentRow, ItemRow } from '#incidents/service';
import { Briefs, Rewrites, type BriefRow } from '#report/service';
import type { BriefSource, BriefView } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso } from '../incidents/present.js';
import { presentBrief, presentRewrite, type Belongs } from './present.js';

/** Of an item shown beside a brief, in characters; the whole stands on the incident's page. */
const TEXT_SHOWN = 600;
/** Items shown beside a brief. */
const ITEMS_SHOWN = 300;

/** Reads briefs for somebody: of matters one may not know of there are none. */
@Injectable()
export class BriefReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
    private readonly briefs: Briefs,
    private readonly rewrites: Rewrites,
  ) {}

  /**
   * The brief as the record stands, or an earlier version.
   * @throws ProblemError 404
   */
  async read(caller: Principal, id: string, number: number | null): Promise<BriefView> {
    const incident = await this.incidentFor(caller, id);
    const brief =
      number === null ? await this.briefs.current(incident) : await this.briefs.version(id, number);
    if (!brief) throw notFound();
    return this.view(caller, incident, brief);
  }

  /** The incident, for those who may know of it. @throws ProblemError 404 */
  async incidentFor(caller: Principal, id: string): Promise<IncidentRow> {
    await this.incidents.mustSee(caller, id);
    return this.database.manager.findOneByOrFail(IncidentRow, { id });
  }

  private async view(caller: Principal, incident: IncidentRow, brief: BriefRow): Promise<BriefView> {
    const { manager } = this.database;
    const { content } = brief;
    const links = await manager.find(IncidentItemRow, {
      where: { incidentId: incident.id },
      select: { itemId: true },
    });
    const linked = new Set(links.map(({ itemId }) => itemId));
    const belongs: Belongs = (itemId) => linked.has(itemId);
    const [mayKnow, rewrite, versions] = await Promise.all([
      this.incidents.whichOf(
        caller,
        content.likeCases.map(({ incidentId }) => incidentId),
      ),
      this.rewrites.latest(brief.id),
      this.briefs.versions(incident.id),
    ]);
    const names = await displayNames(manager, [rewrite?.askedBy ?? null]);
    const parts = presentBrief(content, belongs, mayKnow);
    return {
      incidentId: incident.id,
      incidentNumber: incident.number,
      title: maskForUnits(incident.title),
      opinionLevel: incident.opinionLevel,
      number: brief.number,
      at: iso(brief.at),
      versions: versions.map((one) => ({ number: one.number, at: iso(one.at) })),
      ...parts,
      items: await this.sources(incident, citedIn(parts).filter(belongs)),
      mayRewrite: this.mayRewrite(caller, incident),
      rewrite:
        rewrite && mayDo(caller, 'routing.decide')
          ? presentRewrite(rewrite, belongs, nameOf(names, rewrite.askedBy))
          : null,
      rehearsal: incident.rehearsal,
      now: iso(this.clock.now(timelineOf(incident))),
    };
  }

  private mayRewrite(caller: Principal, { restricted, splitFrom, recused }: IncidentRow): boolean {
    const open = !restricted && splitFrom === null && recused.length === 0;
    return this.rewrites.enabled && open && mayDo(caller, 'routing.decide');
  }

  /** The items sentences rest on, numbered in the order they are met. */
  private async sources(incident: IncidentRow, ids: string[]): Promise<BriefSource[]> {
    const met = [...new Set(ids)].slice(0, ITEMS_SHOWN);
    const rows = await this.database.manager.findBy(ItemRow, { id: In(met) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return met.flatMap((id, index) => {
      const row = byId.get(id);
      return row ? [presentSource(row, index + 1, incident)] : [];
    });
  }
}

/** Of a concern split from a report nobody learns when that was published. */
function presentSource(row: ItemRow, no: number, incident: IncidentRow): BriefSource {
  const published = incident.splitFrom ? null : row.publishedAt;
  return {
    id: row.id,
    no,
    title: maskForUnits(row.title),
    text: maskForUnits(row.text).slice(0, TEXT_SHOWN),
    source: row.source.name,
    tier: row.source.tier,
    at: iso(published && published < row.discoveredAt ? published : row.discoveredAt),
  };
}

const nameOf = (names: ReadonlyMap<string, string>, actor: string): string => {
  const login = actor.replace(/^account:/, '');
  return names.get(login) ?? names.get(actor) ?? login;
};

const citedIn = ({
  summary,
  happened,
  since,
  questions,
  claims,
  where,
}: Pick<BriefView, 'summary' | 'happened' | 'since' | 'questions' | 'claims' | 'where'>): string[] => [
  ...[...summary, ...happened, since, ...claims, ...where].flatMap(({ itemIds }) => itemIds),
  ...claims.flatMap(({ evidenceIds }) => evidenceIds),
  ...questions.flatMap(({ itemIds }) => itemIds),
];
