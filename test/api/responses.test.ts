import { AnnouncementRow } from '#incidents/service';
import { ResponseRow, ResponseVersionRow } from '#respond/service';
import type {
  IncidentDetail,
  IncidentResponses,
  ResponseDetail,
  ResponseDiff,
  ResponseVersionText,
  ResponseVersionView,
} from '../../apps/api/src/contract/index.js';
import { type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { code, createDrafting, HTML, TITLE, type Drafting } from './drafting.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

describe('texts for the public while they are written', () => {
  let desk: Drafting;
  let api: TestApi;
  let office: Client;
  let liaison: Client;
  let colleague: Client;
  let other: Client;

  beforeAll(async () => {
    desk = await createDrafting();
    ({ api, office, liaison, colleague, other } = desk);
  });
  afterAll(() => api.close());
  beforeEach(() => api.clock.set(MORNING));

  const matter = (...given: Parameters<Drafting['matter']>) => desk.matter(...given);
  const beginAs = (...given: Parameters<Drafting['beginAs']>) => desk.beginAs(...given);
  const begin = (...given: Parameters<Drafting['begin']>) => desk.begin(...given);
  const put = (...given: Parameters<Drafting['put']>) => desk.put(...given);
  const one = (...given: Parameters<Drafting['one']>) => desk.one(...given);
  const checkAll = (...given: Parameters<Drafting['checkAll']>) => desk.checkAll(...given);
  const written = (...given: Parameters<Drafting['written']>) => desk.written(...given);
  const row = (id: string) => api.database.source.manager.findOneByOrFail(ResponseRow, { id });

  it('goes from a template to the signature: filled from the record, checked, handed in', async () => {
    const incident = await matter('甲');
    const may = (await liaison.get(`/api/v1/incidents/${incident.id}/responses`)).json<IncidentResponses>();
    expect(may).toMatchObject({
      items: [],
      wait: null,
      begin: { units: [UNIT], answering: [UNIT], kinds: ['first', 'progress', 'final'] },
    });
    expect(may.begin?.templates).toEqual([
      { key: 'statement', name: '情况通报', occasion: 'statement', note: null },
    ]);
    const text = await begin(incident, { template: 'statement' });
    expect(text).toMatchObject({
      title: '关于东湖街道供水有关情况的通报',
      state: 'drafting',
      latest: 1,
      joint: false,
      light: true,
      signatures: 1,
      actions: ['write', 'submit', 'withdraw', 'remark'],
    });
    expect(text.html).toBe(
      `<p>11月23日，我们关注到群众反映的问题。${UNIT}已派人核查。</p><h2>核查情况</h2><p>〔请写明核查的情况〕</p><p>${UNIT}</p><p>2026年11月23日</p>`,
    );
    // Not a word of what citizens wrote.
    expect(JSON.stringify([text.title, text.text])).not.toContain('甲小区');
    expect(text.blocks).toMatchObject([{ kind: 'unfilled', words: '〔请写明核查的情况〕' }]);
    const early = await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: text.version });
    expect(code(early)).toEqual([422, 'draft_blocked']);
    const saved = (await put(liaison, text.id, { version: text.version })).json<ResponseDetail>();
    expect(saved).toMatchObject({ title: TITLE, blocks: [], latest: 1 });
    const unchecked = await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: saved.version });
    expect(code(unchecked)).toEqual([422, 'checklist_open']);
    const checked = await checkAll(saved);
    expect(checked.checklist.map(({ item }) => item)).toEqual([
      'questions',
      'sources',
      'personal',
      'secrecy',
    ]);
    const done = await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: checked.version });
    expect(done.json<ResponseDetail>()).toMatchObject({ state: 'in_approval', submittedBy: 'liaison2' });
    const detail = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    expect(detail.state).toBe('aligned');
    expect(detail.timeline.map(({ text: said }) => said)).toEqual(
      expect.arrayContaining([`${UNIT}开始拟写回应`, `${UNIT}回应稿：待审签`]),
    );
  });

  it('asks all points and agreement of a grave matter of several departments', async () => {
    const incident = await matter('乙', { opinionLevel: '重大' }, [UNIT, OTHER_UNIT]);
    const text = await written(incident, { units: [UNIT, OTHER_UNIT] });
    expect(text).toMatchObject({ joint: true, light: false, signatures: 2, units: [UNIT, OTHER_UNIT] });
    expect(text.checklist).toHaveLength(8);
    const none = await liaison.ask('PUT', `/api/v1/responses/${text.id}/checklist`, {
      body: { version: text.version, answers: [{ item: 'secrecy', answer: 'not_applicable', reason: '无' }] },
    });
    expect(code(none)).toEqual([422, 'check_always']);
    const why = await liaison.ask('PUT', `/api/v1/responses/${text.id}/checklist`, {
      body: { version: text.version, answers: [{ item: 'channel', answer: 'not_applicable' }] },
    });
    expect(code(why)).toEqual([422, 'reason_missing']);
    const checked = await checkAll(text);
    const done = await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: checked.version });
    expect(done.json<ResponseDetail>()).toMatchObject({
      state: 'aligning',
      actions: expect.arrayContaining(['take_back']),
    });
    const back = await liaison.post(`/api/v1/responses/${text.id}/take-back`, {
      version: done.json<ResponseDetail>().version,
    });
    expect(back.json<ResponseDetail>().state).toBe('drafting');
    // What was handed in stays as others read it: the next change is another version.
    const again = await put(liaison, text.id, {
      version: back.json<ResponseDetail>().version,
      title: '新标题',
    });
    expect(again.json<ResponseDetail>()).toMatchObject({ latest: 2, title: '新标题' });
  });

  it('holds back phone numbers and names, says which and where, and lets nothing through but by rewriting', async () => {
    const text = await begin(await matter('丙'));
    const html = '<p>患者<strong>李大</strong>海已转院，咨询电话：0358-7621234。</p>';
    const saved = (await put(liaison, text.id, { version: text.version, html })).json<ResponseDetail>();
    expect(saved.blocks).toMatchObject([
      { kind: 'name', what: '姓名', words: '李大海', advice: expect.stringContaining('患者') },
      { kind: 'phone', what: '电话号码', words: '0358-7621234', advice: expect.stringContaining('12345') },
    ]);
    const checked = await checkAll(saved);
    const refused = await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: checked.version });
    expect(code(refused)).toEqual([422, 'draft_blocked']);
    expect(refused.json()['detail']).toContain('李大海');
    expect((await row(text.id)).state).toBe('drafting');
    const link = '<p><a href="https://forum.example/%E4%B8%99">原帖</a></p>';
    const linked = await put(liaison, text.id, { version: checked.version, html: link });
    expect(linked.json<ResponseDetail>().blocks).toMatchObject([{ kind: 'post_link' }]);
  });

  it('is one version while one person goes on, and another for somebody else or after ten minutes', async () => {
    const text = await begin(await matter('丁'));
    let { version } = text;
    const save = async (client: Client, title: string) => {
      const saved = (await put(client, text.id, { version, title })).json<ResponseDetail>();
      ({ version } = saved);
      return saved.latest;
    };
    expect(await save(liaison, '一')).toBe(1);
    api.clock.set(new Date(MORNING.getTime() + 9 * 60_000));
    expect(await save(liaison, '二')).toBe(1);
    expect(await save(colleague, '三')).toBe(2);
    expect(await save(colleague, '三')).toBe(2);
    api.clock.set(new Date(MORNING.getTime() + 20 * 60_000));
    expect(await save(colleague, '四')).toBe(3);
    const list = (await liaison.get(`/api/v1/responses/${text.id}/versions`)).json<{
      items: ResponseVersionView[];
    }>();
    expect(list.items.map(({ number, title, current }) => [number, title, current])).toEqual([
      [3, '四', true],
      [2, '三', false],
      [1, '二', false],
    ]);
    const back = await liaison.post(`/api/v1/responses/${text.id}/restore`, { version, number: 1 });
    expect(back.json<ResponseDetail>()).toMatchObject({ latest: 4, title: '二' });
    const old = (await liaison.get(`/api/v1/responses/${text.id}/versions/4`)).json<ResponseVersionText>();
    expect([old.note, old.html]).toEqual(['恢复第 1 稿', HTML]);
    expect(await api.database.source.manager.countBy(ResponseVersionRow, { responseId: text.id })).toBe(4);
  });

  it('refuses a stale edit with the difference, and shows two versions side by side in words', async () => {
    const text = await begin(await matter('戊'));
    const first = (
      await put(liaison, text.id, { version: text.version, html: '<p>3户停水。</p>' })
    ).json<ResponseDetail>();
    const stale = await put(colleague, text.id, { version: text.version, html: '<p>30户停水。</p>' });
    expect(code(stale)).toEqual([409, 'stale']);
    const problem = stale.json<{ current: ResponseDetail; diff: { text: ResponseDiff['text'] } }>();
    expect(problem.current.text).toBe('3户停水。');
    expect(problem.diff.text).toEqual([
      { kind: 'removed', text: '3' },
      { kind: 'added', text: '30' },
      { kind: 'same', text: '户停水。' },
    ]);
    await put(colleague, text.id, { version: first.version, html: '<p>3户停水，已恢复。</p>' });
    const diff = await liaison.get(`/api/v1/responses/${text.id}/diff?from=1&to=2`);
    expect(diff.json<ResponseDiff>().text).toEqual([
      { kind: 'same', text: '3户停水' },
      { kind: 'added', text: '，已恢复' },
      { kind: 'same', text: '。' },
    ]);
  });

  it('asks again what was answered for other words', async () => {
    const text = await checkAll(await written(await matter('己')));
    expect(text.checklist.every(({ current }) => current)).toBe(true);
    const changed = (
      await put(liaison, text.id, { version: text.version, title: '改了' })
    ).json<ResponseDetail>();
    expect(changed.checklist.map(({ answer, current }) => [answer, current])).toEqual(
      text.checklist.map(() => ['yes', false]),
    );
    const refused = await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: changed.version });
    expect(code(refused)).toEqual([422, 'checklist_open']);
  });

  it('hears remarks of the office about a passage, tells the writer, and keeps what became of them', async () => {
    const text = await written(await matter('庚'));
    const remark = { text: '请写明原因，联系13812345678', quote: '管道破裂', answers: null };
    const said = await office.post(`/api/v1/responses/${text.id}/remarks`, remark);
    const [given] = said.json<ResponseDetail>().remarks;
    expect(given).toMatchObject({
      quote: '管道破裂',
      stands: true,
      number: 1,
      text: '请写明原因，联系138********',
    });
    const told = await api.database.source.manager.findBy(AnnouncementRow, { template: 'response_remarked' });
    expect(told).toMatchObject([{ unit: UNIT, data: { path: `/responses/${text.id}` } }]);
    const unknown = await office.post(`/api/v1/responses/${text.id}/remarks`, {
      ...remark,
      quote: '没有这句',
    });
    expect(code(unknown)).toEqual([422, 'quote_unknown']);
    await put(liaison, text.id, { version: text.version, html: '<p>已恢复供水。</p>' });
    expect((await one(text.id)).remarks).toMatchObject([{ stands: false }]);
    expect((await one(text.id)).openRemarks).toBe(1);
    const settle = `/api/v1/responses/${text.id}/remarks/${given?.id ?? ''}/settle`;
    const settled = (await liaison.post(settle, { resolved: true })).json<ResponseDetail>();
    expect([settled.openRemarks, settled.remarks[0]?.resolvedBy]).toEqual([0, 'liaison2']);
    expect((await liaison.post(settle, { resolved: false })).json<ResponseDetail>().openRemarks).toBe(1);
  });

  it('is begun once, by who owes the answer and has signed, and again only when the first is settled', async () => {
    const incident = await matter('癸');
    const [one1, two] = await Promise.all([beginAs(liaison, incident), beginAs(colleague, incident)]);
    expect(one1.json()['id']).toBe(two.json()['id']);
    expect((await beginAs(other, incident)).status).toBe(404);
    expect(code(await beginAs(office, incident, { unit: OTHER_UNIT }))).toEqual([422, 'not_answering']);
    expect(code(await beginAs(liaison, incident, { units: [UNIT, OTHER_UNIT] }))).toEqual([
      422,
      'not_answering',
    ]);
    const unsigned = await makeMatter(api, '子', UNIT);
    expect(code(await beginAs(liaison, unsigned.incident))).toEqual([422, 'sign_before_draft']);
    const wait = await liaison.get(`/api/v1/incidents/${unsigned.incident.id}/responses`);
    expect(wait.json<IncidentResponses>()).toMatchObject({
      begin: null,
      wait: expect.stringContaining('签收'),
    });
    const text = await checkAll(await written(incident));
    const sent = (
      await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: text.version })
    ).json<ResponseDetail>();
    expect(code(await beginAs(liaison, incident))).toEqual([422, 'response_open']);
    expect(code(await put(liaison, text.id, { version: sent.version }))).toEqual([
      422,
      'response_not_drafting',
    ]);
    const given = await liaison.post(`/api/v1/responses/${text.id}/withdraw`, {
      version: sent.version,
      reason: '情况有变',
    });
    expect(given.json<ResponseDetail>()).toMatchObject({ state: 'withdrawn', actions: [] });
    expect((await beginAs(liaison, incident)).json<ResponseDetail>().id).not.toBe(text.id);
    const detail = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    expect([detail.state, detail.units[0]?.state]).toEqual(['signed', 'signed']);
  });
});
