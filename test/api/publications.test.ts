import { AnnouncementRow, AssignmentRow, DeadlineRow, IncidentRow } from '#incidents/service';
import { PublicationRow, ResponseRow } from '#respond/service';
import type {
  IncidentDetail,
  IncidentPublications,
  Page,
  PublicationDetail,
  PublicationView,
  ResponseDetail,
} from '../../apps/api/src/contract/index.js';
import { startWebServer, type WebServer } from '../../libs/collect/src/testing/web-server.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import {
  addOutlets,
  detail,
  HOUR,
  makeText,
  OWNER,
  page,
  register,
  sign,
  TEXT,
  TITLE,
} from './publishing.js';
import { OTHER_UNIT, UNIT } from './world.js';

let api: TestApi;
let web: WebServer;
let office: Client;
let owner: Client;
let leader: Client;

beforeAll(async () => {
  api = await createTestApi();
  web = await startWebServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(TEXT)),
  );
  await addOutlets(api, new URL(web.url).host);
  office = await api.as('office', '市政府办公室');
  owner = await api.as('liaison', OWNER);
  leader = await api.as('leader', UNIT);
});
afterAll(async () => {
  await web.close();
  await api.close();
});
beforeEach(() => {
  api.clock.set(MORNING);
  web.serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(TEXT)),
  );
});

const manager = () => api.database.source.manager;
const incidentOf = (id: string) => manager().findOneByOrFail(IncidentRow, { id });
const clocks = async (incidentId: string) =>
  Object.fromEntries(
    (await manager().findBy(DeadlineRow, { incidentId })).map((row) => [row.rule, row.state]),
  );
const told = async (incidentId: string, template: string) =>
  (await manager().findBy(AnnouncementRow, { incidentId, template })).map(({ unit }) => unit);
const of = async (incidentId: string) =>
  (await office.get(`/api/v1/incidents/${incidentId}/publications`)).json<IncidentPublications>();
const article = () => `${web.url}/2026/1.html`;

