/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { MORNING } from '../support/rows.js';
import { choose as chooseIn } from './choose.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town, visit } from './town.js';

inBrowser('the directory and the rules, edited by those who answer for them', () => {
  let town: Town;
  let monitor: Page;
  let office: Page;
  beforeAll(async () => {
    town = await createTown();
    monitor = await town.as({ role: 'monitor', name: '监测员甲' });
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
  });
  afterAll(() => town?.close());

  const arrives = async (title: string, text: string) => {
    town.feed.publish(title, text, MORNING);
    await monitor.goto(`${town.url}/incidents`);
    for (let look = 0; (await monitor.getByRole('link', { name: title }).count()) === 0; look += 1) {
      if (look > 150) throw new Error(`${title} has not become an incident`);
      // Whoever was asking just then puts off the next time.
      await town.database.source.query('update source set next_due_at = $1', [town.clock.now()]);
      await monitor.waitForTimeout(500);
      await monitor.reload();
    }
  };
  const row = (title: string) => monitor.locator('li.row', { hasText: title });
  const choose = (page: Page, field: string, option: string) =>
    chooseIn(page, page.getByRole('combobox', { name: field }), option, option);

  it('shows what another unit would have changed; a second person approves; the next matter goes there', async () => {
    await arrives('东湖街道停水三天', '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活。');
    await row('东湖街道停水三天').getByText('市综合服务局').first().waitFor();

    await visit(monitor, '名录');
    await monitor.getByRole('button', { name: /^主题/ }).click();
    await monitor.getByRole('link', { name: '供水', exact: true }).click();
    await monitor.getByRole('button', { name: '修改', exact: true }).click();
    await choose(monitor, '主责单位', '云州市环境局清岚分局');
    await monitor.getByRole('button', { name: '加入修改单，看影响' }).click();
    const change = monitor.getByRole('region', { name: '改动' });
    await change.getByText('云州市环境局清岚分局').waitFor();
    await monitor.getByText('近30天将有 1 件改变').waitFor();
    const effect = monitor.getByRole('region', { name: '影响' });
    await effect.getByText('东湖街道停水三天').waitFor();
    await picture(monitor, 'change-1440');
    const propose = monitor.getByRole('button', { name: '提交核准' });
    expect(await propose.isDisabled()).toBe(true);
    await monitor.getByRole('textbox', { name: '理由' }).fill('职责调整文件第一条');
    await propose.click();
    await monitor.getByText('这是您提出的，须由另一人核准').waitFor();
    expect(await monitor.getByRole('button', { name: /核准，立即生效/ }).count()).toBe(0);

    await office.goto(`${town.url}/directory/changes`);
    await office.getByRole('link', { name: /修改主题“供水”/ }).click();
    await office.getByText('近30天将有 1 件改变').waitFor();
    await office.getByRole('button', { name: '核准，立即生效' }).click();
    await office.locator('.mark', { hasText: '已生效' }).waitFor();

    await arrives('石桥镇自来水发黄', '石桥镇自来水发黄浑浊，居民不敢饮用，希望尽快查明。');
    await row('石桥镇自来水发黄').getByText('云州市环境局清岚分局').first().waitFor();
    await row('东湖街道停水三天').getByText('市综合服务局').first().waitFor();
  });

  it('can be taken back, with its own effect and its own second person', async () => {
    await office.goto(`${town.url}/directory/entries/topics/1`);
    const history = office.getByRole('region', { name: '修改历史' });
    await history.getByText('职责调整文件第一条').waitFor();
    await history.getByRole('link', { name: '撤回' }).first().click();
    const dialog = office.getByRole('dialog', { name: /撤回第 1 号修改/ });
    await dialog.getByText('市综合服务局').first().waitFor();
    await dialog
      .getByText(/近30天/)
      .first()
      .waitFor();
    await dialog.getByRole('textbox', { name: '撤回理由' }).fill('文件作废');
    await dialog.getByRole('button', { name: '提出撤回' }).click();
    await office.locator('.mark', { hasText: '待核准' }).waitFor();
  });

  it('keeps what was typed for who leaves half way, and asks in words of the matter', async () => {
    await monitor.goto(`${town.url}/directory/units/${encodeURIComponent('市综合服务局')}`);
    await monitor.getByRole('button', { name: '修改', exact: true }).click();
    const words = monitor.getByRole('textbox', { name: '增加别名' });
    await words.fill('综服局');
    await words.press('Enter');
    await visit(monitor, '规则');
    const dialog = monitor.getByRole('dialog', { name: /“市综合服务局”的修改还没有加入修改单/ });
    await dialog.getByRole('button', { name: '保留并离开' }).click();
    await monitor.getByRole('heading', { name: '规则', exact: true }).waitFor();
    await monitor.goBack();
    await monitor.getByText('已恢复上次没有填完的内容').waitFor();
    await monitor.getByRole('button', { name: '去掉“综服局”' }).waitFor();
    await monitor.getByRole('button', { name: '加入修改单，看影响' }).click();
    // Names people use hold at once: the server says so, and the button with it.
    await monitor.getByRole('textbox', { name: '理由' }).fill('群众常用简称');
    await monitor.getByRole('button', { name: '立即生效' }).click();
    await monitor.locator('.mark', { hasText: '已生效' }).waitFor();
  });

  it('refuses an edit of what somebody else has changed, shows the difference, and keeps both', async () => {
    const addAlias = async (page: Page, alias: string) => {
      await page.goto(`${town.url}/directory/entries/units/${encodeURIComponent('东湖街道')}/edit`);
      const words = page.getByRole('textbox', { name: '增加别名' });
      await words.fill(alias);
      await words.press('Enter');
      await page.getByRole('button', { name: '加入修改单，看影响' }).click();
      await page.getByRole('textbox', { name: '理由' }).fill('常用称呼');
      await page
        .getByText(/近30天/)
        .nth(1)
        .waitFor();
    };
    await monitor.goto(`${town.url}/directory/entries/units/${encodeURIComponent('东湖街道')}/edit`);
    await monitor.getByRole('textbox', { name: '备注' }).fill('驻东湖路一号');
    await monitor.getByRole('button', { name: '加入修改单，看影响' }).click();
    await monitor.getByRole('textbox', { name: '理由' }).fill('补充');
    await monitor.getByRole('button', { name: '立即生效' }).waitFor();
    await addAlias(office, '东湖街办');
    await office.getByRole('button', { name: '立即生效' }).click();
    await office.locator('.mark', { hasText: '已生效' }).waitFor();
    await monitor.getByRole('button', { name: '立即生效' }).click();
    await monitor.getByText(/“东湖街道”已由值班员丙.*改为/).waitFor();
    await monitor.locator('.stale').getByText('东湖街办').waitFor();
    await picture(monitor, 'directory-stale-1440');
    await monitor.getByRole('button', { name: '以最新内容为底，保留我的修改' }).click();
    await monitor.locator('.stale').waitFor({ state: 'detached' });
    await monitor.getByRole('button', { name: '立即生效' }).click();
    await monitor.locator('.mark', { hasText: '已生效' }).waitFor();
    await monitor.goto(`${town.url}/directory/units/${encodeURIComponent('东湖街道')}`);
    await monitor.getByText('驻东湖路一号').first().waitFor();
    await monitor.getByText(/东湖街道办事处、东湖街办/).waitFor();
  });

  it('renames a unit: the old name ends, the other begins, and what named it follows', async () => {
    await monitor.goto(`${town.url}/directory/units/${encodeURIComponent('市综合服务局')}`);
    await monitor.getByRole('button', { name: '更名或并入' }).click();
    const dialog = monitor.getByRole('dialog', { name: /更名或并入/ });
    await dialog.getByLabel('新名称，或并入的现有名称').fill('市城市服务局');
    await dialog.getByLabel('自何日起').fill('2027-01-01');
    await dialog.getByLabel('自何日起').press('Enter');
    await dialog.getByRole('textbox', { name: '依据' }).fill('机构改革方案');
    await dialog.getByText('止于 2026-12-31').waitFor();
    await dialog.getByRole('button', { name: '加入修改单，看影响' }).click();
    const change = monitor.getByRole('region', { name: '改动' });
    await change.getByText('新增', { exact: true }).first().waitFor();
    await change.getByText('市城市服务局').first().waitFor();
    await change
      .getByText(/主题：/)
      .first()
      .waitFor();
    await picture(monitor, 'directory-rename-1440');
    await monitor.getByRole('button', { name: '清空修改单' }).click();
    await monitor.getByRole('button', { name: '清空', exact: true }).click();
    await monitor.getByText('修改单是空的').waitFor();
  });

  it('takes no exception whose condition cannot be read, and tries one that can', async () => {
    await monitor.goto(`${town.url}/rules?part=exceptions`);
    await monitor.getByText('还没有例外').waitFor();
    await monitor.getByRole('button', { name: '新增例外' }).first().click();
    await monitor.getByRole('textbox', { name: '名称' }).fill('停水三天以上请石桥镇协助');
    const when = monitor.getByRole('textbox', { name: '条件' });
    await when.fill('"供水" in topic');
    await monitor.getByText('没有名为“topic”的变量').waitFor();
    const take = monitor.getByRole('button', { name: '加入修改单，看影响' });
    expect(await take.isDisabled()).toBe(true);
    await picture(monitor, 'exception-1440');
    await when.fill('"供水" in topics');
    await monitor.getByText('没有名为“topic”的变量').waitFor({ state: 'detached' });
    await choose(monitor, '增加协助单位', '石桥镇');
    await monitor.keyboard.press('Escape');
    await monitor.getByRole('textbox', { name: '依据' }).fill('虚构');
    await monitor.getByRole('button', { name: '添一条试例' }).click();
    await monitor.getByRole('textbox', { name: '试例1' }).fill('东湖街道停水三天');
    await monitor.getByText('✓ 与预期相符').waitFor();
    await monitor.getByRole('button', { name: '用近30天的事件试' }).click();
    await monitor.getByText(/2 件适用/).waitFor();
    await take.click();
    // The other matter lies in 石桥镇, which answers for it already.
    await monitor.getByText(/近30天将有 1 件改变/).waitFor();
    expect(town.errors).toEqual([]);
  });

  it('shows liaisons whose job is what, and nothing to change it with', async () => {
    const liaison = await town.as({ role: 'liaison', unit: '东湖街道', name: '联络员丁' }, PHONE);
    await liaison.goto(`${town.url}/directory`);
    await liaison.getByRole('link', { name: '市综合服务局' }).waitFor();
    expect(await liaison.getByText(/新增单位|修改与核准|导出全部/).count()).toBe(0);
    await liaison.getByRole('link', { name: '市综合服务局' }).click();
    await liaison.getByRole('heading', { name: '市综合服务局' }).waitFor();
    expect(await liaison.getByRole('button', { name: '修改', exact: true }).count()).toBe(0);
    await liaison.goto(`${town.url}/rules`);
    await liaison.getByText('RT-10').waitFor();
    expect(await liaison.getByRole('switch').count()).toBe(0);
  });

  it('fits a phone', async () => {
    const phone = await town.as({ role: 'monitor', name: '监测员乙' }, PHONE);
    const pages = [
      '/directory',
      '/directory?kind=topics',
      `/directory/units/${encodeURIComponent('市综合服务局')}`,
      '/directory/entries/topics/1/edit',
      '/directory/changes',
      '/rules',
      '/rules/exceptions/new',
    ];
    for (const path of pages) {
      await phone.goto(`${town.url}${path}`);
      await phone.locator('.sheet').first().waitFor();
      await phone.waitForLoadState('networkidle').catch(() => {});
      expect([path, await overhang(phone)]).toEqual([path, 0]);
      await picture(phone, `directory${path.replace(/[^a-z]+/g, '-')}-390`);
    }
    expect(town.errors).toEqual([]);
  });
});
