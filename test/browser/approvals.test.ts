/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { AssignmentRow, IncidentRow, saveIncident } from '#incidents/service';
import { ApprovalRow, lockResponse, moveResponse, ResponseRow, ResponseVersionRow } from '#respond/service';
import { eventually } from '../support/eventually.js';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const BUREAU = '市综合服务局';
const STREET = '东湖街道';
const OFFICE = '市政府办公室';
const WORDS = '11月23日上午7时许，东湖街道一处管网爆裂，造成3人受伤，抢修正在进行。';

inBrowser('facts, wording and signatures on a telephone', () => {
  let town: Town;
  let incident: IncidentRow;
  let id: string;

  beforeAll(async () => {
    town = await createTown();
    incident = await signed('2026-8001', [BUREAU, STREET]);
    id = await handedIn();
  });
  afterAll(() => town?.close());

  /** A grave matter that its units have signed. */
  async function signed(number: string, units: string[]): Promise<IncidentRow> {
    const { manager } = town.database.source;
    const matter = await makeIncident(manager, {
      jurisdictionId: town.jurisdictionId,
      number,
      title: '东湖街道管网爆裂',
      state: 'signed',
      opinionLevel: '重大',
      discoveredAt: town.clock.now(),
    });
    for (const unit of units) await makeDuty(manager, matter, { unit, state: 'signed' });
    return matter;
  }
  /** A text of the bureau, for these. */
  async function handedIn(units = [BUREAU, STREET]): Promise<string> {
    const { source } = town.database;
    const by = 'account:writer';
    const row = await source.manager.save(
      source.manager.create(ResponseRow, {
        jurisdictionId: town.jurisdictionId,
        incidentId: incident.id,
        round: 1,
        kind: 'first',
        occasion: 'statement',
        unit: BUREAU,
        units,
        state: 'drafting',
        latest: 1,
        createdBy: by,
        createdAt: MORNING,
      }),
    );
    const words = { title: '关于管网爆裂的情况通报', html: `<p>${WORDS}</p>`, text: WORDS, note: '' };
    await source.manager.insert(ResponseVersionRow, {
      responseId: row.id,
      number: 1,
      ...words,
      by,
      at: MORNING,
    });
    await source.transaction(async (manager) => {
      const { incident: locked, response } = await lockResponse(manager, row.id, null);
      const act = { manager, actor: by, at: town.clock.now() };
      await moveResponse(act, locked, response, units.length > 1 ? 'submit_joint' : 'submit');
      await saveIncident(manager, locked, act.at);
    });
    return row.id;
  }
  const card = (page: Page) => page.locator('.sign-card', { hasText: '关于管网爆裂的情况通报' });
  async function fits(page: Page, name: string): Promise<void> {
    await picture(page, `approvals-${name}`);
    expect([name, await overhang(page)]).toEqual([name, 0]);
  }

  it('departments confirm, the office decides what differs, the leader signs with one tap', async () => {
    const bureau = await town.as({ role: 'liaison', unit: BUREAU, name: '李联络' }, PHONE);
    await bureau.goto(`${town.url}/incidents/${incident.id}`);
    const facts = (page: Page) => page.getByRole('region', { name: '口径核对' });
    await facts(bureau).getByRole('button', { name: '确认 2 项无误' }).click();
    await bureau.getByText(`已代表${BUREAU}确认`).waitFor();
    await fits(bureau, 'facts');

    const street = await town.as({ role: 'liaison', unit: STREET, name: '王联络' }, PHONE);
    await street.goto(`${town.url}/incidents/${incident.id}`);
    const hurt = (page: Page) => facts(page).locator('.fact', { hasText: '受伤人数' });
    await hurt(street).getByRole('button', { name: '填报' }).click();
    await hurt(street).getByRole('textbox', { name: '受伤人数的内容' }).fill('2人');
    await hurt(street).getByRole('textbox', { name: '依据' }).fill('街道走访');
    await hurt(street).getByRole('button', { name: '提交填报' }).click();
    await hurt(street).getByText('不一致').waitFor();
    await facts(street).getByRole('button', { name: '确认 1 项无误' }).click();
    await street.getByText(`已代表${STREET}确认`).waitFor();
    await street.goto(`${town.url}/approvals`);
    await card(street).getByRole('button', { name: '同意这一版' }).click();
    await street.getByText('没有等待您会签或审签的回应稿').waitFor();

    const office = await town.as({ role: 'office', unit: OFFICE, name: '值班员甲' });
    await office.goto(`${town.url}/incidents/${incident.id}`);
    await hurt(office).getByRole('button', { name: '裁定' }).click();
    await hurt(office).getByRole('textbox', { name: '受伤人数的内容' }).fill('3人');
    await hurt(office).getByRole('textbox', { name: '理由' }).fill('以医院接诊记录为准');
    await hurt(office).getByRole('button', { name: '裁定' }).click();
    await hurt(office).getByText(`${OFFICE}裁定为`).waitFor();

    const leader = await town.as({ role: 'leader', unit: BUREAU, name: '周局长' }, PHONE);
    await leader.goto(`${town.url}/approvals`);
    await card(leader).getByText(WORDS).waitFor();
    await fits(leader, 'leader');
    await card(leader).getByRole('button', { name: /^同意/ }).click();
    await leader.getByText('没有等待您会签或审签的回应稿').waitFor();

    await office.goto(`${town.url}/approvals`);
    await card(office).getByText('周局长，系统内审签').waitFor();
    await card(office).getByRole('button', { name: '同意', exact: true }).click();
    await office.getByText('没有等待您会签或审签的回应稿').waitFor();
    const { manager } = town.database.source;
    expect(await manager.findOneByOrFail(ResponseRow, { id })).toMatchObject({ state: 'approved' });
    expect(
      await manager.findOneByOrFail(AssignmentRow, { incidentId: incident.id, unit: STREET }),
    ).toMatchObject({
      state: 'approved',
    });
    expect(town.errors).toEqual([]);
  });

  it('a leader on the way signs behind the link of the mail, with the keyboard alone', async () => {
    const known = new Set((await town.mails.list()).map((mail) => mail.id));
    incident = await signed('2026-8002', [BUREAU]);
    const second = await handedIn([BUREAU]);
    const link = await eventually(async () => {
      const asked = (await town.mails.list()).filter(
        (mail) => !known.has(mail.id) && mail.subject.startsWith('请审签'),
      );
      const texts = await Promise.all(
        asked.map(async (mail) => (await town.mails.read(mail.id))?.text ?? ''),
      );
      return texts.map((text) => /http\S+\/s\/[\w-]+/.exec(text)?.[0]).find(Boolean);
    }, 'the mail');
    const phone = await town.open(PHONE);
    await phone.goto(link);
    await phone.getByText('请审签', { exact: true }).waitFor();
    await phone.getByText(WORDS).waitFor();
    await fits(phone, 'link');
    const agree = phone.getByRole('button', { name: /^同意/ });
    const focused = () => agree.evaluate((button) => button === document.activeElement);
    for (let tabs = 0; tabs < 12 && !(await focused()); tabs += 1) await phone.keyboard.press('Tab');
    expect(await focused()).toBe(true);
    await phone.keyboard.press('Enter');
    await phone.getByRole('heading', { name: '已审签' }).waitFor();
    await phone.getByText(/^还差.+审签，已经通知/).waitFor();
    await fits(phone, 'link-signed');
    const { manager } = town.database.source;
    expect(await manager.findBy(ApprovalRow, { responseId: second })).toMatchObject([{ way: 'link' }]);
    expect(town.errors).toEqual([]);
  });
});
