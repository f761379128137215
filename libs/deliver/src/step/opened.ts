import { In, type EntityManager } from 'typeorm';
import { DISPOSED } from '#incidents';
import type { Directory } from '#jurisdiction';
import {
  AssignmentRow,
  IncidentRow,
  hasRecusals,
  recusedAmong,
  type LogEntry,
  type NoticeRow,
} from '#incidents/service';
import type { OpenEndpoint } from '../channels/endpoint-book.js';
import type { Contact, Desk } from './desk.js';
import { byId, readSubjects, type Subjects } from './subjects.js';

/** An incident as messages and the log need it: not whole, it carries its judgement and routing. */
export type LightIncident = LogEntry['incident'] &
  Pick<
    IncidentRow,
    | 'state'
    | 'opinionLevel'
    | 'opinionConfirmed'
    | 'answeredAt'
    | 'restricted'
    | 'recused'
    | 'recusedAccounts'
    | 'recusedContacts'
  >;

/** A notice with all that its message is written from, as it stands now. */
export interface Opened {
  notice: NoticeRow;
  directory: Directory;
  /** Null for what is not about one incident. */
  incident: LightIncident | null;
  duty: AssignmentRow | null;
  contact: (Contact & { name: string }) | null;
  /** Null for people, and where it has been switched off. */
  endpoint: OpenEndpoint | null;
  /** The earliest statutory due time that is open. */
  statutoryDue: Date | null;
  subjects: Subjects;
  /** Restricted, or its reader recused, since the notice was written (RT-05). */
  kept: boolean;
}

/** The columns of it. */
export const LIGHT = {
  id: true,
  jurisdictionId: true,
  number: true,
  rehearsal: true,
  historic: true,
  state: true,
  opinionLevel: true,
  opinionConfirmed: true,
  answeredAt: true,
  restricted: true,
  recused: true,
  recusedAccounts: true,
  recusedContacts: true,
} as const;

/** Reads what a batch of notices is about, in a handful of statements whatever its size. */
export async function open(manager: EntityManager, notices: NoticeRow[], desk: Desk): Promise<Opened[]> {
  const of = (pick: (notice: NoticeRow) => string | null) => [
    ...new Set(notices.flatMap((notice) => pick(notice) ?? [])),
  ];
  const incidentIds = of(({ incidentId }) => incidentId);
  const [incidents, duties, contacts, endpoints, due, subjects, directories] = await Promise.all([
    lightIncidents(manager, incidentIds),
    byId(
      manager,
      AssignmentRow,
      of(({ assignmentId }) => assignmentId),
    ),
    contactsOf(
      manager,
      of(({ contactId }) => contactId),
      desk,
    ),
    endpointsOf(
      of(({ endpointId }) => endpointId),
      desk,
    ),
    statutoryDues(manager, incidentIds),
    readSubjects(manager, notices),
    directoriesOf(
      manager,
      of(({ jurisdictionId }) => jurisdictionId),
      desk,
    ),
  ]);
  const opened = notices.map((notice): Opened => {
    const directory = directories.get(notice.jurisdictionId);
    if (!directory) throw new Error(`no directory of ${notice.jurisdictionId}`);
    return {
      notice,
      directory,
      incident: get(incidents, notice.incidentId),
      duty: get(duties, notice.assignmentId),
      contact: get(contacts, notice.contactId),
      endpoint: get(endpoints, notice.endpointId),
      statutoryDue: get(due, notice.incidentId),
      subjects,
      kept: false,
    };
  });
  for (const one of opened) one.kept = await keptFrom(manager, one, desk);
  return opened;
}

const get = <Row>(rows: ReadonlyMap<string, Row>, id: string | null): Row | null =>
  id === null ? null : (rows.get(id) ?? null);

async function lightIncidents(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, LightIncident>> {
  if (ids.length === 0) return new Map();
  const rows = await manager.find(IncidentRow, { where: { id: In([...ids]) }, select: LIGHT });
  return new Map(rows.map((row) => [row.id, row]));
}

async function contactsOf(manager: EntityManager, ids: readonly string[], desk: Desk) {
  return ids.length === 0 ? new Map<string, never>() : desk.contacts.contactsById(manager, ids);
}

async function endpointsOf(ids: readonly string[], desk: Desk): Promise<Map<string, OpenEndpoint>> {
  const found = await Promise.all(ids.map((id) => desk.endpoints.endpoint(id)));
  return new Map(found.flatMap((endpoint) => (endpoint ? [[endpoint.id, endpoint] as const] : [])));
}

async function statutoryDues(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; at: Date }[] = await manager.query(
    `select incident_id as id, min(due_at) as at from deadline
     where incident_id = any($1::uuid[]) and kind = 'statutory' and state = 'open' group by incident_id`,
    [ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

async function directoriesOf(
  manager: EntityManager,
  ids: readonly string[],
  desk: Desk,
): Promise<Map<string, Directory>> {
  const found = new Map<string, Directory>();
  for (const id of ids) found.set(id, await desk.directory(manager, id));
  return found;
}

/** A group behind a robot is nobody in particular: it hears of no matter that is kept from anybody. */
async function keptFrom(
  manager: EntityManager,
  opened: Opened,
  desk: Pick<Desk, 'contacts'>,
): Promise<boolean> {
  const { incident, contact, notice, directory } = opened;
  if (!incident) return false;
  // That nothing is left to do says nothing of the matter: who held a duty of it may know.
  const ended = notice.template === DISPOSED && contact !== null;
  if (incident.restricted && !ended) {
    const { publicity, discipline } = directory.profile.jurisdiction.roles;
    if (!contact || ![publicity, discipline].includes(contact.unit)) return true;
  }
  if (!hasRecusals(incident)) return false;
  if (notice.contactId === null) return true;
  return (await recusedAmong(manager, incident.id, [notice.contactId], desk.contacts)).size > 0;
}