describe('an approved text', () => {
  it('goes to the owner of the portal, who sees the text and not the matter, and becomes the first answer', async () => {
    const { incident, response } = await makeText(api);
    const due = await sign(api, leader, response);
    expect(due).toMatchObject({
      state: 'due',
      owner: OWNER,
      outlet: { key: 'portal', name: '清岚市人民政府门户网站' },
      dueAt: '2026-11-23T12:30:00.000+08:00',
      dueRule: null,
    });
    expect(await told(incident.id, 'publication_due')).toEqual([OWNER]);

    const mine = (await owner.get('/api/v1/publications?state=due')).json<Page<PublicationView>>();
    expect(mine.items.find(({ id }) => id === due.id)).toMatchObject({
      incidentId: null,
      actions: ['register'],
    });
    expect((await owner.get(`/api/v1/incidents/${incident.id}`)).status).toBe(404);
    const stranger = await api.as('liaison', OTHER_UNIT);
    expect((await stranger.get(`/api/v1/publications/${due.id}`)).status).toBe(404);
    expect((await detail(owner, due.id)).text?.text).toBe(TEXT);
    expect(JSON.stringify(await detail(owner, due.id))).not.toContain(incident.title);

    const elsewhere = await register(owner, due, 'https://weibo.example/1');
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.json()).toMatchObject({ code: 'url_not_on_outlet' });
    const done = await register(owner, due, article());
    expect(done.json<PublicationDetail>()).toMatchObject({
      state: 'published',
      countsAs: 'first',
      countsWhy: '在登记的发布渠道发布权威信息，计为首次回应。',
      listed: true,
      proof: { state: 'waiting' },
    });
    expect(await clocks(incident.id)).toMatchObject({ 'DL-03': 'met' });
    expect(await incidentOf(incident.id)).toMatchObject({ state: 'answered', answerUrl: article() });
    expect(await manager().findOneByOrFail(ResponseRow, { id: response.id })).toMatchObject({
      state: 'published',
      publishedAt: MORNING,
    });
    expect(
      await manager().findOneByOrFail(AssignmentRow, { incidentId: incident.id, unit: UNIT }),
    ).toMatchObject({ state: 'published' });
    expect((await register(owner, { ...due, version: due.version + 1 }, article())).json()).toMatchObject({
      code: 'publication_settled',
    });
  });

  it('is compared with the page: figures that differ are shown, and when the page is put right it is the same', async () => {
    const { incident, response } = await makeText(api);
    web.serve((_request, answer) => answer.end(page(TEXT.replace('3200户', '320户'))));
    const due = await sign(api, leader, response);
    await register(owner, due, article());
    const wrong = (await owner.post(`/api/v1/publications/${due.id}/recheck`)).json<PublicationDetail>();
    expect(wrong.proof).toMatchObject({ state: 'differs', missing: ['3200户'], instead: ['320户'] });
    expect(wrong.proof?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await told(incident.id, 'proof_differs')).toEqual([OWNER]);
    const faulty = (await office.get('/api/v1/publications?proof=wrong')).json<Page<PublicationView>>();
    expect(faulty.items.map(({ id }) => id)).toContain(due.id);

    web.serve((_request, answer) => answer.end(page(TEXT)));
    const right = (await owner.post(`/api/v1/publications/${due.id}/recheck`)).json<PublicationDetail>();
    expect(right.proof).toMatchObject({ state: 'same', share: 1, missing: [], nextAt: null });
    expect(right.proof?.hash).not.toBe(wrong.proof?.hash);
  });

  it('whose page cannot be opened says so and is tried again; a photo proves it', async () => {
    const { response } = await makeText(api);
    web.serve((_request, answer) => answer.writeHead(404).end());
    const due = await sign(api, leader, response);
    await register(owner, due, article());
    const failed = (await owner.post(`/api/v1/publications/${due.id}/recheck`)).json<PublicationDetail>();
    expect(failed.proof).toMatchObject({
      state: 'unreachable',
      note: '网址已失效（404）。稍后自动再试。',
      nextAt: '2026-11-23T08:35:00.000+08:00',
    });
    const path = `/api/v1/publications/${due.id}/proof`;
    const text = { version: failed.version, base64: Buffer.from('<html>').toString('base64') };
    expect((await owner.post(path, text)).status).toBe(400);
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const proved = await owner.post(path, { version: failed.version, base64: photo.toString('base64') });
    const { proof } = proved.json<PublicationDetail>();
    expect(proof).toMatchObject({ state: 'paper', nextAt: null, files: [{ mime: 'image/jpeg', size: 7 }] });
    const file = await owner.get(`/api/v1/publications/${due.id}/files/${proof?.files[0]?.id}`);
    expect(file.bytes).toEqual(photo);
  });

  it('is published on another outlet too, and taken back from one as long as another remains', async () => {
    const { incident, response } = await makeText(api);
    const due = await sign(api, leader, response);
    const only = await office.post(`/api/v1/publications/${due.id}/withdraw`, {
      version: due.version,
      reason: '改发公众号',
    });
    expect(only.json()).toMatchObject({ code: 'publication_last' });
    const { version } = await manager().findOneByOrFail(ResponseRow, { id: response.id });
    const add = (outletKey: string, form = 'authoritative') =>
      office.post(`/api/v1/responses/${response.id}/publications`, { version, outletKey, form });
    expect((await add('press')).json()).toMatchObject({ code: 'outlet_form' });
    expect((await add('nothing')).json()).toMatchObject({ code: 'outlet_unknown' });
    expect((await add('portal')).json()).toMatchObject({ code: 'publication_twice' });
    api.clock.advance(60_000);
    expect((await add('wechat')).status).toBe(201);
    const gone = await office.post(`/api/v1/publications/${due.id}/withdraw`, {
      version: due.version,
      reason: '改发公众号',
    });
    expect(gone.json<PublicationDetail>()).toMatchObject({ state: 'withdrawn', reason: '改发公众号' });
    expect(await told(incident.id, 'publication_stopped')).toEqual([OWNER]);
    const { items } = await of(incident.id);
    expect(items.map(({ outlet, state }) => [outlet?.key, state])).toEqual([
      ['portal', 'withdrawn'],
      ['wechat', 'due'],
    ]);
  });

  it('lists the outlets in force with their owners and filing numbers', async () => {
    const outlets = (await owner.get('/api/v1/outlets')).json<{
      items: { key: string; filing: string | null }[];
    }>();
    expect(outlets.items.map(({ key, filing }) => [key, filing])).toEqual([
      ['portal', null],
      ['press', null],
      ['wechat', '虚构备案1号'],
    ]);
  });
});

