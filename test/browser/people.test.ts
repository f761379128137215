/// <reference lib="dom" />
import { PostHolderRow } from '#access/service';
import type { Page } from 'playwright-core';
import { choose as chooseIn } from './choose.js';
import { createTown, inBrowser, logIn, overhang, PHONE, picture, type Town, visit } from './town.js';

const UNIT = '市综合服务局';

inBrowser('accounts and posts', () => {
  let town: Town;
  let administrator: Page;
  beforeAll(async () => {
    town = await createTown();
    // Has no live news, which are of incidents only.
    administrator = await town.open();
    await administrator.goto(`${town.url}/`);
    await logIn(administrator, await town.account({ role: 'administrator', name: '系统管理员' }));
  });
  afterAll(() => town?.close());

  const row = (page: Page, name: string) => page.locator('.rows li', { hasText: name });
  const choose = (page: Page, field: string, option: string) =>
    chooseIn(
      page,
      page.getByRole('combobox', { name: field, exact: true }),
      new RegExp(`^${option}`),
      option,
    );

  it('are made with a password shown once, and switched off and on again', async () => {
    await visit(administrator, '账号');
    await administrator.getByRole('button', { name: '新建账号' }).click();
    const dialog = administrator.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '登录名' }).fill('sun.shili');
    await dialog.getByRole('textbox', { name: '姓名' }).fill('孙示例');
    await choose(administrator, '单位', UNIT);
    await picture(administrator, 'account-new-1440');
    await dialog.getByRole('button', { name: '新建账号' }).click();
    const password = (await administrator.locator('dd.password').textContent()) ?? '';
    await administrator.getByRole('button', { name: '已记录' }).click();
    expect(await administrator.getByText(password).count()).toBe(0);
    await row(administrator, '孙示例').getByText('待改初始密码').waitFor();

    const sun = await town.open();
    await sun.goto(`${town.url}/`);
    await logIn(sun, 'sun.shili', password);
    await sun.getByText('首次登录须先修改初始密码').waitFor();

    await row(administrator, '孙示例').getByRole('button', { name: '停用' }).click();
    await administrator.getByText('立即退出、不能登录').waitFor();
    await administrator.locator('.el-message-box').getByRole('button', { name: '停用' }).click();
    await row(administrator, '孙示例').getByText('已停用', { exact: true }).waitFor();
    await sun.goto(`${town.url}/`);
    await sun.getByRole('button', { name: '登录' }).waitFor();
    await row(administrator, '孙示例').getByRole('button', { name: '启用' }).click();
    await row(administrator, '孙示例').getByText('待改初始密码').waitFor();
    await administrator.setViewportSize(PHONE);
    expect(await overhang(administrator)).toBe(0);
    await picture(administrator, 'accounts-390');
    await administrator.setViewportSize({ width: 1440, height: 900 });
    await picture(administrator, 'accounts-1440');
  });

  it('give a post to a person, who stays on record when it is left vacant', async () => {
    const { manager } = town.database.source;
    const post = { key: 'VM-1', post: '分管城建的副市长（示例）', units: [UNIT], basis: '虚构' };
    await manager.query(
      `insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
       values ($1, 'portfolios', 'VM-1', 0, $2, 'test', now())`,
      [town.jurisdictionId, post],
    );
    await manager.query('update jurisdiction set directory_version = directory_version + 1');
    const office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
    await office.goto(`${town.url}/posts`);
    await row(office, post.post).getByText('空缺，或尚未登记任职人员').waitFor();
    await row(office, post.post).getByRole('button', { name: '登记任职' }).click();
    await choose(office, '由谁担任', '孙示例');
    await office.getByText(`反映${UNIT}人员的举报件对孙示例回避`).waitFor();
    await picture(office, 'post-1440');
    await office.getByRole('dialog').getByRole('button', { name: '登记任职' }).click();
    await row(office, post.post).getByText('现任：孙示例').waitFor();
    expect(await manager.countBy(PostHolderRow, { portfolio: 'VM-1' })).toBe(1);

    await row(office, post.post).getByRole('button', { name: '登记任职' }).click();
    await office.getByText('孙示例任职期间已公开的举报件继续对其回避').waitFor();
    await office.getByRole('button', { name: '登记为空缺' }).click();
    await row(office, post.post).getByText('历任 1 人').click();
    await row(office, post.post)
      .getByText(/^孙示例：.*至/)
      .waitFor();
    await office.setViewportSize(PHONE);
    expect(await overhang(office)).toBe(0);
    await picture(office, 'posts-390');
    expect(town.errors).toEqual([]);
  });
});
