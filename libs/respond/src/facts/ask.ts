import { FirstReportRow, announce, type Act, type IncidentRow } from '#incidents/service';
import { ResponseAgreementRow, type ResponseAskRow } from '../entities/approval.entity.js';
import { FactRow } from '../entities/fact.entity.js';
import { ResponseVersionRow, type ResponseRow } from '../entities/response.entity.js';
import { askUnits } from '../approval/ask.js';
import { factsIn, type FoundFact } from './found.js';
import { respondentsOf } from './table.js';

/** Where a department confirms facts and wording. */
export const responsePage = (responseId: string): string => `/responses/${responseId}`;

/**
 * The text waits for the other departments (会签): the facts it states, and those of first reports, are laid before them,
 * each is asked for its word, and who wrote it has said yes by handing it in.
 */
export async function askWording(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  const answering = await respondentsOf(act.manager, incident.id);
  const units = response.units.filter((unit) => answering.includes(unit));
  await proposeFacts(act, incident, response);
  if (units.includes(response.unit))
    await act.manager.insert(ResponseAgreementRow, {
      responseId: response.id,
      number: response.latest,
      unit: response.unit,
      agrees: true,
      way: 'handed_in',
      by: act.actor,
      at: act.at,
    });
  const others = units.filter((unit) => unit !== response.unit);
  for (const ask of await askUnits(act, incident, response, 'wording', others))
    await tellDepartment(act, incident, ask, 'response_to_agree', 'asked');
}

export const tellDepartment = (
  act: Act,
  incident: IncidentRow,
  ask: ResponseAskRow,
  template: string,
  event: string,
): Promise<void> =>
  announce(act, incident, {
    eventKey: `${ask.id}:${event}`,
    unit: ask.unit,
    audience: event === 'overdue' ? 'charge_leader' : 'liaison_and_handler',
    template,
    data: { path: responsePage(ask.responseId) },
  });

/** Puts what the text and first reports state on the table; what is there already, or was struck out, stays as it is. */
export async function proposeFacts(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  const { manager } = act;
  const { id: incidentId, jurisdictionId } = incident;
  const { round } = response;
  const version = await manager.findOneBy(ResponseVersionRow, {
    responseId: response.id,
    number: response.latest,
  });
  const reports = await manager.find(FirstReportRow, { where: { incidentId }, order: { at: 'ASC' } });
  const places = incident.places.map(({ name }) => name);
  const from = (texts: string[], origin: FactRow['origin']) =>
    texts.flatMap((text) => factsIn(text, places)).map((fact) => ({ ...fact, origin }));
  const known = new Set((await manager.findBy(FactRow, { incidentId, round })).map(keyOf));
  for (const fact of [
    ...from(version ? [`${version.title}\n${version.text}`] : [], 'text'),
    ...from(
      reports.map(({ text }) => text),
      'report',
    ),
  ]) {
    if (known.has(keyOf(fact))) continue;
    known.add(keyOf(fact));
    const { kind, label, value: proposed, origin } = fact;
    await manager.insert(FactRow, {
      jurisdictionId,
      incidentId,
      round,
      kind,
      label,
      proposed,
      origin,
      by: 'system',
      at: act.at,
    });
  }
}

const keyOf = ({ kind, label }: Pick<FoundFact, 'kind' | 'label'>): string => `${kind}|${label}`;
