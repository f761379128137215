import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { DeadlineRow, IncidentRow } from '#incidents/service';
import { outletsOn, type Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { natureOf, promisesIn, type PublicationState } from '#respond';
import {
  listPublications,
  PublicationProofRow,
  PublicationRow,
  ResponseRow,
  ResponseVersionRow,
  seenOf,
  TakeoverRow,
} from '#respond/service';
import type {
  IncidentPublications,
  OutletView,
  Page,
  PublicationDetail,
  PublicationView,
} from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { presentPublication, presentTakeover } from './present.js';

type Text = Pick<ResponseVersionRow, 'title' | 'html' | 'text' | 'number'> & { response: ResponseRow };

/** Reads publications for somebody: of matters they see, and of what their own unit publishes. */
@Injectable()
export class PublicationReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws BadCursor */
  async list(
    caller: Principal,
    filter: { state?: PublicationState | undefined; proof?: 'wrong' | undefined },
    page: { cursor: string | null; limit: number },
  ): Promise<Page<PublicationView>> {
    const { ids, next } = await listPublications(this.database.manager, caller, filter, page);
    return { items: await this.views(caller, ids), next };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async mustSee(caller: Principal, id: string): Promise<PublicationRow> {
    const { manager } = this.database;
    const seen = await seenOf(manager, caller, 'publication', [id]);
    const row = seen.has(id) ? await manager.findOneBy(PublicationRow, { id }) : null;
    if (!row) throw notFound();
    return row;
  }

  async one(caller: Principal, id: string): Promise<PublicationDetail> {
    const row = await this.mustSee(caller, id);
    const [[view], texts, directory] = await Promise.all([
      this.views(caller, [id]),
      this.texts([row]),
      readDirectory(this.database.manager, caller.jurisdictionId),
    ]);
    if (!view) throw notFound();
    const text = texts.get(row.responseId ?? '');
    const now = this.clock.now(timelineOf(row));
    const outlet = outletsOn(directory, now).find(({ key }) => key === row.outletKey);
    const words = text ? `${text.title}\n${text.text}` : '';
    const found = text ? promisesIn(text.text, now, directory.workingTime) : [];
    return {
      ...view,
      text: text
        ? { html: text.html, text: text.text, units: text.response.units, versionNumber: text.number }
        : null,
      nature: text ? natureOf(words) : 'answer',
      promises: found.map(({ sentence, due }) => ({
        what: sentence,
        unit: text?.response.units[0] ?? null,
        dueAt: isoOrNull(due?.at ?? null),
        words: due?.words ?? null,
      })),
      hosts: outlet?.hosts ?? [],
    };
  }

  /** A text whose matter the caller may know of. @throws ProblemError 404 */
  async mustSeeText(caller: Principal, responseId: string): Promise<void> {
    const response = await this.database.manager.findOneBy(ResponseRow, { id: responseId });
    if (!response) throw notFound();
    await this.incidents.mustSee(caller, response.incidentId);
  }

  async file(caller: Principal, id: string, fileId: string): Promise<PublicationProofRow> {
    await this.mustSee(caller, id);
    const file = await this.database.manager
      .createQueryBuilder(PublicationProofRow, 'proof')
      .addSelect('proof.content')
      .where('proof.id = :fileId and proof.publicationId = :id', { fileId, id })
      .getOne();
    if (!file) throw notFound();
    return file;
  }

  async outlets(caller: Principal): Promise<OutletView[]> {
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    return outletsOn(directory, this.clock.now()).map((one) => ({
      key: one.key,
      name: one.name,
      kind: one.kind,
      platform: one.platform ?? null,
      owner: one.owner,
      filing: one.filing ?? null,
      hosts: one.hosts,
      forms: one.forms,
      standard: one.standard,
    }));
  }

  /** Everything about publishing in one matter. */
  async ofIncident(caller: Principal, incidentId: string): Promise<IncidentPublications> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [incident, rows, taken, deadlines, directory] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: incidentId }),
      manager.find(PublicationRow, {
        where: { incidentId },
        order: { createdAt: 'ASC', dueAt: { direction: 'ASC', nulls: 'LAST' }, id: 'ASC' },
      }),
      manager.find(TakeoverRow, { where: { incidentId }, order: { at: 'ASC' } }),
      manager.find(DeadlineRow, { where: { incidentId, kind: 'statutory' }, order: { dueAt: 'ASC' } }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const names = await displayNames(
      manager,
      taken.map(({ by }) => by),
    );
    const now = taken.find(({ endedAt }) => endedAt === null) ?? null;
    const decides = mayDo(caller, 'routing.decide') && !incident.restricted;
    return {
      items: await this.views(
        caller,
        rows.map(({ id }) => id),
      ),
      takeover: now && presentTakeover(now, names),
      earlier: taken.filter(({ endedAt }) => endedAt !== null).map((row) => presentTakeover(row, names)),
      statutory: deadlines
        .filter(({ rule, round }) => /^DL-0[123]$/.test(rule) && round === incident.round)
        .map((row) => ({
          rule: row.rule,
          name: directory.profile.deadlines.find(({ id }) => id === row.rule)?.name ?? row.rule,
          dueAt: iso(row.dueAt),
          state: row.state,
          settledAt: isoOrNull(row.settledAt),
          answersFor: now?.name ?? answererOf(incident),
        })),
      corrections: await this.corrections(incidentId),
      actions: decides
        ? [now ? ('record_other' as const) : ('take_over' as const), 'plan_conference' as const]
        : [],
      version: incident.version,
    };
  }

  private async corrections(incidentId: string): Promise<IncidentPublications['corrections']> {
    const rows: {
      responseId: string;
      title: string;
      by: string;
      byTitle: string;
      at: Date | null;
    }[] = await this.database.query(
      `select old.id as "responseId", old_text.title, new.id as by, new_text.title as "byTitle", new.published_at as at
       from response new
       join response old on old.id = new.corrects
       join response_version old_text on old_text.response_id = old.id and old_text.number = old.latest
       join response_version new_text on new_text.response_id = new.id and new_text.number = new.latest
       where new.incident_id = $1 and new.state = 'published' order by new.published_at`,
      [incidentId],
    );
    return rows.map((row) => ({ ...row, at: isoOrNull(row.at) }));
  }

  private async views(caller: Principal, ids: string[]): Promise<PublicationView[]> {
    if (ids.length === 0) return [];
    const { manager } = this.database;
    const rows = await manager.findBy(PublicationRow, { id: In(ids) });
    const [seen, incidents, files, texts, directory, names] = await Promise.all([
      seenOf(manager, caller, 'publication', ids),
      this.numbers(rows),
      manager.find(PublicationProofRow, { where: { publicationId: In(ids) }, order: { at: 'ASC' } }),
      this.texts(rows),
      readDirectory(manager, caller.jurisdictionId),
      displayNames(
        manager,
        rows.map(({ registeredBy }) => registeredBy),
      ),
    ]);
    const present = (row: PublicationRow): PublicationView => {
      const text = texts.get(row.responseId ?? '');
      return presentPublication(row, {
        number: incidents.get(row.incidentId) ?? '',
        incidentId: seen.get(row.id)?.matter ? row.incidentId : null,
        names,
        now: this.clock.now(timelineOf(row)),
        text: text ? { title: text.title, kind: text.response.kind } : null,
        files: files.filter(({ publicationId }) => publicationId === row.id),
        directory: directory satisfies Directory,
        caller,
      });
    };
    return ids.flatMap((id) => {
      const row = seen.has(id) ? rows.find((one) => one.id === id) : undefined;
      return row ? [present(row)] : [];
    });
  }

  private async numbers(rows: { incidentId: string }[]): Promise<Map<string, string>> {
    const incidents = await this.database.manager.find(IncidentRow, {
      where: { id: In([...new Set(rows.map(({ incidentId }) => incidentId))]) },
      select: { id: true, number: true },
    });
    return new Map(incidents.map(({ id, number }) => [id, number]));
  }

  /** Texts by the id of their response, in the words that were approved. */
  private async texts(rows: PublicationRow[]): Promise<Map<string, Text>> {
    const { manager } = this.database;
    const ids = rows.flatMap(({ responseId }) => responseId ?? []);
    if (ids.length === 0) return new Map();
    const responses = await manager.findBy(ResponseRow, { id: In(ids) });
    const versions = await manager.findBy(ResponseVersionRow, { responseId: In(ids) });
    return new Map(
      responses.flatMap((response) => {
        const text = versions.find(
          ({ responseId, number }) => responseId === response.id && number === response.latest,
        );
        return text
          ? [
              [
                response.id,
                { title: text.title, html: text.html, text: text.text, number: text.number, response },
              ] as const,
            ]
          : [];
      }),
    );
  }
}

/** Who owes the public the answer, where nobody else has taken it over. */
const answererOf = ({ routing }: IncidentRow): string => routing?.respondents.join('、') || '市政府办公室';
