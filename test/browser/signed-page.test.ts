/// <reference lib="dom" />
import { FirstReportRow, IncidentRow, NoticeRow } from '#incidents/service';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const UNIT = '市综合服务局';
const TITLE = '东湖街道阳光小区停水三天';

inBrowser('a message on a telephone', () => {
  let town: Town;
  let bureau: Page;
  let phone: Page;
  beforeAll(async () => {
    town = await createTown();
    bureau = await town.as({ role: 'liaison', unit: UNIT, name: '李联络' }, PHONE);
    phone = await town.open(PHONE);
    town.feed.publish(TITLE, '东湖街道阳光小区停水三天了，老人孩子没法生活。', MORNING);
    const { source } = town.database;
    await source.query('update source set next_due_at = $1', [town.clock.now()]);
    await eventually(
      async () =>
        (await source.manager.findOneBy(IncidentRow, { title: TITLE, needsRouting: false })) ?? undefined,
      'the incident',
    );
  });
  afterAll(() => town?.close());

  const incident = () => town.database.source.manager.findOneByOrFail(IncidentRow, { title: TITLE });
  const fits = async (page: Page, name: string) => {
    await picture(page, name);
    expect([name, await overhang(page)]).toEqual([name, 0]);
  };

  it('is signed and answered behind the link with a few taps, without a script', async () => {
    const link = await eventually(async () => {
      const asked = (await town.mails.list()).filter(({ subject }) => subject.startsWith('舆情交办'));
      const texts = await Promise.all(asked.map(async ({ id }) => (await town.mails.read(id))?.text ?? ''));
      return texts.map((text) => /http\S+\/s\/[\w-]+/.exec(text)?.[0]).find(Boolean);
    }, 'the mail');
    await phone.goto(link);
    await phone.getByText('请签收', { exact: true }).waitFor();
    await fits(phone, 'signed-page-390');
    await phone.getByRole('button', { name: '签收', exact: true }).click();
    await phone.getByRole('heading', { name: '已签收' }).waitFor();
    await phone.getByLabel('部分属实').check();
    await phone.getByLabel('二、已采取的措施').fill('已派人抢修，送水上门。');
    await phone.getByLabel('三、下一步安排及时间').fill('今晚 22 时前恢复供水。');
    await fits(phone, 'signed-report-390');
    await phone.getByRole('button', { name: '报送核实初报' }).click();
    await phone.getByRole('heading', { name: '核实初报已报送' }).waitFor();
    await phone.reload();
    const { manager } = town.database.source;
    expect(await manager.countBy(FirstReportRow, { incidentId: (await incident()).id })).toBe(1);
    await phone.getByText('转交同事', { exact: true }).click();
    await phone.getByLabel('名册上没有的同事').waitFor();
    await fits(phone, 'signed-hand-on-390');
  });

  it('stands in the bell of the account, leads to the matter, and is read then', async () => {
    const bell = bureau.getByRole('button', { name: /^站内消息，\d+ 条未读/ });
    await bell.waitFor();
    await fits(bureau, 'bell-390');
    await bureau.keyboard.press('m');
    const drawer = bureau.getByRole('dialog', { name: '站内消息' });
    const entry = drawer.getByRole('button', { name: /未读/ }).first();
    await entry.waitFor();
    await fits(bureau, 'inbox-390');
    await bureau.keyboard.press('j');
    await bureau.keyboard.press('Enter');
    await bureau.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
    const { manager } = town.database.source;
    await eventually(
      () => manager.existsBy(NoticeRow, { channel: 'app', state: 'delivered' }),
      'the reading',
    );
    await bureau.getByText('已派人抢修，送水上门。').waitFor();
    expect(town.errors).toEqual([]);
  });
});
