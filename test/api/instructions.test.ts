import type { InstructionView, LevelHolds } from '../../apps/api/src/contract/index.js';
import {
  AnnouncementRow,
  IncidentLogRow,
  IncidentRow,
  instructionsDue,
  holdsDue,
  type LevelHoldRow,
} from '#incidents/service';
import { ContactRow, readDirectory } from '#jurisdiction/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { contactOf, linkOf, Visitor } from './signed-page.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

const after = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64');

let api: TestApi;
let office: Client;
let unit: Client;
let matter: Matter;

beforeAll(async () => {
  api = await createTestApi();
  office = await api.as('office', '市政府办公室');
  unit = await api.as('liaison', UNIT);
});
beforeEach(async () => {
  api.clock.set(MORNING);
  matter = await makeMatter(api, '东街', UNIT);
});
afterAll(() => api.close());

const rows = () => api.database.source.manager;
const told = async (template: string) =>
  (await rows().findBy(AnnouncementRow, { incidentId: matter.incident.id, template })).map(
    ({ unit: name, audience }) => `${name}/${audience}`,
  );

describe('instructions of leaders', () => {
  const path = () => `/api/v1/incidents/${matter.incident.id}/instructions`;
  const given = (change: object = {}) => ({
    leader: '李示例（副市长）',
    words: '请综合服务局立即核实，联系13903581234，今晚恢复供水。',
    paper: '舆情专报 清舆专〔2026〕1号',
    givenAt: MORNING.toISOString(),
    tasks: [{ unit: UNIT, requirement: '今晚恢复供水并回告', dueAt: after(10).toISOString() }],
    ...change,
  });
  const enter = async (change: object = {}) =>
    (await office.post(path(), given(change))).json<InstructionView>();
  const visitorFor = async (task: { id: string; unit: string }) => {
    const contact = await contactOf(api, task.unit, 'liaison');
    return new Visitor(api, linkOf(api, task, { purpose: 'instruct', contactId: contact.id }));
  };
  const logs = async () =>
    (
      await rows().find(IncidentLogRow, { where: { incidentId: matter.incident.id }, order: { id: 'ASC' } })
    ).map(({ type }) => type);
  const report = (who: Client, view: InstructionView, at = 0) =>
    who.post(`/api/v1/instruction-tasks/${view.tasks[at]?.id}/report`, { report: '已恢复供水。' });

  it('become tasks of units, are reported back, and passed on to the leader', async () => {
    const entered = await enter();
    expect(entered).toMatchObject({ leader: '李示例（副市长）', state: 'open' });
    expect(entered.words).toContain('今晚恢复供水');
    expect(entered.words).not.toContain('13903581234');
    expect(await told('instructed')).toEqual([`${UNIT}/liaison_and_handler`, `${UNIT}/charge_leader`]);

    const seen = (await unit.get(path())).json<{ items: InstructionView[] }>().items;
    expect(seen.map(({ leader, tasks }) => [leader, tasks.map(({ mine }) => mine)])).toEqual([
      [null, [true]],
    ]);
    expect((await report(unit, entered)).status).toBe(200);
    expect((await report(unit, entered)).json<{ code: string }>().code).toBe('instruction_settled');
    expect(await told('instruction_reported')).toEqual(['市政府办公室/office']);
    const [now] = (await office.get(path())).json<{ items: InstructionView[] }>().items;
    expect(now?.state).toBe('reported');
    const passed = await office.post(`/api/v1/instructions/${entered.id}/pass-on`, {
      version: now?.version,
      how: '当面报告',
    });
    expect(passed.json<InstructionView>()).toMatchObject({ state: 'passed_on', settledNote: '当面报告' });
  });

  it('remind the unit shortly before the time, and its leader when it is over; each once', async () => {
    await enter();
    const sweep = (at: Date) => instructionsDue(rows(), at, 'real');
    expect(await sweep(after(7))).toEqual([]);
    expect(await sweep(after(8.5))).toEqual([matter.incident.id]);
    expect(await sweep(after(8.5))).toEqual([]);
    expect(await told('instruction_near')).toEqual([`${UNIT}/liaison_and_handler`]);
    await sweep(after(10));
    await sweep(after(11));
    expect(await told('instruction_overdue')).toEqual([
      `${UNIT}/liaison_and_handler`,
      `${UNIT}/charge_leader`,
    ]);
  });

  it('are entered whole or not at all', async () => {
    const codeOf = async (change: object) =>
      (await office.post(path(), given(change))).json<{ code: string }>().code;
    const task = { unit: UNIT, requirement: '核实', dueAt: after(5).toISOString() };
    expect(await codeOf({ givenAt: after(1).toISOString() })).toBe('in_the_future');
    expect(await codeOf({ tasks: [{ ...task, dueAt: after(-1).toISOString() }] })).toBe('due_in_past');
    expect(await codeOf({ tasks: [{ ...task, unit: '没有的局' }] })).toBe('unknown_unit');
    expect(await codeOf({ tasks: [task, task] })).toBe('unit_twice');
    await rows().update(IncidentRow, { id: matter.incident.id }, { recused: [UNIT] });
    expect(await codeOf({})).toBe('recused_unit');
    await rows().update(IncidentRow, { id: matter.incident.id }, { recused: [] });
    expect((await office.get(path())).json<{ items: unknown[] }>().items).toEqual([]);
  });

  it('let a unit that has no other duty in the matter find it and report, and no more once it is withdrawn', async () => {
    const other = await api.as('liaison', OTHER_UNIT);
    const own = { unit: OTHER_UNIT, requirement: '协助送水并回告', dueAt: after(5).toISOString() };
    const entered = await enter({ tasks: [own] });
    const listed = (await other.get('/api/v1/instructions')).json<{ items: InstructionView[] }>().items;
    expect(listed.map(({ id }) => id)).toContain(entered.id);
    expect((await other.get(`/api/v1/incidents/${matter.incident.id}`)).status).toBe(200);
    expect(
      (await other.post(`/api/v1/instruction-tasks/${entered.tasks[0]!.id}/progress`, { text: '已送水' }))
        .status,
    ).toBe(200);
    expect((await report(other, entered)).status).toBe(200);
    const { version } = (await other.get(path())).json<{ items: InstructionView[] }>().items[0]!;
    await office.post(`/api/v1/instructions/${entered.id}/withdraw`, { version, reason: '登记有误' });
    expect((await other.get(`/api/v1/incidents/${matter.incident.id}`)).status).toBe(404);
  });

  it('show another unit nothing, and the paper only to who sees all', async () => {
    const entered = await enter();
    const other = await api.as('liaison', OTHER_UNIT);
    expect((await other.get(path())).status).toBe(404);
    expect((await report(other, entered)).status).toBe(404);
    const file = await office.post(`/api/v1/instructions/${entered.id}/files`, {
      name: '批示.png',
      base64: PNG,
    });
    const { id } = file.json<{ id: string }>();
    expect((await office.get(`/api/v1/instructions/${entered.id}/files/${id}`)).headers['content-type']).toBe(
      'image/png',
    );
    expect((await unit.get(`/api/v1/instructions/${entered.id}/files/${id}`)).status).toBe(403);
    const text = { name: 'a.png', base64: Buffer.from('no picture').toString('base64') };
    expect((await office.post(`/api/v1/instructions/${entered.id}/files`, text)).status).toBe(400);
  });

  it('are reported on by the signed link of a message: how far it is, and what came of it', async () => {
    const entered = await enter();
    const task = { id: entered.tasks[0]!.id, unit: UNIT };
    const visitor = await visitorFor(task);
    const page = await visitor.look();
    expect(page.status).toBe(200);
    for (const words of ['今晚恢复供水并回告', '请综合服务局立即核实', '清舆专〔2026〕1号', '还有 10 小时'])
      expect(page.text).toContain(words);
    expect(page.text).not.toMatch(/李示例|13903581234|<script|<link|！/);
    const before = await logs();
    for (const form of [{}, { step: 'report', report: '已恢复供水。' }, { step: 'sign' }] as Record<
      string,
      string
    >[])
      expect((await visitor.send(form)).status).toBe(409);
    expect((await visitor.press('report', { report: ' ' })).text).toContain('请写明办理情况');
    expect(await logs()).toEqual(before);

    const told = await visitor.press('progress', { progress: '正在抢修，联系13903581234' });
    expect(told.text).toContain('进展已报送');
    expect(told.text).toContain('正在抢修');
    const done = await visitor.press('report', { report: '已恢复供水。' });
    for (const words of ['办理结果已报送', '已回告', '汇总后向领导回告']) expect(done.text).toContain(words);
    expect(done.text).not.toContain('<form');
    expect(await logs()).toEqual([...before, 'instruction.progress', 'instruction.reported']);
    const [seen] = (await office.get(path())).json<{ items: InstructionView[] }>().items;
    const by = `${UNIT}（签收链接）`;
    expect(seen?.tasks[0]).toMatchObject({
      report: '已恢复供水。',
      reportedBy: by,
      progress: [{ text: expect.stringContaining('正在抢修') as string, by }],
    });
    expect(JSON.stringify(seen)).not.toContain('13903581234');
    await office.post(`/api/v1/instructions/${entered.id}/pass-on`, { version: seen!.version, how: '当面' });
    expect((await visitor.look()).text).toContain('已向领导回告');
  });

  it('say by their link when they are settled, and nothing to whoever left the unit or is kept from the matter', async () => {
    const two = [UNIT, OTHER_UNIT].map((unit) => ({
      unit,
      requirement: '核实并回告',
      dueAt: after(10).toISOString(),
    }));
    const entered = await enter({ tasks: two });
    const own = entered.tasks.find(({ unit: name }) => name === UNIT)!;
    const visitor = await visitorFor({ id: own.id, unit: UNIT });
    const meets = async (who: Visitor, status: number) => {
      for (const answer of [await who.look(), await who.send({ step: 'report', form: 'x' })]) {
        expect(answer.status).toBe(status);
        expect(answer.text).not.toMatch(/核实并回告|小区/);
      }
    };
    const contact = await contactOf(api, UNIT, 'liaison');
    await rows().update(ContactRow, { id: contact.id }, { endedAt: MORNING });
    await meets(visitor, 403);
    await rows().update(ContactRow, { id: contact.id }, { endedAt: null });
    const foreign = await contactOf(api, OTHER_UNIT, 'handler');
    await meets(new Visitor(api, linkOf(api, own, { purpose: 'instruct', contactId: foreign.id })), 403);
    await meets(new Visitor(api, linkOf(api, own, { purpose: 'approve', contactId: contact.id })), 404);
    await meets(new Visitor(api, linkOf(api, own, { purpose: 'instruct', hours: -1 })), 410);
    await rows().update(IncidentRow, { id: matter.incident.id }, { recused: [UNIT] });
    await meets(visitor, 404);
    await rows().update(IncidentRow, { id: matter.incident.id }, { recused: [] });
    expect((await report(unit, entered, entered.tasks.indexOf(own))).status).toBe(200);
    const again = await unit.post(`/api/v1/instruction-tasks/${own.id}/progress`, { text: '再补充一点' });
    expect(again.json<{ code: string }>().code).toBe('instruction_reported');
    expect((await visitor.look()).text).toContain('已回告');
    const taken = { version: 1, reason: '登记有误' };
    await office.post(`/api/v1/instructions/${entered.id}/withdraw`, taken);
    await meets(visitor, 410);
  });

  it('can be taken back, with a reason; nobody is reminded any more', async () => {
    const entered = await enter();
    const taken = await office.post(`/api/v1/instructions/${entered.id}/withdraw`, {
      version: 1,
      reason: '登记有误',
    });
    expect(taken.json<InstructionView>().state).toBe('withdrawn');
    expect(await instructionsDue(rows(), after(20), 'real')).not.toContain(matter.incident.id);
    expect((await report(unit, entered)).json<{ code: string }>().code).toBe('instruction_settled');
  });
});