describe('an answer entered afterwards', () => {
  const answer = (incident: IncidentRow, given: object = {}) =>
    office.post(`/api/v1/incidents/${incident.id}/answer`, {
      version: incident.version,
      url: article(),
      at: MORNING.toISOString(),
      ...given,
    });

  it('passes the same gate: only on a registered outlet', async () => {
    const { incident } = await makeText(api);
    expect((await answer(incident, { url: 'https://mp.weixin.example/own' })).json()).toMatchObject({
      code: 'url_not_on_outlet',
    });
    expect((await answer(incident)).json<IncidentDetail>().state).toBe('answered');
    const { items } = await of(incident.id);
    expect(items).toMatchObject([{ publisher: 'recorded', countsAs: 'first', outlet: { key: 'portal' } }]);
  });

  it('that says nothing settles nothing', async () => {
    const { incident } = await makeText(api);
    const after = await answer(incident, { nature: 'activity' });
    expect(after.json<IncidentDetail>().state).not.toBe('answered');
    expect(await clocks(incident.id)).toMatchObject({ 'DL-03': 'open' });
    expect((await of(incident.id)).items).toMatchObject([
      { countsAs: 'none', countsWhy: '属工作动态，没有回应群众关切，不作为首次回应（任务6（3））。' },
    ]);
  });

  it('by interview answers within 48 hours, and not within five', async () => {
    const light = await makeText(api);
    const form = { form: 'interview', url: 'https://paper.example/1' };
    expect((await answer(light.incident, { ...form, url: article() })).json<IncidentDetail>().state).toBe(
      'answered',
    );
    const grave = await makeText(api, { rules: ['DL-01', 'DL-02'], incident: { eventLevel: 'II' } });
    const after = await answer(grave.incident, { form: 'interview' });
    expect(after.json<IncidentDetail>().state).not.toBe('answered');
    expect(await clocks(grave.incident.id)).toEqual({ 'DL-01': 'open', 'DL-02': 'open' });
  });

  it('is refused while departments say different things, as every way of publishing is', async () => {
    const { incident } = await makeText(api);
    await manager().query(
      `insert into assignment (jurisdiction_id, incident_id, unit, roles, must_sign, state, sent_at)
       values ($1, $2, $3, '{respondent}', true, 'aligned', $4)`,
      [api.jurisdictionId, incident.id, OTHER_UNIT, MORNING],
    );
    const [fact]: { id: string }[] = await manager().query(
      `insert into fact (jurisdiction_id, incident_id, round, kind, label, proposed, origin, by, at)
       values ($1, $2, 1, 'figure', '死亡人数', null, 'person', 'account:x', $3) returning id`,
      [api.jurisdictionId, incident.id, MORNING],
    );
    for (const [unit, value] of [
      [UNIT, '3人'],
      [OTHER_UNIT, '2人'],
    ])
      await manager().query(
        `insert into fact_statement (fact_id, unit, value, source, way, by, at) values ($1, $2, $3, '', 'stated', 'account:x', $4)`,
        [fact?.id, unit, value, MORNING],
      );
    expect((await answer(incident)).json()).toMatchObject({ code: 'facts_differ' });
    expect(await clocks(incident.id)).toMatchObject({ 'DL-03': 'open' });
  });
});

describe('a superior or an on-site command publishes', () => {
  const takeover = (incident: IncidentRow) =>
    office.post(`/api/v1/incidents/${incident.id}/takeover`, {
      version: incident.version,
      publisher: 'superior',
      name: '省应急管理厅',
      basis: '省指挥部通知〔2026〕3号',
      since: MORNING.toISOString(),
    });

  it('ours are held and only forwarded; the clocks run on and show who answers; then we publish again', async () => {
    const { incident, response } = await makeText(api, {
      rules: ['DL-01', 'DL-02'],
      incident: { eventLevel: 'II' },
    });
    const city = await api.as('leader', '市政府办公室');
    await leader.post(`/api/v1/responses/${response.id}/approval`, {
      version: response.version,
      edition: 1,
      agree: true,
      note: '',
    });
    const due = await sign(api, city, response);
    expect(due).toMatchObject({ dueAt: '2026-11-23T12:30:00.000+08:00', dueRule: null });
    const taken = (await takeover(await incidentOf(incident.id))).json<IncidentPublications>();
    expect(taken).toMatchObject({
      takeover: { name: '省应急管理厅', basis: '省指挥部通知〔2026〕3号' },
      items: [{ state: 'held', late: false }],
      actions: ['record_other', 'plan_conference'],
    });
    expect(taken.statutory.map(({ rule, state, answersFor }) => [rule, state, answersFor])).toEqual([
      ['DL-01', 'open', '省应急管理厅'],
      ['DL-02', 'open', '省应急管理厅'],
    ]);
    const held = await register(owner, { id: due.id, version: due.version + 1 }, article());
    expect(held.json()).toMatchObject({ code: 'publication_held' });
    expect((await takeover(await incidentOf(incident.id))).json()).toMatchObject({
      code: 'taken_over_already',
    });

    const other = async (given: object) =>
      office.post(`/api/v1/incidents/${incident.id}/publications/others`, {
        version: (await incidentOf(incident.id)).version,
        form: 'authoritative',
        at: MORNING.toISOString(),
        url: 'https://yjt.province.example/1',
        ...given,
      });
    const forwarded = await other({ forwardedOn: 'portal', url: article() });
    expect(forwarded.json<IncidentPublications>().items).toContainEqual(
      expect.objectContaining({ forwarded: true, countsAs: 'none' }),
    );
    expect(await clocks(incident.id)).toMatchObject({ 'DL-01': 'open' });
    api.clock.advance(1000);
    const theirs = await other({});
    expect(theirs.json<IncidentPublications>().items.at(-1)).toMatchObject({
      publisher: 'superior',
      publisherName: '省应急管理厅',
      countsAs: 'first',
    });
    expect(await clocks(incident.id)).toEqual({ 'DL-01': 'met', 'DL-02': 'open' });

    const id = taken.takeover?.id ?? '';
    expect((await office.post(`/api/v1/takeovers/${id}/end`, { reason: '' })).status).toBe(400);
    const ended = await office.post(`/api/v1/takeovers/${id}/end`, { reason: '省指挥部撤销' });
    const again = ended.json<IncidentPublications>();
    expect(again).toMatchObject({ takeover: null, earlier: [{ endReason: '省指挥部撤销' }] });
    expect(again.items[0]).toMatchObject({ state: 'due' });
    expect(again.statutory[0]?.answersFor).toBe('市政府办公室');
    expect(await told(incident.id, 'publication_due')).toEqual([OWNER]);
  });
});

