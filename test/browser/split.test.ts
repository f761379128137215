/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { IncidentRow } from '#incidents/service';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { createTown, DESK, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const ACCUSED = '市综合服务局';
const BRANCH = '云州市环境局清岚分局';
const ACCUSATION = /受贿|局长|截图/u;
const RT05 = {
  id: 'RT-05',
  order: 5,
  stage: 'intercept',
  when: '举报公职人员违纪违法',
  assign: '转纪检监察',
  coordinator: '市委宣传部',
  needsHuman: 'always',
  basis: 'P',
};

inBrowser('a report mixed with a public concern', () => {
  let town: Town;
  let monitor: Page;
  let report: IncidentRow;
  beforeAll(async () => {
    town = await createTown();
    const { source } = town.database;
    await source.query(
      `insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
       values ($1, 'rules', 'RT-05', 90, $2, 'test', $3)`,
      [town.jurisdictionId, RT05, new Date(MORNING.getTime() - 86_400_000)],
    );
    await source.query('update jurisdiction set directory_version = directory_version + 1');
    monitor = await town.as({ role: 'monitor', unit: '市委宣传部', name: '监测员甲' });
    const said = '东湖街道晚上有异味，老人睡不着。市综合服务局局长受贿，有转账截图。';
    town.feed.publish('东湖街道有异味，分局局长受贿', said, MORNING);
    await source.query('update source set next_due_at = $1', [town.clock.now()]);
    report = await eventually(
      async () =>
        (await source.manager.findOneBy(IncidentRow, { restricted: true, needsRouting: false })) ?? undefined,
      'the report',
    );
  });
  afterAll(() => town?.close());

  const panel = () => monitor.getByRole('region', { name: '回避与拆件' });
  const dialog = () => monitor.getByRole('dialog', { name: '拆件', exact: true });
  const concern = () => panel().locator('p', { hasText: '已拆出诉求' });
  async function pictures(page: Page, name: string): Promise<void> {
    const before = page.viewportSize() ?? DESK;
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      await picture(page, `${name}-${size.width}`);
      expect([name, size.width, await overhang(page)]).toEqual([name, size.width, 0]);
    }
    await page.setViewportSize(before);
  }
  async function split(): Promise<void> {
    await panel().getByRole('button', { name: '拆件', exact: true }).click();
    await dialog().getByText(BRANCH).first().waitFor();
    await dialog().getByRole('button', { name: '拆出诉求并移送指控' }).click();
    await dialog().waitFor({ state: 'detached' });
    await concern().waitFor();
  }

  it('shows both halves, refuses an accusation among what the units would read, and goes out cleaned', async () => {
    await monitor.goto(`${town.url}/incidents/${report.id}`);
    await panel().getByText(`回避单位：${ACCUSED}`).waitFor();
    await pictures(monitor, 'report');
    await panel().getByRole('button', { name: '拆件', exact: true }).click();
    const done = dialog().getByRole('button', { name: '拆出诉求并移送指控' });
    const result = dialog().locator('.result');
    await result.getByText(BRANCH).first().waitFor();
    expect(await result.innerText()).not.toMatch(ACCUSATION);
    await pictures(monitor, 'split');

    const accusing = dialog().getByRole('button', { name: /市综合服务局局长受贿/ });
    await accusing.click();
    expect(await accusing.getAttribute('aria-pressed')).toBe('true');
    await result.getByRole('alert').first().waitFor();
    expect(await done.isDisabled()).toBe(true);
    await pictures(monitor, 'split-accusing');
    await accusing.click();
    await result.getByText(BRANCH).first().waitFor();
    expect(await result.getByRole('alert').count()).toBe(0);
    await done.click();
    await dialog().waitFor({ state: 'detached' });
    await concern().getByText('待确认').waitFor();
    await pictures(monitor, 'split-done');
  });

  it('can be put together again before anybody was told, and split anew', async () => {
    await panel().getByRole('button', { name: '撤回拆件' }).click();
    const undo = monitor.getByRole('dialog', { name: '撤回拆件' });
    await undo.getByText('只有诉求尚未交办时可以撤回').waitFor();
    await undo.getByRole('textbox').fill('标题须改');
    await undo.getByRole('button', { name: '撤回拆件' }).click();
    await undo.waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: '撤回拆件' }).waitFor({ state: 'detached' });
    await concern().waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: '拆件', exact: true }).waitFor();
    await pictures(monitor, 'split-undone');
    await split();
  });

  it('reaches the unit of the concern as cleaned text only, and the accused unit not at all', async () => {
    const { manager } = town.database.source;
    const made = await eventually(
      async () =>
        (await manager.findOneBy(IncidentRow, {
          splitFrom: report.id,
          state: 'awaiting_confirmation',
          needsRouting: false,
        })) ?? undefined,
      'the concern',
    );
    const office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
    await office.goto(`${town.url}/incidents/${made.id}`);
    await office.locator('h1', { hasText: made.title }).waitFor();
    await pictures(office, 'concern-office');
    await office.getByRole('button', { name: '确认交办' }).click();
    const confirm = office.getByRole('dialog');
    await confirm.getByText(BRANCH).first().waitFor();
    await confirm.getByRole('button', { name: /确认/ }).last().click();
    await office.locator('.signs li', { hasText: BRANCH }).getByText('待签收').waitFor();

    const branch = await town.as({ role: 'liaison', unit: BRANCH, name: '钱联络' }, PHONE);
    await branch.goto(`${town.url}/duties`);
    await branch.getByRole('link', { name: made.title }).click();
    await branch.locator('h1', { hasText: made.title }).waitFor();
    await branch.getByText('东湖街道晚上有异味，老人睡不着。').first().waitFor();
    expect(await branch.locator('main').innerText()).not.toMatch(ACCUSATION);
    expect(await branch.locator('main').innerText()).not.toContain(report.number);
    expect(await branch.locator('article a').count()).toBe(0);
    await pictures(branch, 'concern-unit');

    const accused = await town.as({ role: 'liaison', unit: ACCUSED, name: '吴联络' });
    await accused.goto(`${town.url}/duties`);
    await accused.getByText('没有待签收的交办').waitFor();
    for (const { id } of [made, report]) {
      await accused.goto(`${town.url}/incidents/${id}`);
      await accused
        .getByText(/没有找到|无权|不存在/)
        .first()
        .waitFor();
      expect(await accused.locator('body').innerText()).not.toMatch(/异味|受贿/u);
    }
    await monitor.reload();
    await concern().getByText('已交办').waitFor();
    expect(await panel().getByRole('button', { name: '撤回拆件' }).count()).toBe(0);
    expect(town.errors).toEqual([]);
  });
});
