/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { AssignmentRow, DeadlineRow, IncidentRow } from '#incidents/service';
import { CommitmentRow, PublicationRow, ResponseRow } from '#respond/service';
import { startWebServer, type WebServer } from '../../libs/collect/src/testing/web-server.js';
import { addOutlets, OWNER, page as article } from '../api/publishing.js';
import { eventually } from '../support/eventually.js';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town } from './town.js';

const BUREAU = '市综合服务局';
const LIAISON = 'p4@qinglan.example';
/** Stands in what a citizen wrote and nowhere else. */
const MARKER = '墨竹居士';
const TITLE = `东湖街道停水三天，${MARKER}发问`;
const HEADLINE = '关于东湖街道停水情况的通报';
const WORDS =
  '经查，11月22日6时东湖街道主管道破裂，影响居民3200户。我局连夜抢修，23日6时恢复供水。停水期间的水费不予收取，可拨打12345咨询。';

inBrowser('from the alert to the published answer, on phones alone', () => {
  let town: Town;
  let web: WebServer;
  let liaison: Page;
  beforeAll(async () => {
    [town, web] = await Promise.all([
      createTown(),
      startWebServer((_request, answer) =>
        answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(article(WORDS)),
      ),
    ]);
    await addOutlets(town, new URL(web.url).host);
    liaison = await town.as({ role: 'liaison', unit: BUREAU, name: '李联络' }, PHONE);
  });
  afterAll(async () => {
    await web?.close();
    await town?.close();
  });

  const manager = () => town.database.source.manager;
  const incident = () => manager().findOneByOrFail(IncidentRow, { title: TITLE });
  const duty = async () =>
    manager().findOneByOrFail(AssignmentRow, { incidentId: (await incident()).id, unit: BUREAU });
  const shown = async (page: Page, name: string) => {
    await picture(page, `answer-${name}-390`);
    expect([name, await overhang(page)]).toEqual([name, 0]);
  };

  it('begins with the message: signed and first report behind its link', async () => {
    town.feed.publish(TITLE, `${MARKER}：东湖街道阳光小区停水三天了，什么时候来水？水费退不退？`, MORNING);
    await manager().query('update source set next_due_at = $1', [town.clock.now()]);
    const link = await eventually(async () => {
      const asked = (await town.mails.list()).filter(
        ({ subject, to }) => subject.startsWith('舆情交办') && to.includes(LIAISON),
      );
      const texts = await Promise.all(asked.map(async ({ id }) => (await town.mails.read(id))?.text ?? ''));
      return texts.map((text) => /http\S+\/s\/[\w-]+/.exec(text)?.[0]).find(Boolean);
    }, 'the mail');
    await liaison.goto(link);
    await liaison.getByText('请签收', { exact: true }).waitFor();
    await shown(liaison, 'alert');
    await liaison.getByRole('button', { name: '签收', exact: true }).click();
    await liaison.getByLabel('属实', { exact: true }).check();
    await liaison.getByLabel('二、已采取的措施').fill('已连夜抢修主管道。');
    await liaison.getByLabel('三、下一步安排及时间').fill('今日发布情况通报。');
    await liaison.getByRole('button', { name: '报送核实初报' }).click();
    await liaison.getByRole('heading', { name: '核实初报已报送' }).waitFor();
    await shown(liaison, 'reported');
    expect(await duty()).toMatchObject({ state: 'verified' });
  });

  it('goes on with a text from a template, checked and handed in', async () => {
    await liaison.goto(`${town.url}/duties`);
    const write = liaison.locator('.duty', { hasText: TITLE }).getByRole('button', { name: '拟写回应' });
    await write.waitFor();
    await shown(liaison, 'duties');
    await write.click();
    const begin = liaison.getByRole('dialog', { name: '拟写回应' });
    await begin.getByText('情况通报').first().waitFor();
    await begin.getByRole('button', { name: '开始写' }).click();
    const body = liaison.getByRole('textbox', { name: '正文' });
    await body.waitFor();
    expect(await body.innerText()).not.toContain(MARKER);
    await liaison.getByLabel('标题', { exact: true }).fill(HEADLINE);
    await body.fill(WORDS);
    const bar = liaison.locator('.bar');
    await bar.getByText('已保存').waitFor();
    const checks = liaison.getByRole('button', { name: /^符合：/ });
    await bar.getByText('提交前还要：核对').waitFor();
    for (let at = 0; at < (await checks.count()); at += 1) {
      const answered = liaison.waitForResponse(/\/checklist$/);
      await checks.nth(at).click();
      await answered;
    }
    await liaison.getByText('已全部核对').waitFor();
    await shown(liaison, 'text');
    await bar.getByRole('button', { name: '提交', exact: true }).click();
    await bar.getByRole('button', { name: '确认提交' }).click();
    await bar.getByRole('button', { name: '取回修改' }).waitFor();
    await shown(liaison, 'handed-in');
  });

  it('is approved by the leader in charge, who reads every word on the phone', async () => {
    await town.pass(10);
    const leader = await town.as({ role: 'leader', unit: BUREAU, name: '周局长' }, PHONE);
    await leader.goto(`${town.url}/approvals`);
    const card = leader.locator('.sign-card', { hasText: HEADLINE });
    await card.getByText(WORDS).waitFor();
    await shown(leader, 'leader');
    await card.getByRole('button', { name: '同意', exact: true }).click();
    await leader.getByText('没有等待您会签或审签的回应稿').waitFor();
    await shown(leader, 'leader-done');
    expect(await manager().findOneByOrFail(ResponseRow, { unit: BUREAU })).toMatchObject({
      state: 'approved',
    });
  });

  it('is published by the owner of the portal, and compared with the page', async () => {
    await town.pass(10);
    const owner = await town.as({ role: 'liaison', unit: OWNER, name: '吴编辑' }, PHONE);
    await owner.goto(`${town.url}/publications`);
    const card = owner.locator('.publication', { hasText: HEADLINE });
    await card.getByText('待发布').waitFor();
    await shown(owner, 'publication-due');
    expect(await owner.locator('body').innerText()).not.toContain(MARKER);
    await card.getByRole('button', { name: '登记发布' }).click();
    const dialog = owner.getByRole('dialog', { name: '登记发布' });
    await dialog.getByText(WORDS).waitFor();
    expect(await dialog.getByRole('button', { name: '登记发布' }).isDisabled()).toBe(true);
    await dialog.getByLabel('发布网址').fill(`${web.url}/2026/1.html`);
    await dialog.getByText('计为回应').waitFor();
    await shown(owner, 'register');
    await dialog.getByRole('button', { name: '登记发布' }).click();
    await dialog.waitFor({ state: 'detached' });
    await owner.locator('.filters').getByText('已发布').click();
    await card.getByText('计为首次回应').waitFor();
    await card.getByRole('button', { name: '重新核对页面' }).click();
    await card.getByText('与审签稿一致').waitFor();
    await shown(owner, 'published');
  });

  it('settles the statutory time, and the liaison sees the matter answered', async () => {
    const { id } = await incident();
    await liaison.goto(`${town.url}/incidents/${id}`);
    await liaison.locator('.marks').getByText('2026年11月23日 08:50 已首次回应').waitFor();
    await liaison.getByRole('link', { name: '查看首次回应' }).waitFor();
    await shown(liaison, 'answered');
    expect(await incident()).toMatchObject({ state: 'answered', answerUrl: `${web.url}/2026/1.html` });
    expect(await duty()).toMatchObject({ state: 'published' });
    const clocks = await manager().findBy(DeadlineRow, { incidentId: id, kind: 'statutory' });
    expect(clocks.find(({ rule }) => rule === 'DL-03')).toMatchObject({ state: 'met' });
    expect(await manager().findOneByOrFail(PublicationRow, { incidentId: id })).toMatchObject({
      countsAs: 'first',
      proofStatus: 'same',
    });
  });

  it('is read by anybody, with nothing of what a citizen wrote', async () => {
    const reader = await town.open(PHONE);
    await reader.goto(`${town.url}/r`);
    await shown(reader, 'public');
    await reader.getByRole('link', { name: HEADLINE }).click();
    await reader.getByRole('heading', { name: HEADLINE, level: 1 }).waitFor();
    await reader.getByText(WORDS).waitFor();
    await reader.getByText(BUREAU).first().waitFor();
    await shown(reader, 'public-text');
    const pages = ['/r', new URL(reader.url()).pathname, '/r/feed.xml', '/r/feed.json', '/r/sitemap.xml'];
    for (const path of pages) {
      const text = await (await reader.request.get(town.url + path)).text();
      expect([path, text.includes(MARKER), text.includes(town.feed.url)]).toEqual([path, false, false]);
    }
    expect(town.errors).toEqual([]);
  });

  it('given outside is registered with what it is, and a holding one with what it promises', async () => {
    const matter = await makeIncident(manager(), {
      jurisdictionId: town.jurisdictionId,
      number: '2026-8101',
      title: '石桥镇路灯不亮',
      state: 'signed',
      discoveredAt: town.clock.now(),
    });
    await makeDuty(manager(), matter, { unit: BUREAU, state: 'signed' });
    const office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员甲' }, PHONE);
    await office.goto(`${town.url}/incidents/${matter.id}`);
    await office.getByRole('button', { name: '登记首次回应' }).click();
    const dialog = office.getByRole('dialog', { name: '登记首次回应' });
    const register = dialog.getByRole('button', { name: '登记首次回应' });
    await dialog.getByPlaceholder('https://').fill(`${web.url}/2026/2.html`);
    expect(await register.isEnabled()).toBe(true);
    expect(await dialog.getByText('公开承诺').count()).toBe(0);
    await dialog.getByRole('button', { name: '更改' }).click();
    await dialog.getByText('阶段性回应（调查、处置中）').click();
    await dialog.getByText('须登记何时再公布什么').waitFor();
    expect(await register.isDisabled()).toBe(true);
    await dialog.getByLabel('第1项承诺的事项').fill('公布路灯修复情况');
    await dialog.getByLabel('第1项承诺的时间').fill('11月25日 12:00');
    await dialog.getByLabel('第1项承诺的时间').press('Enter');
    await dialog.getByLabel('第1项承诺的单位').fill(BUREAU);
    await office.getByRole('option', { name: BUREAU }).click();
    await shown(office, 'holding');
    await register.click();
    await office.locator('.marks').getByText('2026年11月23日 08:50 已首次回应').waitFor();
    await office.getByText('公布路灯修复情况').first().waitFor();
    await shown(office, 'holding-done');
    const promised = await manager().findOneByOrFail(CommitmentRow, { incidentId: matter.id });
    expect(promised).toMatchObject({
      unit: BUREAU,
      state: 'open',
      dueAt: new Date('2026-11-25T12:00:00+08:00'),
    });
    expect(await manager().findOneByOrFail(PublicationRow, { incidentId: matter.id })).toMatchObject({
      countsAs: 'first',
    });
    expect(town.errors).toEqual([]);
  });
});
