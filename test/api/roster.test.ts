import readExcel from 'read-excel-file/node';
import type { RosterImportPreview, RosterList, RosterUnitDetail } from '../../apps/api/src/contract/index.js';
import { AuditRow } from '#access/service';
import { ContactRow, RosterUnitRow } from '#jurisdiction/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { workbook } from '../support/workbook.js';
import { MORNING } from '../support/rows.js';

const UNIT = '市综合服务局';
const UPLOAD = { headers: { 'content-type': 'application/vnd.huiyin.upload+json' } };
const at = (unit: string) => `/api/v1/roster/units/${encodeURIComponent(unit)}`;

let api: TestApi;
let office: Client;
let monitor: Client;
let liaison: Client;
let stranger: Client;

/** A city of its own for the stories of one group. */
function city(): void {
  beforeAll(async () => {
    api = await createTestApi();
    office = await api.as('office', '市政府办公室');
    monitor = await api.as('monitor', '市委宣传部');
    liaison = await api.as('liaison', UNIT);
    stranger = await api.as('liaison', '东湖街道');
  });
  afterAll(() => api.close());
}

const unitOf = async (client: Client, unit: string) => (await client.get(at(unit))).json<RosterUnitDetail>();
const lines = async (action: string) =>
  (await api.database.source.manager.find(AuditRow, { order: { id: 'ASC' } })).filter(
    (row) => row.action === action,
  );

describe('the list of units', () => {
  city();

  it('shows who cannot be reached first, and no name to anybody', async () => {
    const { version } = await unitOf(office, '东湖街道');
    await office.ask('PUT', at('东湖街道'), { body: { version, set: { handler: null } } });
    const list = (await office.get('/api/v1/roster')).json<RosterList>();
    expect(list.items[0]).toMatchObject({
      unit: '东湖街道',
      reports: true,
      state: 'red',
      reachable: false,
      goesTo: '分管负责人',
    });
    expect(list.counts.red).toBe(1);
    expect(list.items.find((unit) => unit.unit === UNIT)).toMatchObject({
      reachable: true,
      filled: 4,
      goesTo: null,
    });
    expect(JSON.stringify(list)).not.toContain('王演示');
    expect((await liaison.get('/api/v1/roster')).status).toBe(403);
  });
});

