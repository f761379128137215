import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  AssignmentRow,
  IncidentRow,
  listSupervisions,
  SupervisionPartRow,
  SupervisionRow,
  visibleParts,
  type SupervisionFilter,
} from '#incidents/service';
import type { Page, SupervisionPart, SupervisionView } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { isOver } from '#incidents';

export interface LoadedSupervision {
  row: SupervisionRow;
  /** Only those the caller may know of. */
  parts: { part: SupervisionPartRow; incident: IncidentRow; duty: AssignmentRow }[];
}

/** Reads supervision orders for somebody who may see the matters they are about. */
@Injectable()
export class SupervisionReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  async list(
    caller: Principal,
    filter: SupervisionFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<SupervisionView>> {
    const { manager } = this.database;
    const now = this.incidents.moments();
    const { ids, next } = await listSupervisions(manager, caller, filter, { ...page, now });
    return { items: await this.present(caller, ids), next };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async one(caller: Principal, id: string): Promise<SupervisionView> {
    const [view] = await this.present(caller, [id]);
    if (!view) throw notFound();
    return view;
  }

  /** @throws ProblemError 404 as `one` */
  async mustSee(caller: Principal, id: string): Promise<LoadedSupervision> {
    const [loaded] = await this.load(caller, [id]);
    if (!loaded) throw notFound();
    return loaded;
  }

  private async load(caller: Principal, ids: string[]): Promise<LoadedSupervision[]> {
    const { manager } = this.database;
    const [rows, parts, shown] = await Promise.all([
      manager.findBy(SupervisionRow, { id: In(ids), jurisdictionId: caller.jurisdictionId }),
      manager.find(SupervisionPartRow, {
        where: { supervisionId: In(ids) },
        order: { dueAt: 'ASC', unit: 'ASC' },
      }),
      visibleParts(manager, caller, ids),
    ]);
    const [incidents, duties] = await Promise.all([
      manager.findBy(IncidentRow, { id: In([...new Set(parts.map((part) => part.incidentId))]) }),
      manager.findBy(AssignmentRow, { id: In(parts.map((part) => part.assignmentId)) }),
    ]);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      const own = parts.flatMap((part) => {
        const incident = incidents.find((one) => one.id === part.incidentId);
        const duty = duties.find((one) => one.id === part.assignmentId);
        const ours = part.supervisionId === id && shown.has(part.id);
        return ours && incident && duty ? [{ part, incident, duty }] : [];
      });
      return row && own.length > 0 ? [{ row, parts: own }] : [];
    });
  }

  private async present(caller: Principal, ids: string[]): Promise<SupervisionView[]> {
    const loaded = await this.load(caller, ids);
    const actors = loaded.flatMap(({ row, parts }) => [
      row.draftedBy,
      row.issuedBy,
      row.settledBy,
      ...parts.map(({ part }) => part.answeredBy),
    ]);
    const names = await displayNames(this.database.manager, actors);
    return loaded.map((one) => this.view(caller, one, names));
  }

  private view(caller: Principal, { row, parts }: LoadedSupervision, names: Names): SupervisionView {
    const now = this.clock.now(timelineOf(row));
    const name = (login: string | null) => login && (names.get(login) ?? login);
    const shown = parts.map((one) => presentPart(caller, row, one, { now, names }));
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      cause: row.cause,
      urgency: row.urgency,
      issuer: row.issuer,
      state: row.state,
      late: shown.some((part) => part.late),
      parts: shown,
      draftedBy: name(row.draftedBy) ?? '',
      draftedAt: iso(row.draftedAt),
      issuedBy: name(row.issuedBy),
      issuedAt: isoOrNull(row.issuedAt),
      settledBy: name(row.settledBy),
      settledAt: isoOrNull(row.settledAt),
      settledNote: row.settledNote,
      rehearsal: row.rehearsal,
      version: row.version,
      now: iso(now),
      actions: actionsOn(caller, row, shown),
    };
  }
}

/** Whoever drafts does not issue; only the unit that supervises does. */
export const mayIssue = (caller: Principal, row: SupervisionRow): boolean =>
  mayDo(caller, 'supervisions.issue') && actsFor(caller, row.issuer) && row.draftedBy !== caller.login;

function actionsOn(
  caller: Principal,
  row: SupervisionRow,
  parts: SupervisionPart[],
): SupervisionView['actions'] {
  const keeps = mayDo(caller, 'duties.urge');
  const actions: SupervisionView['actions'] = [];
  if (row.state === 'drafted') {
    if (keeps) actions.push('amend');
    if (mayIssue(caller, row)) actions.push('issue');
  }
  if (keeps && row.state !== 'closed' && row.state !== 'withdrawn') actions.push('withdraw');
  if (parts.some((part) => part.actions.includes('close'))) actions.push('close');
  return actions;
}

function presentPart(
  caller: Principal,
  row: SupervisionRow,
  { part, incident, duty }: LoadedSupervision['parts'][number],
  { now, names }: { now: Date; names: Names },
): SupervisionPart {
  const lapsed = duty.state === 'withdrawn' || isOver(incident.state);
  const running = row.state === 'issued' || row.state === 'answered';
  const answers = mayDo(caller, 'duties.sign') && actsFor(caller, part.unit);
  const actions: SupervisionPart['actions'] = [];
  if (running && answers && (part.state === 'open' || part.state === 'answered')) actions.push('answer');
  if (running && mayDo(caller, 'duties.urge') && part.state === 'answered') actions.push('return', 'close');
  return {
    id: part.id,
    incidentId: incident.id,
    incidentNumber: incident.number,
    incidentTitle: incident.title,
    assignmentId: part.assignmentId,
    unit: part.unit,
    requirement: part.requirement,
    dueAt: iso(part.dueAt),
    state: part.state,
    late: running && !lapsed && part.state === 'open' && part.dueAt <= now,
    answer: part.answer,
    answeredBy: part.answeredBy && actorWords(part.answeredBy, names),
    answeredAt: isoOrNull(part.answeredAt),
    returnedNote: part.returnedNote,
    lapsed,
    actions,
  };
}
