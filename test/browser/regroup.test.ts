/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { IncidentRow, storeProposals } from '#incidents/service';
import { eventually } from '../support/eventually.js';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town, visit } from './town.js';

inBrowser('matters put together and apart', () => {
  let town: Town;
  let office: Page;
  beforeAll(async () => {
    town = await createTown();
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
  });
  afterAll(() => town?.close());

  /** Numbers of their own, far from those the city gives. */
  let numbers = 5000;
  /** A dispatched matter of 市综合服务局. */
  async function matter(title: string): Promise<IncidentRow> {
    const { manager } = town.database.source;
    const { jurisdictionId } = town;
    const incident = await makeIncident(manager, { jurisdictionId, title, number: `2026-${(numbers += 1)}` });
    await makeDuty(manager, incident, { unit: '市综合服务局' });
    return incident;
  }

  it('two items are split off with the keyboard, the effect shown before, and brought back from the record', async () => {
    // Near, but no copies: those would go along with the text they are copies of.
    const said = {
      阳光小区停水三天: '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活。',
      阳光小区三天没有自来水: '东湖街道阳光小区停水三天，居民只能到外面提水做饭，希望尽快抢修。',
      阳光小区停水没人管: '物业说东湖街道阳光小区自来水管道坏了，停水以后几时恢复，没人说得清。',
    };
    const titles = Object.keys(said);
    for (const [title, text] of Object.entries(said)) town.feed.publish(title, text, MORNING);
    const { manager } = town.database.source;
    await manager.query('update source set next_due_at = $1', [town.clock.now()]);
    const incident = await eventually(
      async () => (await manager.findOneBy(IncidentRow, { itemCount: 3, state: 'dispatched' })) ?? undefined,
      'one matter of three items',
    );
    await office.goto(`${town.url}/incidents/${incident.id}`);
    const items = office.getByRole('region', { name: '信息（3 条）' });
    await items.getByRole('button', { name: '选择信息' }).press('Enter');
    for (const title of titles.slice(1))
      await items.getByRole('checkbox', { name: `选择：${title}`, exact: true }).press('Space');
    await items.getByText('已选 2 条').waitFor();
    await items.getByRole('button', { name: '拆分为新事件' }).press('Enter');
    const dialog = office.getByRole('dialog', { name: '拆分为新事件（所选 2 条信息）' });
    await dialog.getByText('信息 3 条 → 1 条').waitFor();
    await dialog.getByText('信息 0 条 → 2 条').waitFor();
    await picture(office, 'regroup-split-1440');
    await office.setViewportSize(PHONE);
    expect(await overhang(office)).toBe(0);
    await picture(office, 'regroup-split-390');
    await office.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByRole('textbox', { name: '理由' }).fill('是另一栋楼的事');
    await dialog.getByRole('button', { name: '拆分为新事件' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await office.getByRole('heading', { name: '信息（1 条）' }).waitFor();

    const records = office.getByRole('region', { name: '归并记录' });
    await records.getByText(/拆出 2 条信息，立为 2026-\d+/).waitFor();
    await records.getByText('是另一栋楼的事').waitFor();
    await records.getByRole('button', { name: '撤销' }).press('Enter');
    const undo = office.getByRole('dialog', { name: '撤销以后恢复为' });
    await undo.getByText('信息 1 条 → 3 条').waitFor();
    await undo.getByRole('button', { name: '撤销' }).press('Enter');
    await undo.waitFor({ state: 'detached' });
    await office.getByRole('heading', { name: '信息（3 条）' }).waitFor();
    await records.getByText(/值班员丙 撤销/).waitFor();
  });

  it('a proposal is taken with one click, and leads to one matter', async () => {
    const [from, into] = [await matter('东湖街道供暖不热'), await matter('东湖街道暖气冰凉')];
    const likely = { kind: 'merge' as const, itemIds: [], similarity: 0.4, reasons: ['地点相同：东湖街道'] };
    const proposed = [{ ...likely, fromId: from.id, intoId: into.id }];
    const { manager } = town.database.source;
    await storeProposals(manager, town.jurisdictionId, proposed, town.clock.now(), false);
    await visit(office, '归并建议');
    const card = office.locator('.entry', { hasText: from.number });
    await card.getByText('地点相同：东湖街道').waitFor();
    await picture(office, 'groupings-1440');
    await card.getByRole('button', { name: '归并', exact: true }).click();
    await office.getByText(/已归并，见 2026-\d+/).waitFor();
    await office.getByText('没有待处理的归并建议').waitFor();
    const states = await Promise.all(
      [from, into].map(async ({ id }) => (await manager.findOneByOrFail(IncidentRow, { id })).state),
    );
    expect(states.sort()).toEqual(['dispatched', 'merged']);
    expect(town.errors).toEqual([]);
  });
});
