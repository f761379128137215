/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { makeIncident, MORNING } from '../support/rows.js';
import { createTown, inBrowser, logIn, PASSWORD, type Town, visit } from './town.js';

const SESSION_IDLE = 31 * 60_000;

inBrowser('people at their pages', () => {
  let town: Town;
  beforeAll(async () => {
    town = await createTown();
  });
  afterAll(() => town?.close());

  const offline = (page: Page) => page.getByText('连接已中断，正在重新连接');
  const text = (page: Page) => page.getByRole('textbox', { name: '原文' });

  it('who mistypes the password is told so, and after five times to wait', async () => {
    const login = await town.account({ role: 'office', unit: '市政府办公室', name: '值班员甲' });
    const page = await town.open();
    await page.goto(`${town.url}/duties`);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answered = page.waitForResponse(/\/api\/v1\/session$/);
      await logIn(page, login, `wrong-word-${attempt}`);
      expect((await answered).status()).toBe(401);
    }
    await page.getByRole('alert').getByText('密码不正确').waitFor();
    await logIn(page, login);
    await page.getByRole('alert').getByText('登录已暂停').waitFor();
    await page.getByText('请十五分钟后再试').waitFor();
    town.clock.advance(16 * 60_000);
    await logIn(page, login);
    await page.waitForURL(`${town.url}/duties`);
  });

  it('the first password must be changed before anything else is shown', async () => {
    const login = await town.account({
      role: 'liaison',
      unit: '石桥镇',
      name: '联络员丙',
      mustChange: true,
    });
    const page = await town.open();
    await page.goto(`${town.url}/`);
    await logIn(page, login);
    await page.getByText('首次登录须先修改初始密码').waitFor();
    await page.goto(`${town.url}/incidents`);
    await page.waitForURL(`${town.url}/password`);
    await page.getByLabel('现密码').fill(PASSWORD);
    const [next, again] = [page.getByLabel(/^新密码/), page.getByLabel('再输一次新密码')];
    await next.fill('short-1');
    await page.getByText('新密码至少 10 位。').waitFor();
    await next.fill('another-word-2');
    await again.fill('another-word-3');
    await page.getByText('两次输入的新密码不一致。').waitFor();
    expect(await page.getByRole('button', { name: '保存新密码' }).isDisabled()).toBe(true);
    await again.fill('another-word-2');
    await page.getByRole('button', { name: '保存新密码' }).click();
    await page.waitForURL(`${town.url}/duties`);
    await page.getByRole('heading', { name: '我的交办' }).waitFor();
    await page.getByText('没有待签收的交办').waitFor();
  });

  it('the keyboard goes through the list, opens, ticks, searches and explains itself', async () => {
    const { manager } = town.database.source;
    for (const [title, minutes] of [
      ['路灯不亮', 3],
      ['井盖丢失', 2],
      ['噪声扰民', 1],
    ] as const)
      await makeIncident(manager, {
        jurisdictionId: town.jurisdictionId,
        title,
        discoveredAt: new Date(MORNING.getTime() - minutes * 60_000),
      });
    const page = await town.as({ role: 'monitor', name: '监测员丁' });
    const current = page.locator('li.row[aria-current]');
    await page.getByText('井盖丢失').waitFor();
    const rows = await page.locator('li.row .title').allInnerTexts();
    await page.keyboard.press('j');
    expect(await current.locator('.title').innerText()).toBe(rows[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await current.locator('.title').innerText()).toBe(rows[1]);
    await page.keyboard.press('x');
    await page.getByRole('button', { name: '导出所选 1 起' }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: '键盘操作' });
    await help.getByText('下一条 / 上一条').waitFor();
    await page.keyboard.press('j');
    expect(await current.locator('.title').innerText()).toBe(rows[1]);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.keyboard.type('噪声');
    await page.waitForURL(/q=/);
    await page.getByText('井盖丢失').waitFor({ state: 'detached' });
    await page.locator('li.row', { hasText: '噪声扰民' }).waitFor();
    expect(await page.locator('li.row').count()).toBe(1);
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '噪声扰民' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill('路灯');
    await page.getByRole('option', { name: /路灯不亮/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '路灯不亮' }).waitFor();
  });

  it('a server that is away for a while costs nobody what was typed', async () => {
    const page = await town.as({ role: 'monitor', name: '监测员戊' });
    await visit(page, '人工录入');
    await page.getByRole('heading', { name: '人工录入' }).waitFor();
    await town.apiDown();
    await text(page).fill('东湖街道幸福路路灯不亮，群众来电反映');
    await offline(page).waitFor();
    await page.getByText('暂时不能识别和查重').waitFor();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('alert').getByText('暂时连不上服务器').waitFor();
    await town.apiUp();
    await offline(page).waitFor({ state: 'detached' });
    expect(await text(page).inputValue()).toBe('东湖街道幸福路路灯不亮，群众来电反映');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('已登记：东湖街道幸福路路灯不亮').waitFor();
  });

  it('a session that ended says so, and logging in again comes back to what was typed', async () => {
    const login = await town.account({ role: 'monitor', name: '监测员己' });
    const page = await town.open();
    await page.goto(`${town.url}/enter`);
    const live = page.waitForResponse(/\/events$/);
    await logIn(page, login);
    await live;
    await text(page).fill('石桥镇柳湾村井盖丢失');
    town.clock.advance(SESSION_IDLE);
    await town.apiDown();
    await town.apiUp();
    await page.getByText('登录已结束（半小时未操作）').waitFor();
    expect(await offline(page).count()).toBe(0);
    await page.getByRole('button', { name: '重新登录' }).click();
    await logIn(page, login);
    await page.waitForURL(`${town.url}/enter`);
    expect(await text(page).inputValue()).toBe('石桥镇柳湾村井盖丢失');
    expect(town.errors).toEqual([]);
  });
});
