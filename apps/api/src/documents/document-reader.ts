import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { IncidentRow, REFUSALS } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { officialDocx } from '#paper';
import { documentNames, groupText, phoneScript, withheld } from '#report';
import {
  DOCUMENT_KINDS,
  documentFacts,
  documentPaper,
  DocumentRow,
  DocumentVersionRow,
} from '#report/service';
import type { DocumentList, DocumentSummary, DocumentView, SpokenTexts } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';

const BECAUSE = {
  not_confirmed: REFUSALS.document_not_confirmed,
  nothing_late: REFUSALS.document_nothing_late,
};

/** Reads papers for somebody who may see their incident. */
@Injectable()
export class DocumentReader {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly clock: Clock,
  ) {}

  async list(caller: Principal, incidentId: string): Promise<DocumentList> {
    const { manager } = this.database;
    const facts = await this.facts(caller, incidentId);
    const rows = await manager.find(DocumentRow, {
      where: { incidentId },
      order: { draftedAt: 'DESC', id: 'DESC' },
    });
    const names = await namesOf(manager, rows);
    return {
      items: rows.map((row) => summary(row, names)),
      kinds: DOCUMENT_KINDS.map((kind) => {
        const because = withheld(kind, facts);
        return { kind, name: documentNames[kind], withheld: because && BECAUSE[because] };
      }),
    };
  }

  async one(caller: Principal, id: string): Promise<DocumentView> {
    const row = await this.mustSee(caller, id);
    const { manager } = this.database;
    const [incident, versions] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: row.incidentId }),
      manager.find(DocumentVersionRow, { where: { documentId: id }, order: { number: 'DESC' } }),
    ]);
    const names = await displayNames(manager, [row.draftedBy, row.issuedBy, ...versions.map(({ by }) => by)]);
    const open = row.state === 'draft' && mayDo(caller, 'upward.report');
    return {
      ...summary(row, names),
      incident: { number: incident.number, title: incident.title },
      content: row.content,
      fields: row.fields.map(([label, value]) => ({ label, value })),
      versions: versions.map(({ number, by, at, content }) => ({
        number,
        by: names.get(by) ?? by,
        at: iso(at),
        content,
      })),
      actions: open ? ['edit', 'discard', 'issue'] : [],
    };
  }

  /** As a Word document, in the words as they stand. */
  async docx(caller: Principal, id: string): Promise<{ name: string; content: Buffer }> {
    const row = await this.mustSee(caller, id);
    const { manager } = this.database;
    const [incident, directory] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: row.incidentId }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const content = await officialDocx(documentPaper(row, directory));
    return { name: `${incident.number} ${documentNames[row.kind]}.docx`, content };
  }

  async spoken(caller: Principal, incidentId: string): Promise<SpokenTexts> {
    const facts = await this.facts(caller, incidentId);
    const units = facts.duties.filter(
      ({ state, roles }) => state !== 'withdrawn' && roles.some((role) => role !== 'informed'),
    );
    return {
      group: groupText(facts),
      phone: [...new Set(units.map(({ unit }) => unit))].map((unit) => ({
        unit,
        lines: phoneScript(facts, unit),
      })),
    };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async mustSee(caller: Principal, id: string): Promise<DocumentRow> {
    const row = await this.database.manager.findOneBy(DocumentRow, {
      id,
      jurisdictionId: caller.jurisdictionId,
    });
    if (!row) throw notFound();
    await this.incidents.mustSee(caller, row.incidentId);
    return row;
  }

  private async facts(caller: Principal, incidentId: string) {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [incident, directory] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: incidentId }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    return documentFacts(manager, incident, directory, this.clock.now(timelineOf(incident)));
  }
}

const namesOf = (manager: EntityManager, rows: DocumentRow[]): Promise<Names> =>
  displayNames(
    manager,
    rows.flatMap((row) => [row.draftedBy, row.issuedBy]),
  );

const summary = (row: DocumentRow, names: Names): DocumentSummary => ({
  id: row.id,
  incidentId: row.incidentId,
  kind: row.kind,
  name: documentNames[row.kind],
  number: row.number,
  title: row.content.title,
  state: row.state,
  draftedBy: names.get(row.draftedBy) ?? row.draftedBy,
  draftedAt: iso(row.draftedAt),
  issuedBy: row.issuedBy && (names.get(row.issuedBy) ?? row.issuedBy),
  issuedAt: isoOrNull(row.issuedAt),
  version: row.version,
  rehearsal: row.rehearsal,
});
