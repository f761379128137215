/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { SourceRow } from '#collect/service';
import { IncidentRow, ItemRow } from '#incidents/service';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { createTown, DESK, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const TITLE = '金桂小区停水三天没人管';

inBrowser('whose an item is', () => {
  let town: Town;
  let monitor: Page;
  beforeAll(async () => {
    town = await createTown();
    monitor = await town.as({ role: 'monitor', unit: '市委宣传部', name: '值守员乙' });
  });
  afterAll(() => town?.close());

  it('a text that names nothing of ours waits in the list; said to be ours, on a phone, it becomes a matter', async () => {
    const { source } = town.database;
    await monitor.goto(`${town.url}/items`);
    await monitor.getByText('这里还没有信息').waitFor();
    await source.manager.update(SourceRow, { enabled: true }, { scope: 'open' });
    town.feed.publish(TITLE, '金桂小区停水三天，老人孩子没法生活，打电话没人接。', MORNING);
    await source.query('update source set next_due_at = $1', [town.clock.now()]);
    await eventually(
      async () => ((await source.manager.findOneBy(ItemRow, { title: TITLE }))?.judgedAt ? true : undefined),
      'the judged item',
    );
    await monitor.setViewportSize(PHONE);
    await monitor.reload();
    const row = monitor.locator('.entry', { hasText: TITLE });
    await row.getByText('文中没有点明本市的地方或单位。').waitFor();
    for (const size of [DESK, PHONE]) {
      await monitor.setViewportSize(size);
      await picture(monitor, `items-${size.width}`);
      expect([size.width, await overhang(monitor)]).toEqual([size.width, 0]);
    }
    await row.getByRole('button', { name: '是我们的' }).click();
    const dialog = monitor.getByRole('dialog', { name: '认定属于本市' });
    await dialog.getByText('认定后立即重新研判').waitFor();
    await dialog.getByRole('textbox').fill('金桂小区在本市东湖街道');
    await picture(monitor, 'items-say');
    await dialog.getByRole('button', { name: '认定' }).click();
    await dialog.waitFor({ state: 'detached' });
    await eventually(
      async () => (await source.manager.findOneBy(IncidentRow, { title: TITLE })) ?? undefined,
      'the incident',
    );
    await monitor.goto(`${town.url}/items?kind=settled`);
    await monitor.getByText('认定属于本市：金桂小区在本市东湖街道。').waitFor();
    expect(town.errors).toEqual([]);
  });

  it('the learning page offers the known place, and its form comes filled in', async () => {
    const office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员甲' });
    await office.goto(`${town.url}/learning`);
    await office.getByRole('link', { name: '把“金桂小区”加入知名地点' }).click();
    await office.getByRole('heading', { name: '新增地点' }).waitFor();
    expect(await office.getByRole('textbox', { name: /名称/ }).first().inputValue()).toBe('金桂小区');
    await office.setViewportSize(PHONE);
    await picture(office, 'known-place-form');
    expect(await overhang(office)).toBe(0);
  });
});
