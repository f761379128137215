import { CommitmentRow, PublicationRow, ResponseRow, ResponseVersionRow } from '#respond/service';
import type { IncidentRow } from '#incidents/service';
import type { TestApi } from '../support/api.js';
import { makeIncident, MORNING } from '../support/rows.js';
import { UNIT } from './world.js';

export const HOUR = 3_600_000;

export interface Published {
  incident: IncidentRow;
  response: ResponseRow;
  publication: PublicationRow;
}

export interface Given {
  incident?: Partial<IncidentRow>;
  response?: Partial<ResponseRow>;
  publication?: Partial<PublicationRow>;
  title?: string;
  html?: string;
  text?: string;
  /** Within this matter, in place of one of its own. */
  of?: IncidentRow;
}

/** A text that came out an hour after the morning, on the portal; a test says only what matters to it. */
export async function makePublished(api: TestApi, word: string, given: Given = {}): Promise<Published> {
  const { manager } = api.database.source;
  const rehearsal = given.response?.rehearsal ?? given.incident?.rehearsal ?? false;
  const incident =
    given.of ??
    (await makeIncident(manager, {
      jurisdictionId: api.jurisdictionId,
      state: 'answered',
      fields: ['环境保护'],
      places: [
        { name: '东湖街道', kind: 'township', code: '990101001', via: null, ambiguous: [], words: ['东湖'] },
      ],
      rehearsal,
      ...given.incident,
    }));
  const publishedAt = new Date(MORNING.getTime() + HOUR);
  const { jurisdictionId } = api;
  const title = given.title ?? `关于${word}情况的通报`;
  const text = given.text ?? `${word}问题已经核实。今天恢复。`;
  const response = await manager.save(
    manager.create(ResponseRow, {
      jurisdictionId,
      incidentId: incident.id,
      round: 1,
      kind: 'first',
      occasion: 'statement',
      unit: UNIT,
      units: [UNIT],
      state: 'published',
      latest: 1,
      corrects: null,
      createdBy: 'account:x',
      createdAt: MORNING,
      publishedAt,
      rehearsal,
      ...given.response,
    }),
  );
  await manager.insert(ResponseVersionRow, {
    responseId: response.id,
    number: response.latest,
    title,
    html: given.html ?? `<p>${text}</p>`,
    text,
    by: 'account:x',
    at: MORNING,
  });
  const publication = await manager.save(
    manager.create(PublicationRow, {
      jurisdictionId,
      incidentId: incident.id,
      responseId: response.id,
      round: 1,
      outletKey: 'portal',
      owner: '市政府办公室',
      publisher: 'outlet',
      form: 'authoritative',
      state: 'published',
      url: 'https://www.qinglan.example/1.html',
      publishedAt,
      listed: true,
      createdBy: 'account:x',
      createdAt: MORNING,
      rehearsal,
      ...given.publication,
    }),
  );
  return { incident, response, publication };
}

/** A promise of a text, due in three days. */
export const makePromise = (
  api: TestApi,
  { incident, response }: Published,
  given: Partial<CommitmentRow> = {},
): Promise<CommitmentRow> =>
  api.database.source.manager.save(
    api.database.source.manager.create(CommitmentRow, {
      jurisdictionId: api.jurisdictionId,
      incidentId: incident.id,
      responseId: response.id,
      what: '三天内修好水管',
      unit: UNIT,
      dueAt: new Date(MORNING.getTime() + 72 * HOUR),
      state: 'open',
      createdBy: 'account:x',
      createdAt: MORNING,
      rehearsal: response.rehearsal,
      ...given,
    }),
  );
