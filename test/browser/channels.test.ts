/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { says, TestProvider } from '../support/provider.js';
import { createTown, inBrowser, logIn, overhang, PHONE, picture, type Town, visit } from './town.js';

inBrowser('channels', () => {
  let town: Town;
  let page: Page;
  let provider: TestProvider;
  beforeAll(async () => {
    [town, provider] = await Promise.all([createTown(), TestProvider.start()]);
    page = await town.open();
    await page.goto(`${town.url}/`);
    await logIn(page, await town.account({ role: 'administrator', name: '系统管理员' }));
  });
  afterAll(async () => {
    await town?.close();
    await provider?.close();
  });

  const row = (name: string) => page.locator('.rows li', { hasText: name });
  const drawer = () => page.getByRole('dialog');

  it('a robot is added, tested with its own answer, switched on, off and back by undo', async () => {
    await visit(page, '通知渠道');
    await page.getByText('还没有添加通道').waitFor();
    await picture(page, 'channels-empty-1440');
    await page.getByRole('button', { name: '添加通道' }).first().click();
    await drawer().getByText('钉钉群机器人').click();
    await drawer().getByText('安全设置选“加签”').waitFor();
    await drawer().getByPlaceholder('如：市住建局联络群').fill('服务局联络群');
    const save = drawer().getByRole('button', { name: '保存，再测试' });
    expect(await save.isDisabled()).toBe(true);
    await drawer().getByPlaceholder('https://').fill('https://oapi.example/robot/send');
    await save.click();
    await drawer().getByText('请粘贴机器人的完整 Webhook 地址').waitFor();
    await drawer().getByPlaceholder('https://').fill(`${provider.url}/robot/send?access_token=t-42`);
    await drawer().locator('input[type=password]').fill('SEC-0123456789');
    await save.click();

    provider.behave = says({ errcode: 310000, errmsg: 'sign not match' });
    await drawer().getByRole('button', { name: '发一条测试' }).click();
    await drawer().getByText('没有送出').waitFor();
    await drawer().getByText('测试未通过').first().waitFor();
    await picture(page, 'channel-failed-1440');
    expect(await drawer().getByRole('button', { name: '启用' }).isDisabled()).toBe(true);
    provider.behave = says({ errcode: 0, errmsg: 'ok' });
    await drawer().getByRole('button', { name: '发一条测试' }).click();
    await drawer().getByText('对方已接收').waitFor();
    await drawer().getByRole('button', { name: '启用' }).click();
    await page.getByText('已启用“服务局联络群”').waitFor();
    expect(await page.content()).not.toContain('t-42');
    await picture(page, 'channel-on-1440');
    await page.keyboard.press('Escape');

    await row('服务局联络群').getByText('正常').waitFor();
    await row('服务局联络群').getByRole('button', { name: '停用' }).click();
    await row('服务局联络群')
      .getByText('停用，')
      .or(row('服务局联络群').locator('.state', { hasText: '停用' }))
      .first()
      .waitFor();
    await page.locator('.undo').last().click();
    await row('服务局联络群').getByText('正常').waitFor();
  });

  it('a gateway is described with what it asks for, on a telephone too', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(`${town.url}/system/channels/new`);
    await drawer().getByText('短信平台', { exact: true }).click();
    await drawer().getByPlaceholder('如：市住建局联络群').fill('市短信平台');
    await drawer().getByPlaceholder('https://').fill(`${provider.url}/sms`);
    await drawer().getByText('可以使用的内容').click();
    await drawer().getByText('{{phone}}').first().waitFor();
    expect(await overhang(page)).toBe(0);
    await picture(page, 'channel-sms-390');
    await drawer().getByRole('button', { name: '保存，再测试' }).click();
    provider.behave = says({ code: 0 });
    await drawer().getByPlaceholder('手机号码，不填发给本人').fill('13800000001');
    await drawer().getByRole('button', { name: '发一条测试给我' }).click();
    await drawer().getByText('对方已接收').waitFor();
    await eventually(
      () => provider.asked.at(-1)?.body.includes('13800000001'),
      'the message at the provider',
    );
    await page.goto(`${town.url}/system/channels`);
    await row('市短信平台').waitFor();
    expect(await overhang(page)).toBe(0);
    await picture(page, 'channels-390');
    await page.getByRole('button', { name: '测试与退信' }).click();
    await page.getByText('邮件只保存在本机信箱').waitFor();
    await page.getByPlaceholder('邮箱地址，不填发给本人').fill('zhang@qinglan.example');
    await page.getByRole('button', { name: '发一条测试给我' }).click();
    await page.getByText('对方已接收').waitFor();
    const [mail] = await town.mails.list();
    expect(mail?.subject).toMatch(/^【测试】/);
    expect(town.errors).toEqual([]);
  });
});
