import { In, type EntityManager } from 'typeorm';
import { DeadlineRow, IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Directory } from '#jurisdiction';
import { differenceOf, valueInForce } from '#respond';
import {
  ApprovalRow,
  draftersOf,
  notAgreed,
  readFacts,
  ResponseAgreementRow,
  ResponseAskRow,
  ResponseAttachmentRow,
  ResponseCheckRow,
  ResponseRow,
  ResponseVersionRow,
  standingOf,
  type Standing,
} from '#respond/service';
import { displayNames, type Names } from '../incidents/names.js';
import { fileActors } from '../responses/findings.js';

/** Everything a text's agreement and signatures rest on, read once. */
export interface ApprovalGround {
  incident: IncidentRow;
  response: ResponseRow;
  version: ResponseVersionRow;
  directory: Directory;
  standing: Standing;
  drafters: Set<string>;
  missing: string[];
  respondents: string[];
  facts: { label: string; value: string | null; open: boolean }[];
  checks: ResponseCheckRow[];
  files: ResponseAttachmentRow[];
  agreements: ResponseAgreementRow[];
  history: ApprovalRow[];
  asks: ResponseAskRow[];
  deadlines: DeadlineRow[];
  names: Names;
}

/** @returns null for a text that has no words yet */
export async function readGround(manager: EntityManager, responseId: string): Promise<ApprovalGround | null> {
  const response = await manager.findOneByOrFail(ResponseRow, { id: responseId });
  const version = await manager.findOneBy(ResponseVersionRow, { responseId, number: response.latest });
  if (!version) return null;
  const incident = await manager.findOneByOrFail(IncidentRow, { id: response.incidentId });
  const table = await readFacts(manager, incident.id, response.round);
  const { respondents, naming } = table;
  const history = await manager.find(ApprovalRow, { where: { responseId }, order: { at: 'ASC' } });
  const agreements = await manager.find(ResponseAgreementRow, {
    where: { responseId },
    order: { at: 'ASC' },
  });
  const files = await manager.find(ResponseAttachmentRow, {
    where: { responseId },
    order: { addedAt: 'ASC' },
  });
  return {
    incident,
    response,
    version,
    directory: await readDirectory(manager, incident.jurisdictionId),
    standing: await standingOf(manager, incident, response),
    drafters: await draftersOf(manager, response),
    missing: await notAgreed({ manager }, response),
    respondents,
    facts: table.rows.map(({ row, state }) => ({
      label: row.label,
      value: valueInForce(state, respondents, naming),
      open: differenceOf(state, respondents, naming) !== null,
    })),
    checks: await manager.findBy(ResponseCheckRow, { responseId }),
    files,
    agreements,
    history,
    asks: await manager.find(ResponseAskRow, { where: { responseId }, order: { dueAt: 'ASC' } }),
    deadlines: await manager.findBy(DeadlineRow, {
      incidentId: incident.id,
      rule: In(['DL-01', 'DL-02', 'DL-03', 'DL-19']),
    }),
    names: await displayNames(manager, [
      ...[...history, ...agreements].map(({ by }) => by),
      ...fileActors(files),
    ]),
  };
}
