/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';
import { choose } from './choose.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town, visit } from './town.js';

const SHARE =
  '7.43 复制打开抖音，看看【清岚身边事的作品】东湖街道阳光小区停水三天了，自来水一直没有恢复 ' +
  '# 停水 https://v.douyin.com/iAbCdEf/ 11/23 NJi:/';

inBrowser('the desk of those who judge and dispatch', () => {
  let town: Town;
  let monitor: Page;
  beforeAll(async () => {
    town = await createTown();
    monitor = await town.as({ role: 'monitor', name: '监测员甲' });
  });
  afterAll(() => town?.close());

  /** Numbers of their own, far from those the city gives. */
  let numbers = 5000;
  const matter = (title: string) =>
    makeIncident(town.database.source.manager, {
      jurisdictionId: town.jurisdictionId,
      title,
      number: `2026-${(numbers += 1)}`,
    });
  const number = (page: Page) => page.locator('.crumb .figures').innerText();

  it('takes a pasted share text on a phone, shows what is alike, and adds it to that incident', async () => {
    const said = '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活。';
    town.feed.publish('东湖街道停水三天', said, MORNING);
    await town.database.source.query('update source set next_due_at = $1', [town.clock.now()]);
    await monitor.getByRole('button', { name: /1 起新事件/ }).click();
    await monitor.getByRole('link', { name: '东湖街道停水三天' }).click();
    const known = await number(monitor);

    const phone = await town.as({ role: 'monitor', name: '监测员乙' }, PHONE);
    await visit(phone, '人工录入');
    await phone.getByRole('textbox', { name: '原文' }).fill(SHARE);
    const alike = phone.getByRole('region', { name: '可能是同一件事' });
    await alike.getByText(known).waitFor();
    expect(await phone.getByRole('textbox', { name: '链接' }).inputValue()).toBe(
      'https://v.douyin.com/iAbCdEf/',
    );
    await phone.getByText(/研判预计：.*市综合服务局/).waitFor();
    expect(await overhang(phone)).toBeLessThanOrEqual(0);
    await picture(phone, 'enter-390');
    await alike.getByRole('checkbox').check();
    await phone.getByRole('button', { name: `登记并入 ${known}` }).click();
    await phone.getByRole('link', { name: '查看并入的事件' }).click();
    await phone.getByRole('heading', { name: '信息（2 条）' }).waitFor();
    expect(await overhang(phone)).toBeLessThanOrEqual(0);
    await picture(phone, 'incident-390');
    await monitor.getByRole('heading', { name: '信息（2 条）' }).waitFor();
  });

  it('opens an incident with no item, which is dispatched at once', async () => {
    await monitor.goto(`${town.url}/incidents`);
    await monitor.getByRole('button', { name: '新建事件' }).click();
    const dialog = monitor.getByRole('dialog', { name: '新建事件' });
    await dialog.getByPlaceholder(/一句话写清/).fill('电话反映东湖街道路面塌陷');
    await choose(monitor, dialog.getByLabel('回应主体'), /^市综合服务局/, '综合');
    await dialog.getByText('通知 市综合服务局 签收').waitFor();
    await dialog.getByText('较大', { exact: true }).click();
    await dialog.getByRole('button', { name: '新建事件' }).click();
    await monitor.getByRole('heading', { name: '电话反映东湖街道路面塌陷' }).waitFor();
    await monitor.getByText('本事件由人工新建，暂无公开信息').waitFor();
    await monitor.locator('.signs li', { hasText: '市综合服务局' }).getByText('待签收').waitFor();
    expect(await number(monitor)).toMatch(/^2026-\d{4}$/);
  });

  it('confirms 特别重大 only with its ground, and says before what follows from it', async () => {
    const incident = await matter('石桥镇桥梁垮塌');
    await makeDuty(town.database.source.manager, incident, { unit: '石桥镇' });
    await monitor.goto(`${town.url}/incidents/${incident.id}`);
    await monitor.getByRole('button', { name: '确认特别重大' }).click();
    const dialog = monitor.getByRole('dialog', { name: '确认特别重大' });
    await dialog.getByText('由市政府提级办理').waitFor();
    const confirm = dialog.getByRole('button', { name: '确认为特别重大' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('省级媒体报道，已有伤亡');
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    await monitor.locator('.marks .level-4', { hasText: '特别重大' }).waitFor();
    expect(await monitor.locator('.marks').innerText()).not.toContain('待确认');
    await monitor.getByRole('region', { name: '办理经过' }).getByText('确认舆情等级为特别重大').waitFor();
  });

  it('refuses a stale correction with the difference, and keeps what was typed', async () => {
    const incident = await matter('柳湾村道路破损');
    await makeDuty(town.database.source.manager, incident, { unit: '市综合服务局' });
    const office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
    for (const page of [office, monitor]) {
      await page.goto(`${town.url}/incidents/${incident.id}`);
      await page.getByRole('button', { name: '更正交办' }).click();
      const dialog = page.getByRole('dialog', { name: '更正交办' });
      const unit = page === office ? /^石桥镇/ : /^市综合服务局/;
      const typed = page === office ? '石桥镇' : '综合';
      await choose(page, dialog.getByLabel('回应主体', { exact: true }), unit, typed);
      await dialog.getByRole('textbox', { name: '更正理由' }).fill(page === office ? '属地' : '职责所在');
      await dialog.getByRole('button', { name: '看看会有什么变化' }).click();
      await dialog.locator('.diff').waitFor();
    }
    await office.getByRole('button', { name: '按以上变化更正交办' }).click();
    await office.getByRole('dialog', { name: '更正交办' }).waitFor({ state: 'detached' });
    const dialog = monitor.getByRole('dialog', { name: '更正交办' });
    await dialog.getByRole('button', { name: '按以上变化更正交办' }).click();
    await dialog.getByText('您打开之后，已有这些变化：').waitFor();
    await dialog.locator('.changes li', { hasText: '回应主体' }).getByText('石桥镇').waitFor();
    await picture(monitor, 'stale-1440');
    await dialog.getByRole('button', { name: /按最新情况继续/ }).click();
    expect(await dialog.getByRole('textbox', { name: '更正理由' }).inputValue()).toBe('职责所在');
    await dialog.getByRole('button', { name: '看看会有什么变化' }).click();
    await dialog.locator('.diff').getByText('撤回').waitFor();
    await dialog.getByRole('button', { name: '按以上变化更正交办' }).click();
    await dialog.waitFor({ state: 'detached' });
    await monitor.getByText('由监测员甲确定').waitFor();
  });

  it('exports what is ticked, or all that the filters let through', async () => {
    await monitor.goto(`${town.url}/incidents`);
    const exported = async (button: string) => {
      const [file] = await Promise.all([
        monitor.waitForEvent('download'),
        monitor.getByRole('button', { name: button }).click(),
      ]);
      expect(file.suggestedFilename()).toBe('舆情事件-2026-11-23.csv');
      return readFileSync(await file.path(), 'utf8');
    };
    await monitor.getByText('石桥镇桥梁垮塌').waitFor();
    const all = await exported('导出表格');
    for (const title of ['石桥镇桥梁垮塌', '柳湾村道路破损', '东湖街道停水三天'])
      expect(all).toContain(title);
    await monitor.locator('li.row', { hasText: '柳湾村道路破损' }).getByRole('checkbox').check();
    const one = await exported('导出所选 1 起');
    expect(one).toContain('柳湾村道路破损');
    expect(one.trim().split('\n')).toHaveLength(2);
  });

  it('adds a source, tests it before anything is stored, and stops and starts it', async () => {
    await visit(monitor, '信源');
    await monitor.getByRole('button', { name: '添加信源' }).click();
    const drawer = monitor.getByRole('dialog').last();
    await drawer.getByLabel('名称').fill('清岚晚报');
    await drawer.getByPlaceholder('https://').fill(`${town.feed.url}?paper`);
    await drawer.getByRole('button', { name: /添加|保存/ }).click();
    await drawer.getByRole('button', { name: '测试' }).click();
    await drawer.getByText('测试通过').waitFor();
    await drawer.getByText('东湖街道停水三天').waitFor();
    const row = monitor.locator('tr', { hasText: '清岚晚报' });
    const saved = async () => {
      const answered = monitor.waitForResponse(/\/api\/v1\/sources\/[\w-]{36}$/);
      await drawer.getByRole('button', { name: '保存' }).click();
      expect((await answered).status()).toBe(200);
    };
    await drawer.locator('.el-switch').click();
    await saved();
    await row.getByText('未测试').waitFor({ state: 'detached' });
    await drawer.locator('.el-switch').click();
    await saved();
    await row.getByText('停用').waitFor();
    town.feed.behave((_request, response) => void response.writeHead(500).end());
    await drawer.getByRole('button', { name: '测试' }).click();
    await drawer.getByText('测试未通过').waitFor();
    expect(town.errors).toEqual([]);
  });
});
