import type { DutyMonth, HandoverView, ShiftImportPreview } from '../../apps/api/src/contract/index.js';
import { AssignmentRow, IncidentLog, IncidentRow, type LogType } from '#incidents/service';
import { DutyHandoverRow, DutyShiftRow } from '#jurisdiction/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { workbook } from '../support/workbook.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

const UPLOAD = { headers: { 'content-type': 'application/vnd.huiyin.upload+json' } };
const shifts = '/api/v1/roster/shifts';
const handovers = '/api/v1/roster/handovers';
const HOUR = 3_600_000;

let api: TestApi;
let office: Client;
let liaison: Client;
let stranger: Client;
let monitor: Client;
beforeAll(async () => void (api = await createTestApi()));
afterAll(() => api.close());
beforeEach(() => moveTo(MORNING));

/** Sessions do not outlive a leap of the clock: everybody logs in anew. */
async function moveTo(at: Date): Promise<void> {
  api.clock.set(at);
  office = await api.as('office', '市政府办公室');
  monitor = await api.as('monitor', '市委宣传部');
  liaison = await api.as('liaison', UNIT);
  stranger = await api.as('liaison', OTHER_UNIT);
}

const put = (client: Client, shift: object) => client.ask('PUT', shifts, { body: shift });
const one = (given: object = {}) => ({
  unit: UNIT,
  day: '2026-11-23',
  person: '李样本',
  phone: '13800001234',
  leader: '张示例',
  ...given,
});

describe('duty by day', () => {
  it('is kept by the unit itself, shown masked, encrypted, and hidden from other units', async () => {
    expect((await put(liaison, one())).status).toBe(200);
    const month = (await liaison.get(shifts)).json<DutyMonth>();
    expect(month).toMatchObject({ unit: UNIT, month: '2026-11', today: '2026-11-23', mayEdit: true });
    expect(month.units).toEqual([UNIT]);
    expect(month.tonight).toMatchObject({ person: '李样本', phone: '138****1234', leader: '张示例' });
    expect((await stranger.get(`${shifts}?unit=${encodeURIComponent(UNIT)}`)).status).toBe(404);
    expect((await put(stranger, one())).status).toBe(404);
    expect((await put(monitor, one())).status).toBe(403);
    const tonight = (await monitor.get(`${shifts}/tonight`)).json<{ items: { unit: string }[] }>();
    expect(tonight.items.map((shift) => shift.unit)).toEqual([UNIT]);
    const [row] = await api.database.source.manager.find(DutyShiftRow);
    expect(row?.personSealed.toString('latin1')).not.toContain(Buffer.from('李样本').toString('latin1'));
  });

  it('runs until the hand-over of the next morning', async () => {
    await moveTo(new Date('2026-11-24T02:00:00+08:00'));
    expect((await liaison.get(shifts)).json<DutyMonth>().tonight?.person).toBe('李样本');
    await moveTo(new Date('2026-11-24T08:00:00+08:00'));
    expect((await liaison.get(shifts)).json<DutyMonth>()).toMatchObject({
      today: '2026-11-24',
      tonight: null,
    });
  });

  it('keeps a number that was not typed again, as long as the person stays; a day can be taken out', async () => {
    await put(liaison, { ...one({ leader: '孙带班' }), phone: undefined });
    const reveal = (reason: string) =>
      liaison.post(`${shifts}/reveal`, { unit: UNIT, day: '2026-11-23', reason });
    expect((await reveal('')).status).toBe(400);
    expect((await reveal('夜间联系')).json()).toEqual({ phone: '13800001234', leaderPhone: null });
    await put(liaison, { ...one({ person: '王演示' }), phone: undefined });
    expect((await reveal('夜间联系')).json()).toEqual({ phone: null, leaderPhone: null });
    await put(liaison, one({ person: '' }));
    expect((await liaison.get(shifts)).json<DutyMonth>().shifts).toEqual([]);
    expect(await api.database.source.manager.count(DutyShiftRow)).toBe(3);
    expect((await put(liaison, one({ day: '2026-11-31' }))).status).toBe(400);
  });

  it('is imported from a table: shown first, other units left out for those who do not keep them', async () => {
    const content = workbook([
      ['日期', '单位', '值班人员', '联系电话', '带班领导'],
      ['2026年12月1日', UNIT, '李样本', '13800001234', '张示例'],
      ['12月2日', OTHER_UNIT, '吴演示', '', ''],
      ['12月3日', '没有的局', '郑试填', '', ''],
      ['某日', UNIT, '赵试填', '', ''],
    ]).toString('base64');
    const files = [{ name: 'a.xlsx', content }];
    const preview = async (client: Client) =>
      (
        await client.post(`${shifts}/import/preview`, { unit: UNIT, files }, UPLOAD)
      ).json<ShiftImportPreview>();
    const own = await preview(liaison);
    expect(own.shifts.map(({ kind, shift }) => [kind, shift.unit, shift.day])).toEqual([
      ['added', UNIT, '2026-12-01'],
    ]);
    expect(own.unknown).toEqual([OTHER_UNIT, '没有的局']);
    expect(own.problems).toEqual([expect.stringContaining('第 5 行的日期“某日”')]);
    const all = await preview(office);
    expect(all.shifts).toHaveLength(2);
    const apply = (seen: string) =>
      office.post(`${shifts}/import/apply`, { unit: UNIT, files, seen }, UPLOAD);
    expect((await apply(own.seen)).status).toBe(409);
    expect((await apply(all.seen)).json()).toEqual({ days: 2 });
    const again = await preview(office);
    expect(again.shifts.map((each) => each.kind)).toEqual(['same', 'same']);
    expect((await apply(again.seen)).json()).toEqual({ days: 0 });
  });
});

