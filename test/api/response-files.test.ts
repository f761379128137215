import { emptyJudgement } from '#incidents';
import { IncidentRow } from '#incidents/service';
import type {
  ApprovalView,
  IncidentDetail,
  Page,
  ResponseDetail,
  ResponseHints,
  ResponseSummary,
} from '../../apps/api/src/contract/index.js';
import { type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { workbook } from '../support/workbook.js';
import { code, createDrafting, type Drafting } from './drafting.js';
import { OTHER_UNIT, UNIT } from './world.js';

describe('what stands beside a text, and who reads it', () => {
  let desk: Drafting;
  let api: TestApi;
  let office: Client;
  let liaison: Client;
  let other: Client;

  beforeAll(async () => {
    desk = await createDrafting();
    ({ api, office, liaison, other } = desk);
  });
  afterAll(() => api.close());
  beforeEach(() => api.clock.set(MORNING));

  const matter = (...given: Parameters<Drafting['matter']>) => desk.matter(...given);
  const begin = (...given: Parameters<Drafting['begin']>) => desk.begin(...given);
  const put = (...given: Parameters<Drafting['put']>) => desk.put(...given);
  const checkAll = (...given: Parameters<Drafting['checkAll']>) => desk.checkAll(...given);
  const one = (...given: Parameters<Drafting['one']>) => desk.one(...given);
  const written = (...given: Parameters<Drafting['written']>) => desk.written(...given);

  it('takes files by what they are, once, and gives them back as downloads', async () => {
    const text = await begin(await matter('辛'));
    const attach = (name: string, content: string | Buffer) =>
      liaison.post(
        `/api/v1/responses/${text.id}/files`,
        { name, base64: Buffer.from(content).toString('base64') },
        { headers: { 'content-type': 'application/vnd.huiyin.upload+json' } },
      );
    expect(code(await attach('照片.png', '<script>'))).toEqual([422, 'file_kind']);
    const pdf = '%PDF-1.7 检测报告';
    const added = (await attach('../检测\u0007报告.exe', pdf)).json<ResponseDetail>();
    expect(added.files).toMatchObject([
      { name: '_检测_报告.pdf', type: 'application/pdf', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect((await attach('又一次.pdf', pdf)).json<ResponseDetail>().files).toHaveLength(1);
    const address = `/api/v1/responses/${text.id}/files/${added.files[0]?.id ?? ''}`;
    const got = await office.get(address);
    expect([got.text, got.headers['x-content-type-options']]).toEqual([pdf, 'nosniff']);
    expect(got.headers['content-disposition']).toMatch(/^attachment; filename/);
    expect((await other.get(address)).status).toBe(404);
    expect((await liaison.ask('DELETE', address)).json<ResponseDetail>().files).toEqual([]);
  });

  describe('its files', () => {
    const attach = async (text: ResponseDetail, name: string, content: string | Buffer) => {
      const answer = await liaison.post(
        `/api/v1/responses/${text.id}/files`,
        { name, base64: Buffer.from(content).toString('base64') },
        { headers: { 'content-type': 'application/vnd.huiyin.upload+json' } },
      );
      return answer.json<ResponseDetail>();
    };
    const submit = async (id: string) =>
      liaison.post(`/api/v1/responses/${id}/submit`, { version: (await one(id)).version });

    it('hold a text back where they hold something of a person, and say which file and where', async () => {
      const text = await checkAll(await written(await matter('丑')));
      const list = workbook([
        ['序号', '姓名', '联系电话'],
        ['1', '李大海', '13812345678'],
      ]);
      const { blocks, files } = await attach(text, '补偿名单.xlsx', list);
      const place = { file: '补偿名单.xlsx', around: '表“a”第2行' };
      expect(blocks).toMatchObject([
        { kind: 'name', words: '李大海', ...place },
        { kind: 'phone', words: '13812345678', ...place },
      ]);
      const refused = await submit(text.id);
      expect(code(refused)).toEqual([422, 'file_blocked']);
      expect(refused.json()['detail']).toContain('附件“补偿名单.xlsx”表“a”第2行的姓名“李大海”');
      expect((await one(text.id, office)).blocks).toHaveLength(2);
      await liaison.ask('DELETE', `/api/v1/responses/${text.id}/files/${files[0]?.id ?? ''}`);
      const clean = await attach(text, '停水时段.csv', '小区,恢复时间\n阳光小区,11月22日20时\n');
      expect(clean.files).toMatchObject([{ type: 'text/csv', scan: 'read', hint: null }]);
      expect((await submit(text.id)).status).toBe(200);
    });

    it('may hold a number that is nobody’s: somebody says why, it is on record and whoever approves reads it', async () => {
      const incident = await matter('卯');
      const text = await checkAll(await written(incident));
      const note = '案号13812345678号\n服务热线13912345678\n患者李大海已出院\n';
      const { files, blocks } = await attach(text, '说明.txt', note);
      const path = `/api/v1/responses/${text.id}/files/${files[0]?.id ?? ''}/findings`;
      const say = (words: string, given: object = {}, client = liaison) =>
        client.post(path, { kind: 'phone', words, personal: false, reason: '法院的案号', ...given });
      expect(blocks.map(({ words, clearable }) => [words, clearable])).toEqual([
        ['13812345678', true],
        ['13912345678', true],
        ['李大海', false],
      ]);
      expect((await say('13812345678', {}, other)).status).toBe(404);
      expect(code(await say('13812345678', { reason: '是' }))).toEqual([422, 'reason_missing']);
      expect(code(await say('13800000000'))).toEqual([422, 'finding_unknown']);
      expect(code(await say('李大海', { kind: 'name' }))).toEqual([422, 'finding_protected']);
      const said = (await say('13812345678')).json<ResponseDetail>();
      expect(said.blocks.map(({ words }) => words)).toEqual(['13912345678', '李大海']);
      expect(said.files[0]?.cleared).toMatchObject([
        { words: '13812345678', what: '电话号码', place: '第1行', reason: '法院的案号' },
      ]);
      expect(code(await say('13812345678'))).toEqual([422, 'finding_unknown']);
      // Taken back, and said again with a number of its own in the reason, which is masked.
      const back = (await say('13812345678', { personal: true })).json<ResponseDetail>();
      expect(back.blocks).toHaveLength(3);
      await say('13812345678', { reason: '案号，经办13800001111' });
      expect(code(await submit(text.id))).toEqual([422, 'file_blocked']);

      await liaison.ask('DELETE', `/api/v1/responses/${text.id}/files/${files[0]?.id ?? ''}`);
      const clean = await attach(text, '说明.txt', '案号13812345678号\n');
      const again = `/api/v1/responses/${text.id}/files/${clean.files[0]?.id ?? ''}/findings`;
      await liaison.post(again, {
        kind: 'phone',
        words: '13812345678',
        personal: false,
        reason: '法院的案号',
      });
      expect((await submit(text.id)).status).toBe(200);
      const late = { kind: 'phone', words: '13812345678', personal: true, reason: '' };
      expect(code(await liaison.post(again, late))).toEqual([422, 'response_not_drafting']);
      const seen = (await office.get(`/api/v1/responses/${text.id}/approval`)).json<ApprovalView>();
      expect(seen.files).toMatchObject([
        { name: '说明.txt', cleared: [{ words: '13812345678', reason: '法院的案号' }] },
      ]);
      const { timeline } = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
      const told = timeline.map((entry) => entry.text).filter((words) => words.includes('一处电话号码'));
      expect(told).toEqual([
        `说明${UNIT}回应稿附件中的一处电话号码不是个人信息：法院的案号`,
        `撤回对${UNIT}回应稿附件中一处电话号码的说明`,
        expect.stringMatching(/案号，经办138\*+$/) as string,
        `说明${UNIT}回应稿附件中的一处电话号码不是个人信息：法院的案号`,
      ]);
    });

    it('that no program reads are looked through by a person before it is handed in', async () => {
      const text = await checkAll(await written(await matter('寅')));
      const { files } = await attach(text, '现场照片.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
      expect(files).toMatchObject([{ scan: 'unread', hint: '未能检查，请人工核对。', checkedBy: null }]);
      const refused = await submit(text.id);
      expect([...code(refused), refused.json()['detail']]).toEqual([
        422,
        'file_unchecked',
        expect.stringContaining('现场照片.jpg'),
      ]);
      const check = `/api/v1/responses/${text.id}/files/${files[0]?.id ?? ''}/check`;
      expect((await other.post(check)).status).toBe(404);
      expect((await liaison.post(check)).json<ResponseDetail>().files).toMatchObject([
        { hint: null, checkedBy: expect.stringContaining('liaison') },
      ]);
      expect((await submit(text.id)).status).toBe(200);
      expect(code(await liaison.post(check))).toEqual([422, 'response_not_drafting']);
    });
  });

  it('hints at what the record knows otherwise and at promises without a date', async () => {
    const incident = await matter('壬', {
      judgement: { ...emptyJudgement(), facts: { ...emptyJudgement().facts, dead: 2 } },
    });
    const text = await begin(incident);
    const html = '<p>事故造成3人死亡。下一步，将加大排查力度。</p>';
    await put(liaison, text.id, { version: text.version, html });
    const { hints } = (await liaison.get(`/api/v1/responses/${text.id}/hints`)).json<ResponseHints>();
    expect(hints.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['number', 'no_date']));
  });

  it('is read while it is written by its writers and the office only, and by nobody kept from the matter', async () => {
    const incident = await matter('丑', {}, [UNIT, OTHER_UNIT]);
    const text = await written(incident);
    expect((await other.get(`/api/v1/responses/${text.id}`)).status).toBe(404);
    expect((await other.get(`/api/v1/responses/${text.id}/versions`)).status).toBe(404);
    const seenBy = async (client: Client) =>
      (await client.get(`/api/v1/responses?incident=${incident.id}`)).json<Page<ResponseSummary>>().items
        .length;
    expect([await seenBy(liaison), await seenBy(office), await seenBy(other)]).toEqual([1, 1, 0]);
    const checked = await checkAll(text);
    await liaison.post(`/api/v1/responses/${text.id}/submit`, { version: checked.version });
    expect(await seenBy(other)).toBe(1);
    expect((await put(other, text.id, { version: 1 })).status).toBe(403);
    await api.database.source.manager.update(IncidentRow, { id: incident.id }, { recused: [UNIT] });
    expect([await seenBy(liaison), (await liaison.get(`/api/v1/responses/${text.id}`)).status]).toEqual([
      0, 404,
    ]);
    await api.database.source.manager.update(
      IncidentRow,
      { id: incident.id },
      { recused: [], restricted: true },
    );
    expect([await seenBy(office), await seenBy(other)]).toEqual([0, 0]);
  });

  it('is listed by state and unit, paged without a gap', async () => {
    const all = (await office.get('/api/v1/responses?state=all&limit=200')).json<Page<ResponseSummary>>();
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/api/v1/responses?state=all&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const page: Page<ResponseSummary> = (await office.get(path)).json();
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(paged).toEqual(all.items.map(({ id }) => id));
    expect(new Set(paged).size).toBe(paged.length);
    const states = async (query: string) =>
      new Set(
        (await office.get(`/api/v1/responses?${query}`))
          .json<Page<ResponseSummary>>()
          .items.map(({ state }) => state),
      );
    const given = await begin(await matter('午'));
    await liaison.post(`/api/v1/responses/${given.id}/withdraw`, {
      version: given.version,
      reason: '不再需要',
    });
    expect(await states('state=withdrawn')).toEqual(new Set(['withdrawn']));
    expect(await states('state=open')).not.toContain('withdrawn');
    const mine = (await other.get('/api/v1/responses?state=all&mine=true')).json<Page<ResponseSummary>>();
    expect(mine.items.every(({ unit, units }) => unit === OTHER_UNIT || units.includes(OTHER_UNIT))).toBe(
      true,
    );
    expect((await office.get('/api/v1/responses?cursor=x')).status).toBe(400);
  });
});
