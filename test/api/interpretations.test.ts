import type {
  IncidentInterpretations,
  LibraryImportPreview,
  LibraryFiguresView,
  PolicyDocumentForm,
  PolicyDocumentView,
  PolicyMatchView,
} from '../../apps/api/src/contract/index.js';
import { readFiles } from '#jurisdiction/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { workbook, type Cell } from '../support/workbook.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

const parking: PolicyDocumentForm = {
  title: '清岚市人民政府关于印发《清岚市机动车停放管理办法》的通知',
  number: '清政发[2026] 12 号',
  issuer: '清岚市人民政府',
  drafters: [UNIT],
  publishedOn: '2026-11-02',
  effectiveOn: '2026-12-01',
  abolishedOn: null,
  url: 'https://www.qinglan.example/zfwj/12.html',
  keywords: ['停车费', '路内停车'],
  fields: ['环境保护'],
  exempt: null,
};
const questions = {
  title: '一问一答读懂停车办法',
  form: 'questions',
  unit: UNIT,
  publishedOn: '2026-11-02',
  url: null,
  text: '',
  questions: [{ question: '夜间路边停车是否免费', answer: '22 时至次日 7 时免费。' }],
};

describe('the library of interpretations', () => {
  let api: TestApi;
  let office: Client;
  let liaison: Client;
  const library = '/api/v1/interpretations';
  const list = async (query = '', client = liaison) =>
    (await client.get(`${library}${query}`)).json<{ items: PolicyDocumentView[]; next: string | null }>();

  beforeAll(async () => {
    api = await createTestApi();
    [office, liaison] = await Promise.all([api.as('office', '市政府办公室'), api.as('liaison', UNIT)]);
  });
  afterAll(() => api.close());

  describe('by hand', () => {
    let document: PolicyDocumentView;

    it('takes a document, points at it while nobody has explained it, and everybody finds it', async () => {
      const added = await office.post(library, parking);
      expect(added.status).toBe(201);
      document = added.json<PolicyDocumentView>();
      // Entered on Monday, three weeks after it came out.
      expect(document).toMatchObject({
        number: '清政发〔2026〕12号',
        drafters: [{ then: UNIT, now: UNIT }],
        explainBy: '2026-11-05',
        late: true,
        abolished: false,
        version: 1,
      });
      expect((await list('?state=late')).items.map(({ id }) => id)).toEqual([document.id]);
      expect((await list('?q=停放%2012号')).items).toHaveLength(1);
      expect((await list(`?unit=${encodeURIComponent(OTHER_UNIT)}`)).items).toEqual([]);
      expect((await list(`?unit=${encodeURIComponent(UNIT)}`)).items).toHaveLength(1);
    });

    it('takes what explains it, and says how the library stands', async () => {
      const explained = await office.post(`${library}/${document.id}/texts`, { ...questions, version: 1 });
      expect([explained.status, explained.text]).toEqual([201, expect.stringContaining('政策问答')]);
      document = explained.json();
      expect(document).toMatchObject({ late: false, explainBy: null, version: 2 });
      expect((await list('?state=without')).items).toEqual([]);
      expect((await list('?q=夜间路边')).items).toHaveLength(1);
      const figures = (await liaison.get(`${library}/figures`)).json<LibraryFiguresView>();
      expect(figures).toEqual({ documents: 1, late: 0, interpretations: 1, diverse: 1 });
    });

    it.each([
      ['the same number again', parking, 422, 'document_known'],
      [
        'a unit nobody knows',
        { ...parking, number: '清政发〔2026〕13号', drafters: ['市无此局'] },
        422,
        'unknown_drafter',
      ],
      ['days that cross', { ...parking, number: null, abolishedOn: '2026-01-01' }, 422, 'days_crossed'],
      ['an address that is none', { ...parking, url: 'javascript:alert(1)' }, 400, 'bad_input'],
      ['no drafting unit', { ...parking, drafters: [] }, 400, 'bad_input'],
    ])('refuses %s', async (_, form, status, code) => {
      const answer = await office.post(library, form);
      expect([answer.status, answer.json()['code']]).toEqual([status, code]);
    });

    it('refuses a stale edit, and an interpretation that explains nothing', async () => {
      const stale = await office.ask('PUT', `${library}/${document.id}`, {
        body: { ...parking, version: 1 },
      });
      expect([stale.status, stale.json()['code'], stale.json()['current']]).toEqual([409, 'stale', 2]);
      const nothing = { ...questions, questions: [], version: 2 };
      const refused = await office.post(`${library}/${document.id}/texts`, nothing);
      expect(refused.json()).toMatchObject({ code: 'nothing_explained' });
    });

    it('finds it for a matter in which it is misread, and only for those who see the matter', async () => {
      const { incident } = await makeMatter(api, '路边停车费涨到每小时二十元，夜间路边停车还免费吗，', UNIT, {
        mustRespond: ['MR-1'],
      });
      const at = `/api/v1/incidents/${incident.id}/interpretations`;
      const found = (await liaison.get(at)).json<IncidentInterpretations>();
      expect(found.misread).toBe(true);
      expect(found.items[0]).toMatchObject({
        document: { id: document.id, drafters: [{ now: UNIT }] },
        words: expect.arrayContaining(['停车费']),
        question: { answer: '22 时至次日 7 时免费。' },
      });
      expect((await (await api.as('liaison', OTHER_UNIT)).get(at)).status).toBe(404);
      const other = await makeMatter(api, '无关', UNIT);
      const none = (await liaison.get(`/api/v1/incidents/${other.incident.id}/interpretations`)).json();
      expect(none).toEqual({ misread: false, items: [] });
    });

    it('finds it for a text that is being written', async () => {
      const { items } = (
        await liaison.post(`${library}/match`, { text: '关于清政发〔2026〕12号的说明' })
      ).json<{
        items: PolicyMatchView[];
      }>();
      expect(items.map((match) => [match.document.id, match.words])).toEqual([
        [document.id, ['清政发〔2026〕12号']],
      ]);
    });

    it('lets a document go out and come back', async () => {
      const moved = await office.post(`${library}/${document.id}/move`, { version: 2, to: 'out' });
      expect(moved.json()).toMatchObject({ removed: true, version: 3 });
      expect((await list()).items).toEqual([]);
      expect((await list('?state=removed')).items).toHaveLength(1);
      const same = await office.post(`${library}/${document.id}/texts`, { ...questions, version: 3 });
      expect(same.json()).toMatchObject({ code: 'document_removed' });
      const back = await office.post(`${library}/${document.id}/move`, { version: 3, to: 'back' });
      document = back.json();
      expect(document).toMatchObject({ removed: false, interpretations: [{ title: questions.title }] });
      const [text] = document.interpretations;
      const part = `${library}/${document.id}/texts/${text?.id}`;
      const out = await office.post(`${part}/move`, { version: 4, to: 'out' });
      expect(out.json()).toMatchObject({ interpretations: [], late: true });
      const again = await office.post(`${part}/move`, { version: 5, to: 'back' });
      expect(again.json<PolicyDocumentView>().interpretations).toHaveLength(1);
    });
  });

  describe('by workbook', () => {
    const head = [
      '文件标题',
      '文号',
      '发布机关',
      '起草单位',
      '公开日期',
      '关键词',
      '领域',
      '解读标题',
      '解读形式',
      '问题',
      '答复',
    ];
    const heating: Cell[] = [
      '清岚市城市集中供热管理办法',
      '清政发〔2025〕30号',
      '清岚市人民政府',
      '综合服务局、石桥乡',
      '2025年10月9日',
      '供暖、取暖费',
      '环境保护',
      '供热办法问答',
      '问答',
      '取暖费怎么算',
      '按面积计。',
    ];
    const more = [
      '',
      '清政发〔2025〕30号',
      '',
      '',
      '',
      '',
      '',
      '供热办法问答',
      '',
      '何时供暖',
      '11 月 1 日。',
    ];
    more[0] = String(heating[0]);
    const upload = (rows: Cell[][]) => ({
      files: [{ name: 'a.xlsx', content: workbook([head, ...rows]).toString('base64') }],
    });
    const preview = async (rows: Cell[][]) =>
      (await office.post(`${library}/import/preview`, upload(rows))).json<LibraryImportPreview>();
    const apply = async (rows: Cell[][], seen: string) =>
      office.post(`${library}/import/apply`, { ...upload(rows), seen });

    it('shows what would change and what cannot be read, row by row, and stores nothing', async () => {
      const bad = ['无日期的文件', '', '清岚市人民政府', '市综合服务局', '去年', '', '', '', '', '', ''];
      const stray = [
        '无单位的文件',
        '',
        '清岚市人民政府',
        '市综合局',
        '2025-10-09',
        '',
        '天文',
        '',
        '',
        '',
        '',
      ];
      const seen = await preview([heating, more, bad, stray]);
      expect(seen.files).toEqual([{ file: 'a.xlsx', rows: 4, problem: null }]);
      expect(seen.documents).toMatchObject([
        {
          kind: 'added',
          number: '清政发〔2025〕30号',
          // An alias by its full name; a unit that is gone by the name it had.
          drafters: [UNIT, '石桥乡'],
          interpretations: [{ title: '供热办法问答', formWord: '政策问答', kind: 'added', questions: 2 }],
        },
      ]);
      expect(seen.problems.map(({ row, problem }) => `${row} ${problem}`)).toEqual([
        '4 “公开日期”“去年”不能识别，应写作 2026-11-23',
        '4 没有填写“公开日期”',
        expect.stringMatching(/^5 名录中没有单位“市综合局”，相近的有.*市综合服务局/),
        '5 “天文”不是 26 个试点领域之一',
      ]);
      expect((await list('?q=供热')).items).toEqual([]);
    });

    it('imports what was shown, once', async () => {
      const { seen } = await preview([heating, more]);
      const done = await apply([heating, more], seen);
      expect([done.status, done.json()]).toEqual([200, { documents: 1, interpretations: 1 }]);
      const [document] = (await list('?q=供热')).items;
      expect(document).toMatchObject({
        drafters: [
          { then: UNIT, now: UNIT },
          { then: '石桥乡', now: '石桥镇' },
        ],
        interpretations: [{ questions: [{ question: '取暖费怎么算' }, { question: '何时供暖' }] }],
      });
      // A unit is found under the name it has today.
      expect((await list(`?unit=${encodeURIComponent('石桥镇')}`)).items).toHaveLength(1);
      expect((await preview([heating, more])).counts).toEqual({
        added: 0,
        changed: 0,
        same: 1,
        interpretations: 0,
      });
      expect((await apply([heating, more], seen)).json()).toMatchObject({ status: 409 });
    });

    it('changes what is filled in and leaves what is blank', async () => {
      const later = [
        '清岚市城市集中供热管理办法',
        '清政发〔2025〕30号',
        '',
        '',
        '',
        '供暖、取暖费、暖气',
        '',
        '',
        '',
        '',
        '',
      ];
      const shown = await preview([later]);
      expect(shown.documents).toMatchObject([{ kind: 'changed', changes: ['关键词'], interpretations: [] }]);
      await apply([later], shown.seen);
      const [document] = (await list('?q=暖气')).items;
      expect(document).toMatchObject({ issuer: '清岚市人民政府', keywords: ['供暖', '取暖费', '暖气'] });
    });

    it('gives a blank form that it can read again', async () => {
      const form = await fetch(`${api.url}${library}/form.xlsx`, {
        headers: { cookie: office.cookie ?? '' },
      });
      const [read] = await readFiles('form.xlsx', Buffer.from(await form.arrayBuffer()));
      expect(read?.grids[0]?.rows[0]).toEqual(expect.arrayContaining(head));
    });

    it('says of a file without such a table what is missing', async () => {
      const nothing = { files: [{ name: 'b.xlsx', content: workbook([['甲', '乙']]).toString('base64') }] };
      const seen = (await office.post(`${library}/import/preview`, nothing)).json<LibraryImportPreview>();
      expect(seen.files[0]?.problem).toContain('没有找到“文件标题”一列');
    });
  });
});