describe('the hand-over', () => {
  const draft = async (client: Client) => (await client.get(`${handovers}/draft`)).json<HandoverView>();

  it('is written from what is open, accepted by the next, and then stands', async () => {
    await put(liaison, one());
    await put(liaison, one({ day: '2026-11-24', person: '王演示' }));
    const open = await makeMatter(api, '甲', UNIT);
    await makeMatter(api, '乙', OTHER_UNIT);
    await makeMatter(api, '丙', UNIT, { rehearsal: true });
    await makeMatter(api, '丁', UNIT, { state: 'closed' });
    await moveTo(new Date(MORNING.getTime() + 5 * HOUR));
    const sheet = await draft(liaison);
    expect(sheet).toMatchObject({ day: '2026-11-23', outgoing: '李样本', incoming: '王演示', id: null });
    expect(sheet.matters.map(({ number, kinds }) => [number, kinds])).toEqual([
      [open.incident.number, ['unsigned', 'late']],
    ]);
    const given = { unit: UNIT, day: sheet.day, notes: '甲小区已电话联系' };
    expect((await stranger.post(handovers, given)).status).toBe(404);
    expect((await liaison.post(handovers, { ...given, day: '2026-11-25' })).status).toBe(400);
    const written = (await liaison.post(handovers, given)).json<HandoverView>();
    expect(written).toMatchObject({ notes: '甲小区已电话联系', mayAccept: true, acceptedAt: null });
    const rewritten = await liaison.post(handovers, { ...given, notes: '已到现场' });
    expect(rewritten.json<HandoverView>().id).toBe(written.id);

    await moveTo(new Date('2026-11-24T08:05:00+08:00'));
    expect(await draft(liaison)).toMatchObject({ day: '2026-11-23', id: written.id, notes: '已到现场' });
    const accept = () => liaison.post(`${handovers}/${written.id}/accept`, { note: '收到' });
    expect((await accept()).json<HandoverView>()).toMatchObject({ acceptedNote: '收到', mayAccept: false });
    expect((await accept()).status).toBe(409);
    expect((await liaison.post(handovers, given)).json()).toMatchObject({ code: 'handover_accepted' });
    expect((await draft(liaison)).day).toBe('2026-11-24');
  });

  it('is told from the log of the shift: what came, was signed, called about and falls due next; nothing of reports', async () => {
    await moveTo(new Date('2026-11-24T22:00:00+08:00'));
    const { manager } = api.database.source;
    const at = api.clock.now();
    const told = async (matter: Matter, type: LogType, data: Record<string, unknown>) =>
      IncidentLog.append(manager, [{ incident: matter.incident, type, at, actor: 'system', data }]);
    const mine = await makeMatter(api, '夜间', UNIT, { discoveredAt: at });
    const secret = await makeMatter(api, '秘密', UNIT, { restricted: true, flags: ['misconduct_report'] });
    const kept = await makeMatter(api, '拆出', UNIT, { recusedAccounts: [mine.duty.id] });
    for (const matter of [mine, secret, kept]) await told(matter, 'duty.sent', { unit: UNIT });
    const later = { signDueAt: new Date('2026-11-25T09:00:00+08:00') };
    for (const { duty } of [mine, secret, kept]) await manager.update(AssignmentRow, { id: duty.id }, later);
    const call = { outcome: 'told', answeredBy: '李样本', said: '' };
    expect((await office.post(`/api/v1/duties/${mine.duty.id}/calls`, call)).status).toBe(200);
    const given = { unit: UNIT, day: '2026-11-24', notes: '' };
    const { id } = (await liaison.post(handovers, given)).json<HandoverView>();
    const { suggested } = await draft(liaison);
    const number = mine.incident.number;
    expect(suggested).toContain(`　　${number}（一般）夜间小区停水三天`);
    expect(suggested).toContain(`　　${number}（一般）${UNIT}，应于11月25日 09:00前签收`);
    expect(suggested).toContain(`　　${number}（一般）${UNIT}签收时限，11月25日 09:00到期`);
    expect(suggested).toContain(`　　${number}（一般）11月24日 22:00致电${UNIT}，已告知`);
    for (const { incident } of [secret, kept]) expect(suggested).not.toContain(incident.number);
    const written = await liaison.post(handovers, { ...given, notes: suggested });
    expect(written.json<HandoverView>().notes).toBe(suggested);
    const file = await liaison.get(`${handovers}/${id}/export.docx`);
    expect([file.status, file.text.slice(0, 2)]).toEqual([200, 'PK']);
    expect((await stranger.get(`${handovers}/${id}/export.docx`)).status).toBe(404);
    await manager.delete(DutyHandoverRow, { id: id ?? '' });
  });

  it('shows each reader only what they may see, also of what was written before', async () => {
    const list = async (client: Client, unit = UNIT) =>
      (await client.get(`${handovers}?unit=${encodeURIComponent(unit)}`)).json<{ items: HandoverView[] }>()
        .items;
    const [before] = await list(liaison);
    expect(before?.matters).toHaveLength(1);
    await api.database.source.manager.update(
      IncidentRow,
      { id: before?.matters[0]?.incidentId ?? '' },
      { recused: [UNIT], flags: ['misconduct_report'], restricted: true },
    );
    expect((await list(liaison))[0]?.matters).toEqual([]);
    expect((await list(office))[0]?.matters).toEqual([]);
    expect((await stranger.get(`${handovers}?unit=${encodeURIComponent(UNIT)}`)).status).toBe(404);
    const all = (await office.get(`${handovers}/draft`)).json<HandoverView>();
    expect(all.matters.map((matter) => matter.title).join()).toContain('乙');
  });
});
