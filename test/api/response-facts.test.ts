import { emptyJudgement } from '#incidents';
import { AssignmentRow } from '#incidents/service';
import { FactRow, FactStatementRow } from '#respond/service';
import type { ResponseDetail, ResponseHints } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, UNIT } from './world.js';

describe('a text beside the facts table', () => {
  let api: TestApi;
  let liaison: Client;
  let text: ResponseDetail;

  beforeAll(async () => {
    api = await createTestApi();
    liaison = await api.as('liaison', UNIT);
    const { manager } = api.database.source;
    const facts = { ...emptyJudgement().facts, dead: 2 };
    const judgement = { ...emptyJudgement(), facts };
    const { incident, duty } = await makeMatter(api, '甲', UNIT, { judgement });
    await manager.update(AssignmentRow, { id: duty.id }, { state: 'signed', signedAt: MORNING });
    const { id: factId } = await manager.save(
      manager.create(FactRow, {
        jurisdictionId: api.jurisdictionId,
        incidentId: incident.id,
        round: incident.round,
        kind: 'people',
        label: '死亡人数',
        proposed: null,
        origin: 'person',
        by: 'test',
        at: MORNING,
      }),
    );
    const said = { source: '现场核实', way: 'stated', by: 'test', at: MORNING } as const;
    await manager.insert(FactStatementRow, { factId, unit: UNIT, value: '3人', ...said });
    const begun = { kind: 'first', occasion: 'statement', unit: UNIT, template: null };
    const answer = await liaison.post(`/api/v1/incidents/${incident.id}/responses`, begun);
    text = answer.json<ResponseDetail>();
  });
  afterAll(() => api.close());

  /** Hints about numbers once these are the words. */
  async function numbersIn(words: string): Promise<[string, string | null][]> {
    const path = `/api/v1/responses/${text.id}`;
    const { version } = (await liaison.get(path)).json<ResponseDetail>();
    const body = { version, title: '关于事故的通报', html: `<p>${words}</p>` };
    expect((await liaison.ask('PUT', `${path}/text`, { body })).status).toBe(200);
    const { hints } = (await liaison.get(`${path}/hints`)).json<ResponseHints>();
    return hints.filter(({ kind }) => kind === 'number').map((hint) => [hint.text, hint.words]);
  }

  it('hears nothing against what departments agreed on, whatever the record says', async () =>
    expect(await numbersIn('事故造成三人死亡。')).toEqual([]));

  it('is told of the passage that gives another number', async () =>
    expect(await numbersIn('事故已处置。造成2人死亡。')).toEqual([
      ['文中死亡人数写“2人”，口径核对确定为“3人”，请核对。', '造成2人死亡。'],
    ]));
});