describe('the entries of a unit', () => {
  city();

  it('are shown masked to those with roster rights and to the unit itself; to others there is no such unit', async () => {
    for (const client of [office, monitor, liaison]) {
      const unit = await unitOf(client, UNIT);
      expect(unit.people.find((person) => person.slot === 'liaison')).toMatchObject({
        name: '王演示',
        phone: expect.stringMatching(/^0990-\*+-?\d{0,4}$/),
        email: 'p***@qinglan.example',
      });
      expect(JSON.stringify(unit)).not.toContain('0990-0000');
    }
    expect((await unitOf(monitor, UNIT)).mayEdit).toBe(false);
    expect((await stranger.get(at(UNIT))).status).toBe(404);
    expect((await office.get(at('没有的局'))).status).toBe(404);
  });

  it('are seen in full for a reason only, which is logged without them', async () => {
    const url = `${at(UNIT)}/reveal`;
    expect((await office.post(url, {})).status).toBe(400);
    expect((await monitor.post(url, { reason: '联系签收' })).status).toBe(403);
    expect((await stranger.post(url, { reason: '联系签收' })).status).toBe(404);
    const answer = await office.post(url, { reason: '联系签收' });
    expect(answer.text).toContain('0990-0000-004');
    const [line] = await lines('roster.revealed');
    expect(line).toMatchObject({ subject: UNIT, data: { reason: '联系签收' } });
    expect(JSON.stringify(line)).not.toContain('0990');
    expect((await unitOf(office, UNIT)).history[0]?.text).toBe('查看完整联系方式，事由：联系签收');
  });

  it('change at once; the person keeps the id, what stood before stays, a new person is a new contact', async () => {
    const before = await unitOf(liaison, UNIT);
    const old = before.people.find((person) => person.slot === 'liaison');
    const set = { liaison: { name: '王演示', phone: '138 0000 1234' } };
    const edited = await liaison.ask('PUT', at(UNIT), { body: { version: before.version, set } });
    const after = edited.json<RosterUnitDetail>();
    expect(after.people.find((person) => person.slot === 'liaison')).toMatchObject({
      contactId: old?.contactId,
      phone: '138****1234',
      email: old?.email,
    });
    expect(after.confirmedAt).not.toBeNull();
    const stale = await liaison.ask('PUT', at(UNIT), { body: { version: before.version, set } });
    expect([stale.status, stale.json<{ code: string }>().code]).toEqual([409, 'stale']);

    const next = { liaison: { name: '赵新任', email: 'zhao@qinglan.example' }, handler: null };
    const moved = await office.ask('PUT', at(UNIT), { body: { version: after.version, set: next } });
    const now = moved.json<RosterUnitDetail>();
    expect(now.people.map((person) => [person.slot, person.name])).toEqual([
      ['charge_leader', '张示例'],
      ['office', '办公室（示例）'],
      ['liaison', '赵新任'],
    ]);
    expect(now.people.at(-1)?.contactId).not.toBe(old?.contactId);
    expect(now.former).toContainEqual(expect.objectContaining({ slot: 'liaison', name: '王演示' }));
    const rows = await api.database.source.manager.findBy(ContactRow, { unit: UNIT, role: 'liaison' });
    expect(rows.filter((row) => row.endedAt)).toHaveLength(2);
    expect(now.missing).toEqual(['承办人姓名', '承办人联系方式', '盖章']);
  });

  it('refuses what is no number or address, in words', async () => {
    const { version } = await unitOf(liaison, UNIT);
    const edit = (person: object) =>
      liaison.ask('PUT', at(UNIT), { body: { version, set: { liaison: { name: '王演示', ...person } } } });
    expect((await edit({ phone: '138****1234' })).text).toContain('电话应为手机号');
    expect((await edit({ email: '不是邮箱' })).text).toContain('邮箱格式不正确');
    expect((await edit({ name: ' ' })).text).toContain('请填写姓名');
    expect((await unitOf(liaison, UNIT)).version).toBe(version);
  });

  it('are confirmed every quarter; late ones show', async () => {
    const unit = '石桥镇';
    const { confirmDueAt, version } = await unitOf(office, unit);
    expect(Date.parse(confirmDueAt ?? '')).toBeGreaterThan(MORNING.getTime());
    const late = { confirmDueAt: new Date(MORNING.getTime() - 1000), sealed: true };
    await api.database.source.manager.update(RosterUnitRow, { unit }, late);
    expect(await unitOf(office, unit)).toMatchObject({ confirmLate: true, state: 'due' });
    const confirmed = (await office.post(`${at(unit)}/confirm`, { version })).json<RosterUnitDetail>();
    expect(confirmed).toMatchObject({ confirmLate: false, state: 'good', confirmedBy: 'office1' });
    expect(Date.parse(confirmed.confirmDueAt ?? '') - MORNING.getTime()).toBe(90 * 86_400_000);
    expect((await monitor.post(`${at(unit)}/confirm`, { version })).status).toBe(403);
  });

  it('of a unit outside the installation can be stored: letters go there', async () => {
    const outside = '吕梁市示例局';
    const list = (await office.get('/api/v1/directory/units')).json<{
      items: { name: string; kind: string }[];
    }>();
    const external = list.items.find((unit) => unit.kind.startsWith('上级'))?.name ?? outside;
    const { version } = await unitOf(office, external);
    const set = { liaison: { name: '钱外联', email: 'qian@parent.example' } };
    const answer = await office.ask('PUT', at(external), { body: { version, set } });
    expect(answer.json<RosterUnitDetail>()).toMatchObject({ external: true, reports: false, missing: [] });
  });
});