describe('a published text', () => {
  it('is never edited: a correction stands beside it, and both say so', async () => {
    const first = await makeText(api);
    await register(owner, await sign(api, leader, first.response), article());
    const incident = await incidentOf(first.incident.id);
    const begun = await office.post(`/api/v1/incidents/${incident.id}/responses`, {
      kind: 'correction',
      occasion: 'statement',
      unit: '市政府办公室',
      units: [UNIT],
      template: null,
      corrects: first.response.id,
    });
    // It begins with what it corrects, and with the sentence that says so.
    expect(begun.json<ResponseDetail>()).toMatchObject({
      title: `关于《${TITLE}》的更正`,
      text: expect.stringContaining(TEXT) as string,
    });
    expect(begun.json<ResponseDetail>().text).toContain('〔请写明有误的内容〕”应为');
    const second = await makeText(api, {
      of: incident,
      text: TEXT.replace('3200户', '3260户'),
      response: { kind: 'correction', corrects: first.response.id },
    });
    const due = await sign(api, leader, second.response);
    const done = (await register(owner, due, `${web.url}/2.html`)).json<PublicationDetail>();
    expect(done).toMatchObject({
      countsAs: 'progress',
      countsWhy: expect.stringContaining('更正') as string,
    });
    expect((await of(incident.id)).corrections).toMatchObject([
      { responseId: first.response.id, by: second.response.id },
    ]);
    expect(await incidentOf(incident.id)).toMatchObject({ answerUrl: article() });
  });

  it('leaves the public page and comes back, but stays published', async () => {
    const { response } = await makeText(api);
    const due = await sign(api, leader, response);
    const done = (await register(owner, due, article())).json<PublicationDetail>();
    const list = (version: number, listed: boolean) =>
      office.post(`/api/v1/publications/${due.id}/list`, { version, listed });
    const off = (await list(done.version, false)).json<PublicationDetail>();
    expect(off).toMatchObject({ listed: false, state: 'published' });
    expect((await list(off.version, true)).json<PublicationDetail>().listed).toBe(true);
    expect(
      (await owner.post(`/api/v1/publications/${due.id}/list`, { version: 1, listed: false })).status,
    ).toBe(403);
  });

  it('of a recused owner is published by the office, and the owner sees nothing of it', async () => {
    const { response } = await makeText(api, { incident: { recused: [OWNER] } });
    const due = await sign(api, leader, response);
    expect(due.owner).toBe('市政府办公室');
    await manager().update(PublicationRow, { id: due.id }, { owner: OWNER });
    expect((await owner.get(`/api/v1/publications/${due.id}`)).status).toBe(404);
    expect((await register(owner, due, article())).status).toBe(404);
  });
});

it('what is due is late when its time is up', async () => {
  const due = await sign(api, leader, (await makeText(api)).response);
  api.clock.set(new Date(MORNING.getTime() + 5 * HOUR));
  expect((await detail(await api.as('liaison', OWNER), due.id)).late).toBe(true);
});
