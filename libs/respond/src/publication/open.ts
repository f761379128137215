import { workingOpinionLevel } from '#incidents';
import { announce, note, officeFor, RefusedAction, type Act, type IncidentRow } from '#incidents/service';
import { outletsOn, standardOutlet, type Directory, type Outlet } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { PublicationRow } from '../entities/publication.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { publicationDue } from './due.js';
import type { Form } from './kinds.js';
import { PUBLICATIONS_PAGE } from './pages.js';
import { openStatutory, publicationsOf, saveRow, standingTakeover, tellNoMore } from './rows.js';

/**
 * What a text needs when it has moved: approved, it becomes a duty of the standard outlet's owner; sent back or given up,
 * nothing of it is to be published any more. The caller holds the lock and saves the incident.
 */
export async function followText(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  if (response.state === 'approved') return openFirst(act, incident, response);
  if (response.state === 'published') return;
  const rows = await publicationsOf(act.manager, response.id);
  for (const row of rows)
    if (row.state === 'due' || row.state === 'held')
      await withdrawRow(act, incident, row, '回应稿退回修改或不再发布。');
}

async function openFirst(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  const directory = await readDirectory(act.manager, incident.jurisdictionId);
  const outlet = standardOutlet(directory, act.at);
  await openPublication(act, incident, response, { directory, outlet, form: 'authoritative' });
}

/** Where and how, and by which directory. */
export interface Opening {
  directory: Directory;
  /** Null: the city has registered none; the office sees to it. */
  outlet: Outlet | null;
  form: Form;
}

/** Opens one publication of an approved text, or of what a takeover leaves to forward. */
export async function openPublication(
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  { directory, outlet, form }: Opening,
): Promise<PublicationRow> {
  const taken = await standingTakeover(act.manager, incident.id);
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const statutory = await openStatutory(act.manager, incident);
  const due = publicationDue(act.at, level, statutory, directory.profile.clocks);
  const row = await act.manager.save(
    act.manager.create(PublicationRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      responseId: response.id,
      round: response.round,
      outletKey: outlet?.key ?? null,
      owner: ownerOf(outlet, directory, incident),
      publisher: 'outlet',
      form,
      state: taken ? 'held' : 'due',
      dueAt: due.dueAt,
      dueRule: due.rule,
      createdBy: act.actor,
      createdAt: act.at,
      rehearsal: incident.rehearsal,
    }),
  );
  const data = { publicationId: row.id, outlet: row.outletKey, unit: row.owner };
  await note(act, incident, 'publication.opened', { ...data, dueAt: due.dueAt.toISOString() });
  if (row.state === 'due') await askOwner(act, incident, row, 'publication_due');
  return row;
}

/** A recused unit publishes nothing about itself: the office sees to it, or who stands in. */
function ownerOf(outlet: Outlet | null, directory: Directory, incident: IncidentRow): string | null {
  const office = officeFor(directory, incident.recused);
  return outlet && !incident.recused.includes(outlet.owner) ? outlet.owner : office;
}

/** Tells the owner of what is to be published, or of what is wrong with it. */
export async function askOwner(
  act: Act,
  incident: IncidentRow,
  row: PublicationRow,
  template: 'publication_due' | 'publication_stopped' | 'proof_differs',
): Promise<void> {
  if (!row.owner) return;
  await announce(act, incident, {
    eventKey: `${row.id}:${template}:${row.version}`,
    unit: row.owner,
    audience: 'liaison_and_handler',
    template,
    subjectId: row.id,
    data: { path: PUBLICATIONS_PAGE, unit: row.owner, ...(row.dueAt && { dueAt: row.dueAt.toISOString() }) },
  });
}

/** @throws RefusedAction `outlet_unknown`, `outlet_form` */
export function outletFor(directory: Directory, key: string, form: Form, at: Date): Outlet {
  const outlet = outletsOn(directory, at).find((one) => one.key === key);
  if (!outlet) throw new RefusedAction('outlet_unknown');
  if (!outlet.forms.includes(form)) throw new RefusedAction('outlet_form');
  return outlet;
}

/** Takes back what is not out yet. */
export async function withdrawRow(
  act: Act,
  incident: IncidentRow,
  row: PublicationRow,
  reason: string,
): Promise<void> {
  const told = row.state === 'due';
  Object.assign(row, { state: 'withdrawn', reason });
  await saveRow(act.manager, PublicationRow, row);
  await tellNoMore(act, row.id);
  await note(act, incident, 'publication.withdrawn', { publicationId: row.id, unit: row.owner });
  if (told) await askOwner(act, incident, row, 'publication_stopped');
}
