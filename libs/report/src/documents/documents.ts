import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import {
  lockIncident,
  note,
  paperNumber,
  RefusedAction,
  saveIncident,
  StaleError,
  type Act,
  type DirectoryReader,
  type IncidentRow,
} from '#incidents/service';
import {
  DocumentRow,
  DocumentVersionRow,
  type DocumentContent,
  type DocumentKind,
} from './document.entity.js';
import { draftDocument, withheld } from './draft.js';
import { documentFacts } from './read-facts.js';
import { documentNames, documentSeries } from './words.js';

/** What starts accountability or takes a matter up is never one person's paper (domain 0.9, notice 6(1)). */
const TWO_PERSONS: readonly DocumentKind[] = ['uplift', 'accountability'];

/** 文书: made from the record, put in a person's words, issued with a number, then never changed. */
export class Documents {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * Drafts a paper from what is stored now. A draft of that kind that is there already is given back as it is.
   * @param login of whoever drafts
   * @throws RefusedAction `not_found`, `document_not_confirmed`, `document_nothing_late`
   */
  async draft(incidentId: string, kind: DocumentKind, login: string): Promise<DocumentRow> {
    return this.within(incidentId, login, async (act, incident) => {
      const open = await act.manager.findOneBy(DocumentRow, { incidentId, kind, state: 'draft' });
      if (open) return open;
      const directory = await this.directories(act.manager, incident.jurisdictionId);
      const facts = await documentFacts(act.manager, incident, directory, act.at);
      const because = withheld(kind, facts);
      if (because)
        throw new RefusedAction(
          because === 'not_confirmed' ? 'document_not_confirmed' : 'document_nothing_late',
        );
      const { fields, ...content } = draftDocument(kind, facts);
      const row = act.manager.create(DocumentRow, {
        id: randomUUID(),
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        kind,
        number: null,
        state: 'draft',
        content,
        fields,
        draftedBy: login,
        draftedAt: act.at,
        issuedBy: null,
        issuedAt: null,
        version: 1,
        rehearsal: incident.rehearsal,
      });
      await act.manager.insert(DocumentRow, row);
      return row;
    });
  }

  /**
   * A person's words in place of the draft's; what it said before is kept.
   * @param content masked
   * @throws RefusedAction `not_found`, `report_empty`, `document_issued`; StaleError
   */
  async edit(id: string, version: number, content: DocumentContent, login: string): Promise<void> {
    if (!content.title.trim() || content.paragraphs.every((one) => !one.trim()))
      throw new RefusedAction('report_empty');
    await this.unissued(id, version, login, async (act, row) => {
      await act.manager.insert(DocumentVersionRow, {
        documentId: row.id,
        number: row.version,
        content: row.content,
        by: row.draftedBy,
        at: row.draftedAt,
      });
      Object.assign(row, { content, draftedBy: login, draftedAt: act.at, version: row.version + 1 });
      await act.manager.save(DocumentRow, row);
    });
  }

  /** Throws a draft away. @throws RefusedAction `not_found`, `document_issued`; StaleError */
  async discard(id: string, version: number, login: string): Promise<void> {
    await this.unissued(id, version, login, async (act, row) => {
      await act.manager.delete(DocumentVersionRow, { documentId: row.id });
      await act.manager.delete(DocumentRow, { id: row.id });
    });
  }

  /**
   * 印发: the paper gets its number and stands as it is.
   * @throws RefusedAction `not_found`, `document_issued`, `document_second`; StaleError
   */
  async issue(id: string, version: number, login: string): Promise<void> {
    await this.unissued(id, version, login, async (act, row, incident) => {
      if (TWO_PERSONS.includes(row.kind) && row.draftedBy === login)
        throw new RefusedAction('document_second');
      const directory = await this.directories(act.manager, incident.jurisdictionId);
      const { jurisdictionId, rehearsal, kind } = row;
      const number = await paperNumber(
        act.manager,
        { jurisdictionId, rehearsal, at: act.at, sign: documentSeries[kind] },
        directory,
      );
      Object.assign(row, {
        state: 'issued',
        number,
        issuedBy: login,
        issuedAt: act.at,
        version: row.version + 1,
      });
      await act.manager.save(DocumentRow, row);
      await note(act, incident, 'document.issued', {
        documentId: row.id,
        name: documentNames[row.kind],
        number,
      });
      await saveIncident(act.manager, incident, act.at);
    });
  }

  private async unissued(
    id: string,
    version: number,
    login: string,
    work: (act: Act, row: DocumentRow, incident: IncidentRow) => Promise<void>,
  ): Promise<void> {
    const seen = await this.source.manager.findOneBy(DocumentRow, { id });
    if (!seen) throw new RefusedAction('not_found');
    await this.within(seen.incidentId, login, async (act, incident) => {
      const row = await act.manager.findOneBy(DocumentRow, { id });
      if (!row) throw new RefusedAction('not_found');
      if (row.state === 'issued') throw new RefusedAction('document_issued');
      if (row.version !== version) throw new StaleError(row.version);
      await work(act, row, incident);
    });
  }

  private async within<T>(
    incidentId: string,
    login: string,
    work: (act: Act, incident: IncidentRow) => Promise<T>,
  ): Promise<T> {
    return this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      const at = this.clock.now(timelineOf(incident));
      return work({ manager, actor: `account:${login}`, at }, incident);
    });
  }
}
