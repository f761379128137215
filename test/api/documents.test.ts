import { readSheet } from 'read-excel-file/node';
import { strFromU8, unzipSync } from 'fflate';
import type { DocumentList, DocumentView, SpokenTexts } from '../../apps/api/src/contract/index.js';
import { DeadlineRow, IncidentLogRow, IncidentRow } from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, UNIT, type Matter } from './world.js';

describe('papers of an incident', () => {
  let api: TestApi;
  let office: Client;
  let publicity: Client;
  let matter: Matter;

  beforeAll(async () => {
    api = await createTestApi();
    office = await api.as('office', '市政府办公室');
    publicity = await api.as('monitor', '市委宣传部');
  });
  beforeEach(async () => {
    api.clock.set(MORNING);
    matter = await makeMatter(api, '东街', UNIT);
  });
  afterAll(() => api.close());

  const rows = () => api.database.source.manager;
  const path = () => `/api/v1/incidents/${matter.incident.id}/documents`;
  const list = async () => (await office.get(path())).json<DocumentList>();
  const draft = async (kind: string, who = office) => (await who.post(path(), { kind })).json<DocumentView>();
  const issue = (paper: DocumentView, who = office) =>
    who.post(`/api/v1/documents/${paper.id}/issue`, { version: paper.version });
  const textOf = (content: Buffer) =>
    strFromU8(unzipSync(content)['word/document.xml'] ?? new Uint8Array())
      .replace(/<\/w:p>/g, '\n')
      .replace(/<[^>]+>/g, '');

  it('are drafted from the record, put in a person’s words, issued with a number, and then stand', async () => {
    const paper = await draft('bulletin');
    expect(paper).toMatchObject({ name: '舆情快报', state: 'draft', number: null, version: 1 });
    expect((await draft('bulletin')).id).toBe(paper.id);
    const content = {
      ...paper.content,
      paragraphs: [...paper.content.paragraphs, '请拨打13903581234联系村民张伟强。'],
    };
    const edited = (
      await office.ask('PATCH', `/api/v1/documents/${paper.id}`, { body: { version: 1, content } })
    ).json<DocumentView>();
    expect(edited.content.paragraphs.at(-1)).not.toMatch(/13903581234|张伟强/);
    expect(edited.versions.map(({ content: before }) => before)).toEqual([paper.content]);
    expect(
      (await office.ask('PATCH', `/api/v1/documents/${paper.id}`, { body: { version: 1, content } })).status,
    ).toBe(409);

    const issued = (await issue(edited)).json<DocumentView>();
    expect(issued.number).toMatch(/^清舆快〔2026〕\d+号$/);
    expect(issued.actions).toEqual([]);
    const again = await office.ask('PATCH', `/api/v1/documents/${paper.id}`, {
      body: { version: issued.version, content },
    });
    expect([again.status, again.json<{ code: string }>().code]).toEqual([422, 'document_issued']);
    expect(
      await rows().countBy(IncidentLogRow, { incidentId: matter.incident.id, type: 'document.issued' }),
    ).toBe(1);
    const next = (await issue(await draft('bulletin'))).json<DocumentView>();
    expect(Number(/(\d+)号/.exec(next.number ?? '')?.[1])).toBe(
      Number(/(\d+)号/.exec(issued.number ?? '')?.[1]) + 1,
    );
    expect((await list()).items.map(({ state }) => state)).toEqual(['issued', 'issued']);
  });

  it('come as Word documents, in the words as they stand', async () => {
    const paper = await draft('dispatch');
    const file = await office.get(`/api/v1/documents/${paper.id}/document.docx`);
    expect(file.headers['content-type']).toContain('wordprocessingml');
    const text = textOf(file.bytes);
    for (const words of ['政务舆情交办单', '东街小区停水三天', '拟回应口径', '不得要求删帖', '（未印发）'])
      expect(text).toContain(words);
    expect(text).not.toContain('forum.example');
  });

  it('that take a matter up, or hand it to discipline, wait for a confirmed level and need two persons', async () => {
    const kinds = new Map((await list()).kinds.map((one) => [one.kind, one.withheld]));
    expect(kinds.get('bulletin')).toBeNull();
    expect(kinds.get('uplift')).toContain('尚未确认为特别重大');
    const refused = await office.post(path(), { kind: 'uplift' });
    expect([refused.status, refused.json<{ code: string }>().code]).toEqual([422, 'document_not_confirmed']);
    await rows().insert(DeadlineRow, {
      incidentId: matter.incident.id,
      rule: 'DL-03',
      kind: 'statutory',
      startsAt: MORNING,
      dueAt: MORNING,
      state: 'missed',
    });
    expect((await office.post(path(), { kind: 'accountability' })).status).toBe(201);

    await rows().update(
      IncidentRow,
      { id: matter.incident.id },
      { opinionLevel: '特别重大', opinionConfirmed: true },
    );
    const paper = await draft('uplift');
    const alone = await issue(paper);
    expect(alone.json<{ code: string }>().code).toBe('document_second');
    expect((await issue(paper, publicity)).json<DocumentView>()).toMatchObject({ state: 'issued' });
  });

  it('can be thrown away while they are drafts', async () => {
    const paper = await draft('special');
    expect((await office.ask('DELETE', `/api/v1/documents/${paper.id}?version=1`)).status).toBe(204);
    expect((await list()).items).toEqual([]);
  });

  it('are for office and publicity only, and unknown to who may not know of the matter', async () => {
    const paper = await draft('bulletin');
    const unit = await api.as('liaison', UNIT);
    expect((await unit.get(path())).status).toBe(403);
    await rows().update(IncidentRow, { id: matter.incident.id }, { restricted: true });
    expect((await office.get(`/api/v1/documents/${paper.id}`)).status).toBe(404);
    expect((await office.get(`/api/v1/documents/${paper.id}/document.docx`)).status).toBe(404);
    expect((await publicity.get(`/api/v1/documents/${paper.id}`)).status).toBe(200);
  });

  it('group text and phone script say it in short', async () => {
    const spoken = (await office.get(`/api/v1/incidents/${matter.incident.id}/spoken`)).json<SpokenTexts>();
    expect(spoken.group).toContain(matter.incident.number);
    expect(spoken.group.length).toBeLessThanOrEqual(300);
    expect(spoken.phone.map(({ unit }) => unit)).toEqual([UNIT]);
    expect(spoken.phone[0]?.lines.join('')).toContain('还没有签收');
  });

  it('the ledger has the city’s own columns, one line a matter, and no formula', async () => {
    await rows().update(IncidentRow, { id: matter.incident.id }, { title: '=1+1', number: '2026-9001' });
    const file = await office.get(`/api/v1/ledger.xlsx?ids=${matter.incident.id}`);
    expect(file.status).toBe(200);
    const [heads = [], line = [], ...rest] = await readSheet(file.bytes);
    expect(heads).toContain('第一责任主体');
    expect(rest).toEqual([]);
    expect(line[heads.indexOf('编号')]).toBe('2026-9001');
    expect(line[heads.indexOf('舆情标题')]).toBe("'=1+1");
    expect(line[heads.indexOf('签收情况')]).toContain('未签收');
    expect((await (await api.as('liaison', UNIT)).get('/api/v1/ledger.xlsx')).status).toBe(403);
  });
});
