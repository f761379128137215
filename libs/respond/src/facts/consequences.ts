import { announce, note, type Act, type IncidentRow } from '#incidents/service';
import type { FactRow } from '../entities/fact.entity.js';
import { moveResponse } from '../step/response-steps.js';
import { settleAlignment, textsUnderWay } from './alignment.js';
import { responsePage } from './ask.js';
import type { FactsTable } from './table.js';

/** A confirmed fact has changed: what was agreed on or signed with it goes back to its drafters. */
export async function takeBack(
  act: Act,
  incident: IncidentRow,
  { id: factId, label }: FactRow,
): Promise<void> {
  for (const response of await textsUnderWay(act, incident.id, incident.round)) {
    if (response.state === 'aligning') continue;
    const responseId = response.id;
    await note(act, incident, 'fact.changed', { factId, label, responseId });
    await moveResponse(act, incident, response, 'return');
    await announce(act, incident, {
      eventKey: `${responseId}:changed:${response.version}`,
      unit: response.unit,
      audience: 'liaison_and_handler',
      template: 'response_returned',
      data: { path: responsePage(responseId) },
    });
  }
}

/** Texts that wait for nothing but this go on to the signatures. */
export async function goOn(act: Act, incident: IncidentRow): Promise<void> {
  for (const response of await textsUnderWay(act, incident.id, incident.round))
    await settleAlignment(act, incident, response);
}

/** Departments say different things: whoever coordinates hears of it. */
export async function tellCoordinator(
  act: Act,
  incident: IncidentRow,
  { row, statements }: FactsTable['rows'][number],
): Promise<void> {
  await announce(act, incident, {
    eventKey: `${row.id}:differ:${statements.at(-1)?.seq ?? 0}`,
    unit: statements.at(-1)?.unit ?? '',
    audience: 'coordinator',
    template: 'facts_differ',
    data: { path: `/incidents/${incident.id}` },
  });
}
