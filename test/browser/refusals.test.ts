/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { AssignmentRow, IncidentRow, RefusalRow } from '#incidents/service';
import { DirectoryChangeRow } from '#jurisdiction/service';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { choose } from './choose.js';
import { createTown, DESK, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const BUREAU = '市综合服务局';
const TOWN = '石桥镇';
const STREET = '东湖街道';
const TITLE = '东湖街道停水三天';

inBrowser('refusing a duty, more time for one, and what has no unit', () => {
  let town: Town;
  let office: Page;
  let bureau: Page;
  let stone: Page;
  beforeAll(async () => {
    town = await createTown();
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员甲' });
    bureau = await town.as({ role: 'liaison', unit: BUREAU, name: '李联络' }, PHONE);
  });
  afterAll(() => town?.close());

  const duty = (page: Page) => page.locator('.duty', { hasText: TITLE });
  const refusalOf = (page: Page, unit: string) => page.locator('.refusal', { hasText: `${unit}职责不符` });
  const dialogOf = (page: Page, name: RegExp) => page.getByRole('dialog', { name });
  /** The page in both widths, fitting each; left as wide as it was. */
  async function pictures(page: Page, name: string): Promise<void> {
    const before = page.viewportSize() ?? DESK;
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      await picture(page, `${name}-${size.width}`);
      expect([name, size.width, await overhang(page)]).toEqual([name, size.width, 0]);
    }
    await page.setViewportSize(before);
  }
  async function refuse(page: Page, unit: string, note: string): Promise<void> {
    await duty(page).getByRole('button', { name: '退单' }).click();
    const dialog = dialogOf(page, /^提出退单/);
    const done = dialog.getByRole('button', { name: '提出退单' });
    await dialog.getByText('职责不符', { exact: true }).click();
    await choose(page, dialog.getByRole('combobox'), unit, unit);
    await dialog.getByRole('heading').click();
    expect(await done.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(note);
    await pictures(page, `refuse-${unit === TOWN ? 1 : 2}`);
    await done.click();
    await dialog.waitFor({ state: 'detached' });
    await duty(page).getByText('退单待裁定', { exact: true }).waitFor();
    await duty(page).getByText('裁定前请先行核查').waitFor();
    expect(await duty(page).locator('.signed').count()).toBe(0);
  }
  async function arrives(title: string, text: string): Promise<IncidentRow> {
    town.feed.publish(title, text, MORNING);
    const { source } = town.database;
    await source.query('update source set next_due_at = $1', [town.clock.now()]);
    return eventually(
      async () => (await source.manager.findOneBy(IncidentRow, { title, needsRouting: false })) ?? undefined,
      `the incident ${title}`,
    );
  }

  it('is proposed on a phone with its reason and the unit to take it; the check stays with whoever refuses', async () => {
    await arrives(TITLE, '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活。');
    await bureau.goto(`${town.url}/duties`);
    await refuse(bureau, TOWN, '该小区供水管网由石桥镇建设并管理');
    await duty(bureau).getByRole('button', { name: '核实初报' }).click();
    const report = dialogOf(bureau, /^核实初报/);
    await report.getByText('属实', { exact: true }).click();
    await report.getByLabel('二、已采取的措施').fill('已到现场，已送水上门。');
    await report.getByLabel('三、下一步安排及时间').fill('今晚 22 时前恢复供水。');
    await picture(bureau, 'first-report-390');
    await report.getByRole('button', { name: '报送核实初报' }).click();
    await duty(bureau).getByText('已报核实初报').waitFor();
    await pictures(bureau, 'duty-refused');
  });

  it('is ruled by the office, which sees before what changes: the new unit has the duty, the old one no more', async () => {
    await office.goto(`${town.url}/refusals`);
    const one = refusalOf(office, BUREAU);
    await one.getByText(`建议由${TOWN}承办`).waitFor();
    await pictures(office, 'refusals');
    await one.getByRole('button', { name: '裁定', exact: true }).click();
    const dialog = dialogOf(office, /^裁定退单/);
    await dialog.getByRole('textbox').fill('管网移交协议第三条');
    await dialog.getByRole('button', { name: '看看会有什么变化' }).click();
    await dialog.locator('.diff').getByText(TOWN).first().waitFor();
    await pictures(office, 'ruling');
    await dialog.getByRole('button', { name: '裁定：改派' }).click();
    await office.getByText('可在“全部”中据此形成名录修改建议').waitFor();
    await office.getByText('没有待裁定的退单').waitFor();
    await pictures(office, 'refusals-none');

    stone = await town.as({ role: 'liaison', unit: TOWN, name: '孙联络' }, PHONE);
    await stone.goto(`${town.url}/duties`);
    await duty(stone).getByRole('button', { name: '签收' }).waitFor();
    await bureau.goto(`${town.url}/duties`);
    await bureau.getByText('没有待签收的交办').waitFor();
    expect(await duty(bureau).count()).toBe(0);
  });

  it('teaches the directory: the ruling becomes a proposed change that a second person approves', async () => {
    await office.locator('.filters').getByText('全部', { exact: true }).click();
    const one = refusalOf(office, BUREAU);
    await one.getByText(`改派：${TOWN}`).waitFor();
    await one.getByText(/值班员甲裁定。依据：管网移交协议第三条/).waitFor();
    await one.getByRole('button', { name: '形成名录修改建议' }).click();
    const dialog = dialogOf(office, /^形成名录修改建议/);
    await dialog.getByText('修改主题的主责单位').waitFor();
    await pictures(office, 'ruling-change');
    await dialog.getByRole('button', { name: '提出修改' }).click();
    await one.getByRole('link', { name: '已形成名录修改建议' }).click();
    await office.getByText('这是您提出的，须由另一人核准').waitFor();
    await pictures(office, 'ruling-change-proposed');
    const { manager } = town.database.source;
    expect(await manager.findOneByOrFail(DirectoryChangeRow, { origin: 'ruling' })).toMatchObject({
      state: 'proposed',
    });
  });

  it('may wait longer for the signature when asked and granted; the statutory time stays', async () => {
    const { manager } = town.database.source;
    const read = () => manager.findOneByOrFail(AssignmentRow, { unit: TOWN, state: 'sent' });
    const before = await read();
    await duty(stone).getByRole('button', { name: '申请延期' }).click();
    const dialog = dialogOf(stone, /^申请延期/);
    await dialog.getByText('法定时限和上级时限不能延长').waitFor();
    await dialog.getByRole('textbox').last().fill('须会同供水公司核实');
    await pictures(stone, 'extend');
    await dialog.getByRole('button', { name: '提出申请' }).click();
    await duty(stone).getByText('待答复，时限不变').waitFor();

    await office.goto(`${town.url}/refusals?about=extensions`);
    const asked = office.locator('.extension', { hasText: TOWN });
    await asked.getByText('须会同供水公司核实').waitFor();
    await pictures(office, 'extensions');
    await asked.getByRole('button', { name: /^同意延至/ }).click();
    await office.getByText('没有待答复的延期申请').waitFor();
    await stone.reload();
    await duty(stone).getByText('已同意将').waitFor();
    const moved = (await read()).signDueAt?.getTime() ?? 0;
    expect(moved - (before.signDueAt?.getTime() ?? 0)).toBe(2 * 3_600_000);
  });

  it('a second time is drafted by the office, and ends with the word of its leader', async () => {
    await refuse(stone, STREET, '阳光小区在东湖街道');
    await office.goto(`${town.url}/refusals`);
    const one = refusalOf(office, TOWN);
    await one.getByText('本事件第 2 次退单').waitFor();
    await one.getByRole('button', { name: '裁定', exact: true }).click();
    const dialog = dialogOf(office, /^裁定退单/);
    await dialog.getByText('维持原派', { exact: true }).click();
    await dialog.getByRole('textbox').fill('移交协议已写明由石桥镇管理');
    await dialog.getByText('先报办公室负责人批准').waitFor();
    await dialog.getByRole('button', { name: '报负责人批准' }).click();
    await one.getByText('待负责人批准').waitFor();

    const chief = await town.as({ role: 'leader', unit: '市政府办公室', name: '周主任' }, PHONE);
    await chief.goto(`${town.url}/refusals`);
    await pictures(chief, 'refusal-for-leader');
    await refusalOf(chief, TOWN).getByRole('button', { name: '批准裁定' }).click();
    const decision = dialogOf(chief, /^批准裁定/);
    await decision.getByText('移交协议已写明由石桥镇管理（值班员甲拟）').waitFor();
    await pictures(chief, 'leader');
    await decision.getByRole('button', { name: '批准', exact: true }).click();
    await chief.getByText('没有待裁定的退单').waitFor();
    await stone.reload();
    await duty(stone).locator('.signed').waitFor();
    expect(await duty(stone).getByRole('button', { name: '退单' }).count()).toBe(0);
    const { manager } = town.database.source;
    expect(await manager.findOneByOrFail(RefusalRow, { unit: TOWN })).toMatchObject({ state: 'ruled' });

    await office.goto(`${town.url}/incidents`);
    await office.getByRole('link', { name: TITLE }).first().click();
    const handling = office.getByRole('region', { name: '核实、退单、延期与转交' });
    for (const words of [`改派：${TOWN}`, '维持原派', '已送水上门', '申请延长签收时限'])
      await handling.getByText(words).first().waitFor();
    await handling.scrollIntoViewIfNeeded();
    await pictures(office, 'handling');
  });

  it('belongs to the office while no unit is found: one takes it, and hands it to a colleague', async () => {
    const title = '清岚市居民反映公园座椅损坏';
    await arrives(title, '清岚市居民反映公园座椅损坏严重，老人没法坐，多次反映无人处理。');
    const other = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
    await office.goto(`${town.url}/pool`);
    const entry = (page: Page) => page.locator('.entry', { hasText: title });
    await entry(office).getByText('尚无人认领，由市政府办公室负责').waitFor();
    await pictures(office, 'pool');
    await entry(office).getByRole('button', { name: '我来办' }).click();
    await entry(office).getByText('由您负责分派').waitFor();
    await entry(office).getByRole('button', { name: '移交同事' }).click();
    await entry(office).locator('.whom').click();
    await office.getByRole('option', { name: '值班员丙' }).click();
    await entry(office).getByText('由值班员丙负责分派').waitFor();
    await pictures(office, 'pool-handed');
    await other.goto(`${town.url}/pool?who=mine`);
    await entry(other).getByText('由您负责分派').waitFor();
    await entry(other).getByRole('button', { name: '去分派' }).click();
    await other.getByRole('heading', { name: title }).waitFor();
    await pictures(other, 'pool-incident');
    expect(town.errors).toEqual([]);
  });
});