describe('absence', () => {
  city();

  it('is recorded with a substitute, shown, and can be cancelled', async () => {
    const { people } = await unitOf(liaison, UNIT);
    const idOf = (slot: string) => people.find((person) => person.slot === slot)?.contactId;
    const form = {
      contactId: idOf('liaison'),
      from: '2026-11-23',
      to: '2026-11-25',
      substituteId: idOf('charge_leader'),
    };
    const added = await liaison.post(`${at(UNIT)}/absences`, form);
    const away = added.json<RosterUnitDetail>().people.find((person) => person.slot === 'liaison');
    expect(away?.absences).toMatchObject([{ from: '2026-11-23', substitute: '张示例', now: true }]);
    expect((await unitOf(office, UNIT)).away).toBe(true);
    const wrong = (change: object) => liaison.post(`${at(UNIT)}/absences`, { ...form, ...change });
    expect((await wrong({ to: '2026-11-22' })).status).toBe(400);
    expect((await wrong({ substituteId: form.contactId })).status).toBe(400);
    expect((await wrong({ from: '2026-02-30' })).status).toBe(400);
    const id = away?.absences[0]?.id ?? '';
    expect((await stranger.ask('DELETE', `${at(UNIT)}/absences/${id}`)).status).toBe(404);
    const cancelled = await liaison.ask('DELETE', `${at(UNIT)}/absences/${id}`);
    expect(cancelled.json<RosterUnitDetail>().away).toBe(false);
  });

  it('of everybody sends notices to the leader in charge, which the list says', async () => {
    const { people } = await unitOf(liaison, UNIT);
    for (const { contactId, slot } of people)
      if (slot === 'liaison' || slot === 'handler')
        await liaison.post(`${at(UNIT)}/absences`, {
          contactId,
          from: '2026-11-20',
          to: '2026-11-23',
          substituteId: null,
        });
    expect(await unitOf(office, UNIT)).toMatchObject({
      state: 'red',
      reachable: false,
      goesTo: '分管负责人',
    });
  });
});

const form = (unit: string, people: [string, string][]) =>
  workbook([
    [`报送单位（盖章）：${unit}`],
    ['', '分管负责人', '政务舆情协调机构（承办股室）', '承办人', '联络人'],
    ['姓名（机构名称）', ...people.map(([name]) => name)],
    ['联系方式', ...people.map(([, contact]) => contact)],
  ]).toString('base64');
const east: [string, string][] = [
  ['孙示例', '１３８００００００００'],
  ['党政办', '0358-7654321'],
  ['周 样本', '13900000000'],
  ['吴演示', '13700000000 wu@qinglan.example'],
];

