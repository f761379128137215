/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { CoordinationRow, IncidentRow } from '#incidents/service';
import { eventually } from '../support/eventually.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

inBrowser('what comes from above, and what is asked of it', () => {
  let town: Town;
  let office: Page;
  beforeAll(async () => {
    town = await createTown();
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员甲' }, PHONE);
  });
  afterAll(() => town?.close());

  /** A time as the date field takes it. */
  async function setTime(label: string, text: string): Promise<void> {
    const field = office.getByLabel(label);
    await field.fill(text);
    await field.press('Enter');
  }

  it('is registered on a phone, runs on a clock of its own, and ends with the report to the superior', async () => {
    await office.goto(`${town.url}/enter`);
    await office.locator('.channels').getByText('上级交办').click();
    await office
      .getByRole('textbox', { name: '原文' })
      .fill('石桥镇小河里流黑水，有刺鼻异味，请核查并反馈。');
    await office.getByRole('link', { name: /改用交办登记表/ }).click();
    await office.getByRole('heading', { name: '登记上级交办' }).waitFor();
    await office.locator('form').getByText('电话', { exact: true }).click();
    await office.getByLabel('交办机关').fill('云州市政府办公室');
    await office.getByLabel('来电人').fill('王演示');
    await office.getByLabel('来电电话').fill('0990-1234567');
    await setTime('要求回告的时间', '2026-11-23 12:00');
    await office.getByText(/2026年11月23日 12:00 前须回告/).waitFor();
    expect(await overhang(office)).toBeLessThanOrEqual(0);
    await picture(office, 'order-form-390');
    await office.getByRole('button', { name: '登记', exact: true }).click();
    await office.getByText('已登记，上级时限开始计时').waitFor();

    const { manager } = town.database.source;
    await eventually(
      () => manager.existsBy(IncidentRow, { state: 'dispatched', needsRouting: false }),
      'the dispatch',
    );
    await office.goto(`${town.url}/orders`);
    const card = office.locator('.order', { hasText: '云州市政府办公室' });
    await card.getByText('来电：王**').waitFor();
    await card.getByRole('timer').getByText('上级').waitFor();
    expect(await overhang(office)).toBeLessThanOrEqual(0);
    await picture(office, 'orders-390');
    await card.getByRole('button', { name: '查看联系方式' }).click();
    await card.getByText('0990-1234567').waitFor();

    await town.pass(240);
    await office.reload();
    await card.locator('.countdown.superior.late').waitFor();
    await card.getByRole('button', { name: '登记回告' }).click();
    const dialog = office.getByRole('dialog', { name: '回告云州市政府办公室' });
    await dialog.getByLabel('回告内容').fill('已到现场核查，正在处置。');
    await dialog.getByRole('button', { name: '登记回告' }).click();
    await office.getByText('没有待回告的上级交办').waitFor();
  });

  it('asks a coordinator outside, which the office reaches by hand and registers', async () => {
    const { manager } = town.database.source;
    const letter = await manager.findOneByOrFail(CoordinationRow, { unit: '云州市环境局' });
    await office.goto(`${town.url}/letters`);
    const card = office.locator('.letter', { hasText: '云州市环境局' });
    await card.getByText('待人工送达').waitFor();
    await card.getByText('确认前由市政府办公室代行协调').waitFor();
    expect(await overhang(office)).toBeLessThanOrEqual(0);
    await picture(office, 'letters-390');
    await card.getByRole('button', { name: '查看函件' }).click();
    await office.getByRole('heading', { name: '关于商请协调政务舆情回应工作的函' }).waitFor();
    await picture(office, 'letter-390');
    await office.keyboard.press('Escape');
    await card.getByRole('button', { name: '登记确认' }).click();
    const dialog = office.getByRole('dialog', { name: '登记确认：云州市环境局' });
    const confirm = dialog.getByRole('button', { name: '登记确认' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('协调联络人').fill('赵演示');
    await dialog.getByLabel('联系电话').fill('0991-7654321');
    await confirm.click();
    await office.getByText('没有待确认的协调函').waitFor();

    await office.goto(`${town.url}/incidents/${letter.incidentId}`);
    const panel = office.getByRole('region', { name: '协调' });
    await panel.getByText('联络人：赵**').waitFor();
    expect(await panel.innerText()).not.toContain('代行协调');
    await office.getByRole('region', { name: '上级交办' }).getByText('已到现场核查').waitFor();
    await picture(office, 'incident-orders-390');
    const incident = await manager.findOneByOrFail(IncidentRow, { id: letter.incidentId });
    expect(incident.routing?.actingCoordinator).toBeNull();
    expect(town.errors).toEqual([]);
  });
});
