/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { IncidentRow } from '#incidents/service';
import { ResponseRow, ResponseVersionRow } from '#respond/service';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const BUREAU = '市综合服务局';
const TITLE = '东湖街道停水三天';

inBrowser('an answer written on a phone', () => {
  let town: Town;
  let page: Page;
  beforeAll(async () => {
    town = await createTown();
    page = await town.as({ role: 'liaison', unit: BUREAU, name: '李联络' }, PHONE);
  });
  afterAll(() => town?.close());

  const response = () => town.database.source.manager.findOneByOrFail(ResponseRow, { unit: BUREAU });
  const shown = async (name: string) => {
    await picture(page, name);
    expect([name, await overhang(page)]).toEqual([name, 0]);
  };
  const body = () => page.getByRole('textbox', { name: '正文' });
  const bar = () => page.locator('.bar');
  const saved = () => bar().getByText('已保存').waitFor();

  it('goes from the duty to the text, filled from the record', async () => {
    town.feed.publish(TITLE, '东湖街道阳光小区停水三天了，自来水一直没有恢复，什么时候来水？', MORNING);
    const { source } = town.database;
    await source.query('update source set next_due_at = $1', [town.clock.now()]);
    await eventually(
      async () =>
        (await source.manager.findOneBy(IncidentRow, { title: TITLE, needsRouting: false })) ?? undefined,
      'the incident',
    );
    await page.goto(`${town.url}/duties`);
    const duty = page.locator('.duty', { hasText: TITLE });
    await duty.getByRole('button', { name: '签收', exact: true }).click();
    await duty.getByRole('button', { name: /^确认由/ }).click();
    await duty.getByRole('button', { name: '拟写回应' }).click();
    const dialog = page.getByRole('dialog', { name: '拟写回应' });
    await shown('response-begin-390');
    await dialog.getByRole('button', { name: '开始写' }).click();
    await body().waitFor();
    expect(await body().innerText()).toContain(`${BUREAU}已派人核查`);
    await page.getByText('模板中没有填写的内容').waitFor();
    await shown('response-template-390');
  });

  it('holds back a phone number, and keeps what was typed while the server is away', async () => {
    await page.getByLabel('标题', { exact: true }).fill('关于阳光小区供水情况的通报');
    await body().fill('管道已于11月23日修复，咨询电话13812345678。');
    await page.locator('.blocks').getByText('电话号码').waitFor();
    await saved();
    await shown('response-blocked-390');
    await town.apiDown();
    await body().fill('管道已修复，11月23日20时前恢复供水，可拨打12345咨询。');
    await bar().getByText('连不上服务器').waitFor();
    await town.apiUp();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await saved();
    await page.locator('.blocks').waitFor({ state: 'detached' });
    const { id, latest } = await response();
    const version = await town.database.source.manager.findOneByOrFail(ResponseVersionRow, {
      responseId: id,
      number: latest,
    });
    expect(version.text).toBe('管道已修复，11月23日20时前恢复供水，可拨打12345咨询。');
  });

  it('is checked item by item and handed in, with its effect said before', async () => {
    const checks = page.getByRole('button', { name: /^符合：/ });
    await bar().getByText('提交前还要：核对').waitFor();
    for (let at = 0; at < (await checks.count()); at += 1) {
      const answered = page.waitForResponse(/\/checklist$/);
      await checks.nth(at).click();
      await answered;
    }
    await page.getByText('已全部核对').waitFor();
    await shown('response-checked-390');
    await bar().getByRole('button', { name: '提交', exact: true }).click();
    await bar().getByText('拟稿人不能自己审签').waitFor();
    await bar().getByRole('button', { name: '确认提交' }).click();
    await bar().getByRole('button', { name: '取回修改' }).waitFor();
    expect(['in_approval', 'aligning']).toContain((await response()).state);
    await shown('response-submitted-390');
    await page.goto(`${town.url}/responses`);
    await page.locator('.response', { hasText: '关于阳光小区供水情况的通报' }).waitFor();
    await shown('responses-390');
    expect(town.errors).toEqual([]);
  });
});