describe('import of filled forms', () => {
  city();

  const files = [{ name: '东湖.xlsx', content: form('清岚市东湖街道办事处', east) }];
  const preview = (body: object) => office.post('/api/v1/roster/import/preview', body, UPLOAD);
  const apply = (body: object) => office.post('/api/v1/roster/import/apply', body, UPLOAD);

  it('is shown first, then done as shown, and changes nothing the second time', async () => {
    const shown = (await preview({ files })).json<RosterImportPreview>();
    expect(shown.units).toMatchObject([{ unit: '东湖街道', missing: ['盖章'], problems: [] }]);
    expect(shown.counts).toEqual({ added: 1, changed: 3, removed: 0, same: 0 });
    expect(shown.notReported).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain('13700000000');
    expect((await unitOf(office, '东湖街道')).filled).toBe(3);

    expect((await apply({ files })).status).toBe(400);
    const done = await apply({ files, seen: shown.seen });
    expect(done.json()).toEqual({ units: 1, entries: 4 });
    expect(await unitOf(office, '东湖街道')).toMatchObject({ filled: 4, reachable: true });
    const [line] = await lines('roster.imported');
    expect(JSON.stringify(line)).not.toMatch(/吴演示|137000/);
    expect((await apply({ files, seen: shown.seen })).json()).toMatchObject({ code: 'preview_outdated' });
    const again = (await preview({ files })).json<RosterImportPreview>();
    expect(again.counts).toEqual({ added: 0, changed: 0, removed: 0, same: 1 });
    expect((await apply({ files, seen: again.seen })).json()).toEqual({ units: 0, entries: 0 });
  });

  it('settles unknown names by a person, keeps what the form leaves blank unless told otherwise', async () => {
    const odd = [
      {
        name: 'a.xlsx',
        content: form('综合服务中心', [
          ['', ''],
          ['', ''],
          ['', ''],
          ['刘新任', ''],
        ]),
      },
    ];
    const unknown = (await preview({ files: odd })).json<RosterImportPreview>();
    expect(unknown.units).toEqual([]);
    expect(unknown.unknown).toMatchObject([{ written: '综合服务中心', nearest: [UNIT] }]);
    const as = [{ written: '综合服务中心', unit: UNIT }];
    const kept = (await preview({ files: odd, as })).json<RosterImportPreview>();
    expect(kept.units[0]?.changes.map(({ slot, kind }) => [slot, kind])).toEqual([
      ['charge_leader', 'kept'],
      ['office', 'kept'],
      ['handler', 'kept'],
      ['liaison', 'changed'],
    ]);
    expect(kept.units[0]?.missing).toEqual(['联络人联系方式', '联络人邮箱', '盖章']);
    const removing = (await preview({ files: odd, as, removeBlank: true })).json<RosterImportPreview>();
    expect(removing.counts).toMatchObject({ removed: 3, changed: 1 });
  });

  it('names what cannot be read, once and clearly', async () => {
    const bad = await preview({
      files: [{ name: 'a.pdf', content: Buffer.from('%PDF-1').toString('base64') }],
    });
    expect([bad.status, bad.json<{ detail: string }>().detail]).toEqual([
      400,
      expect.stringContaining('PDF 扫描件'),
    ]);
    const both = await preview({
      files: [...files, { name: 'b.pdf', content: Buffer.from('%PDF-1').toString('base64') }],
    });
    expect(both.json<RosterImportPreview>().files).toMatchObject([
      { file: '东湖.xlsx', forms: 1, problem: null },
      { file: 'b.pdf', forms: 0, problem: expect.stringContaining('PDF') },
    ]);
    expect((await liaison.post('/api/v1/roster/import/preview', { files }, UPLOAD)).status).toBe(403);
  });
});

describe('export', () => {
  city();

  it('is the annex; masked without a reason, in full with one, and what it writes the import reads', async () => {
    const download = async (client: Client, path: string, body: object) => {
      const answer = await fetch(`${api.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: client.cookie ?? '' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const xlsx = '/api/v1/roster/export.xlsx';
    const textOf = async (bytes: Buffer) => JSON.stringify(await readExcel(bytes));
    const masked = await textOf((await download(monitor, xlsx, { units: [UNIT], reason: null })).bytes);
    expect(masked).toContain('王演示');
    expect(masked).not.toContain('0990-0000');
    expect((await download(monitor, xlsx, { units: [UNIT], reason: '报送上级' })).status).toBe(403);
    expect((await download(stranger, xlsx, { units: [UNIT], reason: null })).status).toBe(404);
    const full = await download(liaison, xlsx, { units: [UNIT], reason: '报送上级' });
    expect(await textOf(full.bytes)).toContain('0990-0000-004');
    const files = [{ name: 'x.xlsx', content: full.bytes.toString('base64') }];
    const back = (
      await office.post('/api/v1/roster/import/preview', { files }, UPLOAD)
    ).json<RosterImportPreview>();
    expect(back.counts).toEqual({ added: 0, changed: 0, removed: 0, same: 1 });
    const word = await download(office, '/api/v1/roster/export.docx', { units: [], reason: '存档' });
    expect(word.bytes.subarray(0, 2).toString()).toBe('PK');
    expect((await lines('roster.exported')).map((line) => line.data['reason'])).toEqual([
      null,
      '报送上级',
      '存档',
    ]);
  });

  it('of the blank form is for everybody', async () => {
    for (const format of ['xlsx', 'docx']) {
      const answer = await stranger.get(`/api/v1/roster/form.${format}`);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-disposition']).toContain(encodeURIComponent('政务舆情联络人名单'));
    }
  });
});