describe('a suggested 特别重大 that is not confirmed', () => {
  const path = () => `/api/v1/incidents/${matter.incident.id}/level-holds`;
  const hold = async (change: object = {}) =>
    office.post(path(), {
      version: await versionNow(),
      reason: 'facts_unverified',
      note: '伤亡人数仅见网传',
      ...change,
    });
  const versionNow = async () =>
    (await rows().findOneByOrFail(IncidentRow, { id: matter.incident.id })).version;
  const suggest = (given: Partial<IncidentRow> = {}) =>
    rows().update(IncidentRow, { id: matter.incident.id }, {
      opinionLevel: '特别重大',
      opinionConfirmed: false,
      ...given,
    } as never);
  const sweep = () => holdsDue(rows(), api.clock.now(), 'real', readDirectory);

  it('is a named, reasoned decision, and asked again when the facts change', async () => {
    expect((await hold()).json<{ code: string }>().code).toBe('super_not_suggested');
    await suggest();
    expect((await office.get(path())).json<LevelHolds>()).toMatchObject({ asked: true, items: [] });
    expect((await hold({ note: ' ' })).status).toBe(400);
    const held = (await hold()).json<LevelHolds>();
    expect(held.asked).toBe(false);
    expect(held.items).toMatchObject([{ state: 'standing', reasonWords: '事实尚未核实' }]);
    expect(held.items[0]?.by).not.toBe('');
    expect((await hold()).json<{ code: string }>().code).toBe('super_held_already');

    api.clock.set(after(0.1));
    await suggest({ updatedAt: after(0.1) });
    expect(await sweep()).toEqual([]);
    await suggest({ itemCount: 30, eventLevel: 'II', updatedAt: after(0.1) });
    expect(await sweep()).toEqual([matter.incident.id]);
    expect(await sweep()).toEqual([]);
    expect((await told('super_again')).toSorted()).toEqual(['市委宣传部/office', '市政府办公室/office']);
    const again = (await office.get(path())).json<LevelHolds>();
    expect(again.asked).toBe(true);
    expect(again.items[0]).toMatchObject({
      state: 'asked_again',
      because: ['突发事件等级上升', '相关信息由1条增至30条'],
    });
  });

  it('is over when the level is confirmed', async () => {
    await suggest();
    await hold();
    await suggest({ opinionConfirmed: true, updatedAt: after(1) });
    expect(await sweep()).toEqual([]);
    const states = (await office.get(path()))
      .json<LevelHolds>()
      .items.map(({ state }: { state: LevelHoldRow['state'] }) => state);
    expect(states).toEqual(['over']);
  });
});
