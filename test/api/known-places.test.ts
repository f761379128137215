import type {
  ChangeCheck,
  ChangeDetail,
  KnownPlacesRead,
  Problem,
} from '../../apps/api/src/contract/index.js';
import { PLACE_TYPE_WORDS } from '#jurisdiction';
import { placeTypes } from '../../apps/dashboard/src/pages/directory/words.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';

const base = '/api/v1/directory';
let api: TestApi;
let office: Client;
let monitor: Client;
let liaison: Client;

beforeAll(async () => {
  api = await createTestApi();
  office = await api.as('office', '市政府办公室');
  monitor = await api.as('monitor', '市委宣传部');
  liaison = await api.as('liaison', '东湖街道');
});
afterAll(() => api.close());

describe('known places of a sheet', () => {
  const read = (name: string, bytes: Buffer) =>
    office.post(`${base}/known-places/read`, { name, content: bytes.toString('base64') });

  it('the form is filled in, read with what is wrong in which row, checked and proposed like any change', async () => {
    const blank = (await office.get(`${base}/known-places/form.xlsx`)).bytes;
    const empty = (await read('知名地点.xlsx', blank)).json<KnownPlacesRead>();
    expect(empty).toEqual({
      edits: [],
      unchanged: 0,
      problems: [{ row: 0, column: '', message: '表中没有填写任何地点。' }],
    });
    const lines = [
      '名称,是什么,所属乡镇（街道）,别名,依据',
      '东湖第一小学,学校,东湖街道,一小,名单',
      '某矿,煤窑,,,名单',
      '滨湖路,道路,,,名单',
    ];
    const csv = Buffer.from(`\ufeff${lines.join('\r\n')}`);
    const found = (await read('学校.csv', csv)).json<KnownPlacesRead>();
    expect(found.problems).toMatchObject([{ row: 3, column: '是什么' }]);
    expect(found.edits.map(({ name, body }) => [name, body?.['parent']])).toEqual([
      ['东湖第一小学', '990101001'],
      ['滨湖路', undefined],
    ]);
    const edits = found.edits.map(({ kind, key, body, expectedRevision }) => ({
      kind,
      key,
      body,
      expectedRevision,
    }));
    expect((await office.post(`${base}/changes/check`, { edits })).json<ChangeCheck>()).toMatchObject({
      ok: true,
      needsApproval: true,
    });
    const proposal = { title: '知名地点', reason: '按名单导入', edits, submit: true, dryRunId: null };
    const change = (await office.post(`${base}/changes`, proposal)).json<ChangeDetail>();
    expect(
      (
        await monitor.post(`${base}/changes/${change.id}/approve`, { version: change.version, note: '' })
      ).json<ChangeDetail>(),
    ).toMatchObject({ state: 'approved' });
    expect((await read('学校.csv', csv)).json<KnownPlacesRead>()).toMatchObject({ edits: [], unchanged: 2 });
    expect((await liaison.get(`${base}/known-places/form.xlsx`)).status).toBe(403);
    expect((await read('名单.pdf', Buffer.from('%PDF-1.4 x'))).json<Problem>().detail).toContain('PDF');
  });
});

it('the sheet and the form call a place by the same words', () => {
  expect(placeTypes).toEqual(PLACE_TYPE_WORDS);
});
