/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { JudgeModelRow, RegressionCaseRow } from '#judge/service';
import { createTown, inBrowser, overhang, PHONE, picture, type Town, visit } from './town.js';

const NOISE = '东湖街道夜里噪音不断，居民无法休息，联系电话13912345678。';

inBrowser('how it was judged, what must come out, and what is learned', () => {
  let town: Town;
  let office: Page;
  let monitor: Page;
  beforeAll(async () => {
    town = await createTown();
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
    monitor = await town.as({ role: 'monitor', unit: '市委宣传部', name: '监测员甲' });
  });
  afterAll(() => town?.close());

  const step = (page: Page, key: string) => page.locator(`[data-step="${key}"]`);

  it('shows every step of a pasted text and marks the words it rests on', async () => {
    await visit(office, '如何得出');
    await office.getByText('还没有要看的文字').waitFor();
    await office.getByRole('textbox', { name: '正文' }).fill(NOISE);
    await office.keyboard.press('Control+Enter');
    await step(office, 'topics').locator('summary', { hasText: '噪声' }).waitFor();
    expect(await office.locator('[data-step]').count()).toBe(16);
    await step(office, 'routing').locator('summary', { hasText: '市综合服务局' }).waitFor();
    const text = office.getByRole('paragraph').and(office.getByLabel('原文'));
    expect(await text.innerText()).not.toContain('13912345678');
    const marked = await text.locator('mark').allInnerTexts();
    expect(marked.join()).toMatch(/东湖街道.*噪音/);
    // Pointed at, a step shows its own words only; with the keyboard too.
    await step(office, 'topics').locator('summary').focus();
    await text.locator('mark.strong').first().waitFor();
    expect(await text.locator('mark').allInnerTexts()).toEqual(['噪音']);
    await picture(office, 'workbench-1440');
    await office.setViewportSize(PHONE);
    expect(await overhang(office)).toBe(0);
    await picture(office, 'workbench-390');
    await office.setViewportSize({ width: 1440, height: 900 });
  });

  it('keeps what came out as a case', async () => {
    await office.getByRole('button', { name: '加入回归样例' }).click();
    const dialog = office.getByRole('dialog', { name: '加入回归样例' });
    await dialog.getByRole('textbox', { name: '名称' }).fill('夜里噪音');
    await dialog.getByText('主题：噪声').waitFor();
    await dialog.getByRole('button', { name: '加入' }).click();
    await dialog.waitFor({ state: 'detached' });
    await office.getByText('回归样例', { exact: true }).click();
    await office
      .getByRole('list', { name: '样例', exact: true })
      .getByText('夜里噪音', { exact: true })
      .waitFor();
    await office.getByRole('button', { name: '现在核对' }).click();
    await office.getByText('1条样例，现行对1条，不符0条。').first().waitFor();
    const [kept] = await town.database.source.manager.find(RegressionCaseRow);
    expect(JSON.stringify(kept)).not.toContain('13912345678');
  });

  it('says before a change of words which case would come out wrong, and takes it with a reason', async () => {
    await monitor.goto(`${town.url}/directory/entries/topics/3/edit`);
    const words = monitor.getByRole('textbox', { name: '增加用词', exact: true });
    await words.fill('噪音');
    await words.press('Enter');
    await monitor.getByRole('button', { name: '加入修改单，看影响' }).click();
    await monitor.getByRole('textbox', { name: '理由' }).fill('统一归口');
    await monitor.getByRole('button', { name: '提交核准' }).click();
    const broken = monitor.getByRole('dialog', { name: '有1条回归样例会由对变错' });
    await broken.getByText('夜里噪音：主题应为“噪声”，将得出“污染、噪声”').waitFor();
    await picture(monitor, 'regression-broken-1440');
    await broken.getByRole('button', { name: '仍然提交' }).click();
    await broken.getByText('请写明理由').waitFor();
    await broken.getByRole('textbox').fill('噪声也按污染办理');
    await broken.getByRole('button', { name: '仍然提交' }).click();
    await monitor.locator('.mark', { hasText: '待核准' }).waitFor();

    await office.goto(`${town.url}/directory/changes`);
    await office.getByRole('link', { name: /修改主题“污染”/ }).click();
    await office.getByRole('button', { name: '核准，立即生效' }).click();
    const again = office.getByRole('dialog', { name: '有1条回归样例会由对变错' });
    await again.getByText('将得出“污染、噪声”').waitFor();
    await again.getByRole('button', { name: '返回修改' }).click();
    await again.waitFor({ state: 'detached' });
    expect(await office.locator('.mark', { hasText: '已生效' }).count()).toBe(0);
  });

  it('compares the proposed change with what holds', async () => {
    await office.goto(`${town.url}/workbench`);
    await office.getByRole('textbox', { name: '正文' }).fill(NOISE);
    await office.getByRole('combobox', { name: '对照' }).press('ArrowDown');
    await office.getByRole('option', { name: /^与第1号修改/ }).click();
    await office.getByRole('button', { name: '看如何得出' }).click();
    const topics = step(office, 'topics');
    await topics.nth(1).locator('summary', { hasText: '污染、噪声' }).waitFor();
    await topics.nth(0).getByText('两边不同').waitFor();
    await picture(office, 'workbench-beside-1440');
  });

  it('trains models, measures them before and after, and a second person puts them in force', async () => {
    await office.goto(`${town.url}/workbench/models`);
    await office.getByText('还没有训练过模型').waitFor();
    await office.getByRole('button', { name: '现在训练' }).click();
    const card = (page: Page) => page.locator('.card', { hasText: '第1号模型' });
    await card(office).getByText('只用例句：').waitFor();
    await card(office).getByText('加上更正：').waitFor();
    await card(office).getByText('由对变错0条').waitFor();
    expect(await card(office).getByRole('button', { name: '启用' }).isDisabled()).toBe(true);
    await card(office).getByText('另一人').waitFor();
    await picture(office, 'models-1440');

    await monitor.goto(`${town.url}/workbench/models`);
    await card(monitor).getByRole('button', { name: '启用' }).click();
    await monitor.getByRole('dialog', { name: '启用模型' }).getByRole('button', { name: '启用' }).click();
    await monitor.getByText('现行为第1号模型').waitFor();
    await monitor.getByRole('button', { name: '退回上一版' }).click();
    await monitor.getByText('现行按名录中的例句').waitFor();
    await card(monitor).getByText('已停用').waitFor();
    const models = await town.database.source.manager.find(JudgeModelRow);
    expect(models.map(({ state }) => state)).toEqual(['retired']);
    await monitor.setViewportSize(PHONE);
    expect(await overhang(monitor)).toBe(0);
    expect(town.errors).toEqual([]);
  });
});
