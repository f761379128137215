import { AssignmentRow, type IncidentRow } from '#incidents/service';
import type { ResponseDetail } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Answer, type Client } from '../support/api.js';
import { makeDuty, MORNING } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

export const HTML = '<h2>核查情况</h2><p>11月22日20时，小区已恢复供水，原因是管道破裂。</p>';
export const TITLE = '关于小区停水情况的通报';

export const code = (answer: Answer) => [answer.status, answer.json()['code']];

/** A house in which texts are written: the people, matters whose units have signed, and the steps of a text. */
export async function createDrafting() {
  const api = await createTestApi();
  const [office, liaison, colleague, other] = await Promise.all([
    api.as('office', '市政府办公室'),
    api.as('liaison', UNIT),
    api.as('liaison', UNIT),
    api.as('liaison', OTHER_UNIT),
  ]);

  async function matter(
    word: string,
    given: Partial<IncidentRow> = {},
    units = [UNIT],
  ): Promise<IncidentRow> {
    const { incident, duty } = await makeMatter(api, word, units[0] ?? UNIT, {
      places: [{ name: '东湖街道', kind: 'township', via: '东湖街道', ambiguous: [] } as never],
      topics: ['供水'],
      ...given,
    });
    const { manager } = api.database.source;
    const signed = { state: 'signed' as const, signedAt: MORNING, signedBy: 'account:test' };
    await manager.update(AssignmentRow, { id: duty.id }, signed);
    for (const unit of units.slice(1)) await makeDuty(manager, incident, { unit, ...signed });
    return incident;
  }
  const beginAs = (client: Client, incident: IncidentRow, given: object = {}) =>
    client.post(`/api/v1/incidents/${incident.id}/responses`, {
      kind: 'first',
      occasion: 'statement',
      unit: UNIT,
      template: null,
      ...given,
    });
  const begin = async (incident: IncidentRow, given: object = {}) =>
    (await beginAs(liaison, incident, given)).json<ResponseDetail>();
  const put = (client: Client, id: string, body: object) =>
    client.ask('PUT', `/api/v1/responses/${id}/text`, { body: { title: TITLE, html: HTML, ...body } });
  const one = async (id: string, client = liaison) =>
    (await client.get(`/api/v1/responses/${id}`)).json<ResponseDetail>();
  async function checkAll(text: ResponseDetail): Promise<ResponseDetail> {
    const answers = text.checklist.map(({ item }) => ({ item, answer: 'yes' }));
    const answer = await liaison.ask('PUT', `/api/v1/responses/${text.id}/checklist`, {
      body: { version: text.version, answers },
    });
    expect(answer.status).toBe(200);
    return answer.json<ResponseDetail>();
  }
  async function written(incident: IncidentRow, given: object = {}): Promise<ResponseDetail> {
    const text = await begin(incident, given);
    return (await put(liaison, text.id, { version: text.version })).json<ResponseDetail>();
  }
  return { api, office, liaison, colleague, other, matter, beginAs, begin, put, one, checkAll, written };
}
export type Drafting = Awaited<ReturnType<typeof createDrafting>>;
